import type { HostAnswer } from '#shared/domain/arrival.ts';
import type { KnownBooking } from '#shared/domain/booking.ts';
import type { Claim, Errand, ErrandKind, ErrandOf } from '#shared/domain/errand.ts';
import type { Host } from '#shared/domain/host.ts';
import type { Status } from '#shared/domain/status.ts';
import type { KeychainTrouble } from '../credentials/secret-store.ts';

/** An errand on its way to the provider, with what only the outbox knows of it. */
export interface Dispatch<E extends Errand = Errand> {
  readonly errand: E;
  /** The instant at which the visitor confirmed (UTC, ISO 8601). */
  readonly confirmedAt: string;
  /** The provider's id of the host; absent when the visitor typed a name that nobody has matched, or named nobody. */
  readonly hostId?: string;
  /** The receipt of the entry that this one follows. */
  readonly after?: string;
}

export interface FieldError {
  /** The provider's own name of the field, so that reception can find it there. */
  readonly field: string;
  readonly message: string;
}

export type CredentialTrouble =
  | Exclude<Status['credentials'], 'unknown' | 'ready'>
  | KeychainTrouble;

/** Why the provider was not reached or did not answer; none of these says anything about the arrival itself. */
export type Setback =
  /** No connection, or none that held until the answer. */
  | { readonly kind: 'offline'; readonly reason: string }
  /** The provider wants silence until that instant (ms since the epoch); the request was not carried out. */
  | { readonly kind: 'throttled'; readonly until: number }
  /** The kiosk cannot sign in; delivery pauses until it can. */
  | {
      readonly kind: 'credentials';
      readonly state: CredentialTrouble;
      readonly reason: string;
    }
  /** An answer that decides nothing: 5xx, a page of HTML, a body cut short. */
  | { readonly kind: 'failing'; readonly reason: string };

/** Whether the provider could be spoken to, after each try. */
export type Contact = Setback | { readonly kind: 'answered' };

/** What came of sending an errand. */
export type Delivery =
  /** `receipt`: the provider's id of its record; of a check-in or a sign-out, that of the visit. */
  | { readonly kind: 'delivered'; readonly receipt: string }
  | { readonly kind: 'refused'; readonly message: string; readonly fields: readonly FieldError[] }
  /** The provider has nothing yet that it could be done to; refused, unless an earlier entry still brings it. */
  | { readonly kind: 'nothing-there'; readonly message: string }
  /** Sent, but whether the provider has it is not known: read back before anything is sent again. */
  | { readonly kind: 'unsettled'; readonly setback: Setback }
  /** Certainly not carried out. */
  | { readonly kind: 'not-sent'; readonly setback: Setback };

/** What reading back found. */
export type Settlement =
  | { readonly kind: 'found'; readonly receipt: string }
  | { readonly kind: 'absent' }
  /** More than one record could be this errand's: a person has to look. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly setback: Setback };

/** Thrown while reading from the provider; carries what stopped it. */
export class SetbackError extends Error {
  readonly setback: Setback;
  constructor(setback: Setback) {
    super('reason' in setback ? setback.reason : setback.kind);
    this.setback = setback;
  }
}

/** The first sending that may have been carried out. */
export interface Sent {
  /** When it left (ms since the epoch). */
  readonly at: number;
  /** Whether a receipt belongs to another entry. */
  isClaimed(receipt: string): boolean;
}

/** How one kind of errand is carried to a provider. Neither method ever throws. */
export interface Operation<E extends Errand = Errand> {
  send(dispatch: Dispatch<E>): Promise<Delivery>;
  /** Looks for an errand whose answer was lost. */
  settle(dispatch: Dispatch<E>, sent: Sent): Promise<Settlement>;
}

/** What a provider can do: an errand whose kind is not here is not offered at its kiosk. */
export type Operations = { readonly [K in ErrandKind]?: Operation<ErrandOf<K>> };

export type Purpose = 'check-in' | 'sign-out';

/** What looking for somebody's visit of today found. */
export type Found =
  | { readonly kind: 'found'; readonly record: string }
  /** They are in, or out, already. */
  | { readonly kind: 'done'; readonly record: string }
  | { readonly kind: 'nobody' }
  /** They would sign out, and are not in. */
  | { readonly kind: 'not-in' }
  /** Their host has not said yes, so they cannot check in. */
  | { readonly kind: 'not-approved' }
  /** More than one visit fits, or one that is over: a person has to look. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'unreadable'; readonly setback: Setback };

/** A visit of today whose host was asked. */
export interface Asked {
  /** The receipt of the walk-in. */
  readonly receipt: string;
  readonly hostId: string;
  readonly email: string;
  /** When the walk-in left (ms since the epoch). */
  readonly at: number;
}

export type Accepted = Extract<HostAnswer, 'hold' | 'come-up' | 'accepted'>;

/** What a host has said by now. */
export type Reply =
  | { readonly kind: 'waiting' }
  /** `checkIn`: the record that still has to be checked in; absent where the provider sees to that by itself. */
  | { readonly kind: 'accepted'; readonly answer: Accepted; readonly checkIn?: string }
  | { readonly kind: 'declined' }
  /** There is nothing left that could be answered. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly setback: Setback };

/** What came of a sign-in on the provider's page. */
export type SignedIn =
  | { readonly kind: 'signed-in' }
  /** Somebody said no, or what came back is good for nothing: it has to be begun again. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'setback'; readonly setback: Setback };

/** How a member of staff signs in on a page of the provider's. Neither method ever throws. */
export interface SignIn {
  /** The page; whatever was begun before it is forgotten. */
  begin(): Promise<URL>;
  /** @param redirectedTo where the page led back to, with all that is in it */
  finish(redirectedTo: URL): Promise<SignedIn>;
}

/**
 * A coworking platform, as the kiosk uses it. Nothing outside a provider's folder knows more of it than this; what is
 * optional is what a provider may lack.
 */
export interface Provider {
  /** Which account at which address: entries and what is kept of the provider belong to it. */
  readonly account: string;
  readonly operations: Operations;
  /** Whether a walk-in can only be sent with a host that the provider knows. */
  readonly needsHost: boolean;
  /** Whether a walk-in's host is asked before the visitor is in: always, where the site wants it, or never. */
  readonly asksHost: 'always' | 'if-wanted' | 'never';
  /** How many of a registration's arrivals one sending can hold. */
  readonly arrivalsAtOnce: number;
  /** Everybody who can be visited, page by page. Throws {@link SetbackError}. */
  hosts(): AsyncGenerator<Host[], void, void>;
  /** Signs in and reads a little, to say in one line what the credentials reach. Throws {@link SetbackError}. */
  probe(): Promise<string>;
  /**
   * Looks for a visit of the site's day in which an instant lies (ms since the epoch). Never throws. To be had wherever
   * there is an operation for the purpose.
   */
  find?(purpose: Purpose, who: Claim, at: number): Promise<Found>;
  /** The bookings of the site's day in which an instant lies, also tentative ones. Throws {@link SetbackError}. */
  bookings?(at: number): Promise<KnownBooking[]>;
  /** Never throws. To be had unless `asksHost` is `never`. */
  hostReply?(asked: Asked): Promise<Reply>;
  /** To be had where a member of staff has to sign in for the kiosk. */
  readonly signIn?: SignIn;
}

/** The operation for an errand of any kind. */
export function operationFor(provider: Provider, kind: ErrandKind): Operation | undefined {
  return provider.operations[kind] as Operation | undefined;
}
