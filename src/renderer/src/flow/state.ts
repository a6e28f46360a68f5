import type { HostChoice, Outcome } from '#shared/domain/arrival.ts';
import type { Language } from '#shared/domain/profile.ts';
import type { Failure } from '#shared/ipc/result.ts';
import type { Directory, Draft, HostProblem, Hosts, Problems, YouField } from './draft.ts';

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

export interface Welcome extends Spoken {
  readonly screen: 'welcome';
}
export interface You extends Spoken, Checkable<Problems> {
  readonly screen: 'you';
  readonly draft: Draft;
}
export interface HostSearch extends Spoken, Checkable<HostProblem | null> {
  readonly screen: 'host';
  readonly draft: Draft;
}
export interface Confirm extends Spoken, Checkable<'not-agreed' | null> {
  readonly screen: 'confirm';
  readonly draft: Draft & { readonly id: string };
  /** Handed to main, which has not answered yet. */
  readonly busy: boolean;
  /** What became of the visit, when the news overtook main's answer. */
  readonly news: Outcome;
}
export interface Result extends Spoken {
  readonly screen: 'result';
  readonly id: string;
  readonly host: HostChoice;
  readonly outcome: Outcome;
}
export type State = Welcome | You | HostSearch | Confirm | Result;

export type FlowEvent =
  | { readonly type: 'speak'; readonly language: Language }
  | { readonly type: 'sign-in'; readonly directory: Directory }
  | { readonly type: 'type'; readonly field: YouField | 'host'; readonly text: string }
  | { readonly type: 'you-checked'; readonly problems: Problems }
  | { readonly type: 'directory'; readonly directory: Directory }
  | {
      readonly type: 'found';
      readonly query: string;
      readonly directory: Directory;
      readonly hosts: Hosts;
    }
  | { readonly type: 'not-searched'; readonly query: string }
  | { readonly type: 'choose'; readonly host: Hosts[number] }
  /** Continue on Host; `id` becomes the visit's unless it has one. */
  | { readonly type: 'host-given'; readonly id: string }
  | { readonly type: 'agree'; readonly agreed: boolean }
  | { readonly type: 'confirm'; readonly terms: boolean }
  | { readonly type: 'kept'; readonly id: string; readonly outcome: Outcome }
  | { readonly type: 'not-kept'; readonly id: string; readonly failure: Failure }
  | { readonly type: 'news'; readonly id: string; readonly outcome: Outcome }
  | { readonly type: 'back' }
  /** Start over, Done, and nobody there any more: whatever was given is forgotten. */
  | { readonly type: 'leave' };
