import type { Arrival } from '#shared/domain/arrival.ts';
import type { Host } from '#shared/domain/host.ts';
import type { Status } from '#shared/domain/status.ts';
import type { KeychainTrouble } from '../credentials/secret-store.ts';

/** An arrival whose host, where the provider needs one, is known by the provider's id. */
export interface Visit {
  readonly arrival: Arrival;
  /** The provider's id of the host; absent when the visitor typed a name that nobody has matched. */
  readonly hostId?: string;
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

/** What came of sending a visit. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly receipt: string }
  | { readonly kind: 'refused'; readonly message: string; readonly fields: readonly FieldError[] }
  /** Sent, but whether the provider has it is not known: read back before anything is sent again. */
  | { readonly kind: 'unsettled'; readonly setback: Setback }
  /** Certainly not carried out. */
  | { readonly kind: 'not-sent'; readonly setback: Setback };

/** What reading back found. */
export type Settlement =
  | { readonly kind: 'found'; readonly receipt: string }
  | { readonly kind: 'absent' }
  /** More than one record could be this visit: a person has to look. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly setback: Setback };

/** Thrown while paging through hosts; carries what stopped it. */
export class SetbackError extends Error {
  readonly setback: Setback;
  constructor(setback: Setback) {
    super('reason' in setback ? setback.reason : setback.kind);
    this.setback = setback;
  }
}

/** A coworking platform, as the kiosk uses it. Nothing outside a provider's folder knows more of it than this. */
export interface Provider {
  /** Which account at which address: entries and the cached directory belong to it. */
  readonly account: string;
  /** Whether a visit can only be sent with a host that the provider knows. */
  readonly needsHost: boolean;
  /** Everybody who can be visited, page by page. Throws {@link SetbackError}. */
  hosts(): AsyncGenerator<Host[], void, void>;
  /** Tells the provider that somebody has arrived. Never throws. */
  checkIn(visit: Visit): Promise<Delivery>;
  /**
   * Looks for a visit whose answer was lost. Never throws.
   * @param sentAt when the first request that may have been carried out left (ms since the epoch)
   * @param isClaimed whether a receipt belongs to another entry
   */
  settle(
    visit: Visit,
    sentAt: number,
    isClaimed: (receipt: string) => boolean,
  ): Promise<Settlement>;
  /** Signs in and reads a little, to say in one line what the credentials reach. Throws {@link SetbackError}. */
  probe(): Promise<string>;
}
