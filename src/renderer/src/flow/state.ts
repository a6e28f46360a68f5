import type { HostAnswer, HostChoice, Outcome } from '#shared/domain/arrival.ts';
import type { VisitorErrand } from '#shared/domain/errand.ts';
import type { Language } from '#shared/domain/profile.ts';
import type { Failure } from '#shared/ipc/result.ts';
import type { Draft, Problem, Problems, YouField } from './draft.ts';
import type { By, FindField, FindProblems, FindTyped, Purpose } from './find.ts';
import type { Listed, Listing, Looked, LookupProblem } from './lookup.ts';

/** What a screen of the form has to say of its answers. */
interface Checkable<P> {
  readonly problem: P;
  /** Grows with each check that found something: the sign to move the focus there. 0 while none has. */
  readonly checks: number;
}

export interface Spoken {
  /** The language that the visitor chose, or null for the site's own. */
  readonly language: Language | null;
}

/** A screen whose answers are handed to main. */
interface Handing {
  /** What main has been handed and has not answered for yet; `news` overtook that answer. */
  readonly handed: { readonly id: string; readonly news: Outcome } | null;
}

export interface Welcome extends Spoken {
  readonly screen: 'welcome';
}
export interface You extends Spoken, Checkable<Problems> {
  readonly screen: 'you';
  readonly draft: Draft;
}
/** Host or Booking: the screen has the name of what is looked for. */
export interface Search<K extends Looked = Looked> extends Spoken, Checkable<LookupProblem | null> {
  readonly screen: K;
  readonly draft: Draft;
}
export interface Confirm extends Spoken, Checkable<'not-agreed' | null>, Handing {
  readonly screen: 'confirm';
  readonly draft: Draft & { readonly id: string };
}
export interface Find extends Spoken, Checkable<FindProblems>, Handing {
  readonly screen: 'find';
  readonly purpose: Purpose;
  readonly by: By;
  readonly typed: FindTyped;
}
export interface Call extends Spoken, Checkable<Problem | null>, Handing {
  readonly screen: 'call';
  readonly name: string;
}
export type HandingOver = Confirm | Find | Call;

/** What the result is about. `answer`: what the host has said, or null where nobody is asked. */
export type Errand =
  | {
      readonly kind: 'walk-in';
      readonly host: HostChoice;
      readonly answer: HostAnswer | null;
    }
  | { readonly kind: Exclude<VisitorErrand['kind'], 'walk-in'> };

export interface Result extends Spoken {
  readonly screen: 'result';
  readonly id: string;
  readonly errand: Errand;
  readonly outcome: Outcome;
}
export type State = Welcome | You | Search<'host'> | Search<'booking'> | HandingOver | Result;

/** The id of a walk-in whose host has been asked and has not answered, while the result waits for it; else null. */
export function awaited(state: State): string | null {
  const waits =
    state.screen === 'result' &&
    state.outcome === 'told' &&
    state.errand.kind === 'walk-in' &&
    state.errand.answer === 'waiting';
  return waits ? state.id : null;
}

/** What happens to one lookup. */
export type LookupEvent<K extends Looked> =
  | { readonly type: 'type'; readonly field: K; readonly text: string }
  | {
      readonly type: 'found';
      readonly of: K;
      readonly query: string;
      readonly listing: Listing;
      readonly found: readonly Listed[K][];
    }
  | { readonly type: 'not-searched'; readonly of: K; readonly query: string }
  | { readonly type: 'choose'; readonly of: K; readonly item: Listed[K] };

export type FlowEvent =
  | { readonly type: 'speak'; readonly language: Language }
  | { readonly type: 'sign-in'; readonly directory: Listing }
  | { readonly type: 'book-in'; readonly directory: Listing }
  | { readonly type: 'find'; readonly purpose: Purpose }
  | { readonly type: 'call' }
  | { readonly type: 'type'; readonly field: YouField | FindField; readonly text: string }
  | { [K in Looked]: LookupEvent<K> }[Looked]
  /** Continue on You; where it leads to Confirm, `id` becomes the visit's unless it has one. */
  | { readonly type: 'you-checked'; readonly problems: Problems; readonly id: string }
  | { readonly type: 'directory'; readonly directory: Listing }
  /** Continue on Host; `id` becomes the visit's unless it has one. */
  | { readonly type: 'host-given'; readonly id: string }
  /** The visitor has no host, and leaves their details for the team; `id` as above. */
  | { readonly type: 'no-host'; readonly id: string }
  | { readonly type: 'booking-given' }
  /** The visitor signs in without the booking that they looked for. */
  | { readonly type: 'no-booking' }
  | { readonly type: 'by'; readonly by: By }
  /** The way on of Find and Call. Each try has an id of its own, since what was typed may be somebody else's. */
  | { readonly type: 'hand-over'; readonly id: string }
  | { readonly type: 'agree'; readonly agreed: boolean }
  | { readonly type: 'confirm'; readonly terms: boolean }
  /** `asksHost`: hosts are asked at this site before a walk-in is in. */
  | {
      readonly type: 'kept';
      readonly id: string;
      readonly outcome: Outcome;
      readonly asksHost: boolean;
    }
  | { readonly type: 'not-kept'; readonly id: string; readonly failure: Failure }
  | { readonly type: 'news'; readonly id: string; readonly outcome: Outcome }
  | { readonly type: 'answered'; readonly id: string; readonly answer: HostAnswer }
  | { readonly type: 'back' }
  /** Start over, Done, and nobody there any more: whatever was given is forgotten. */
  | { readonly type: 'leave' };
