import type { Outcome } from '#shared/domain/arrival.ts';
import type { Draft, Problems } from '../draft.ts';
import { blankFind, type Purpose } from '../find.ts';
import type { Looked, LookupProblem } from '../lookup.ts';
import { hostOf } from '../request.ts';
import type {
  Call,
  Confirm,
  Errand,
  Find,
  HandingOver,
  Result,
  Search,
  Spoken,
  Welcome,
  You,
} from '../state.ts';

export const welcome: Welcome = { screen: 'welcome', language: null };

export function toWelcome({ language }: Spoken): Welcome {
  return language === null ? welcome : { screen: 'welcome', language };
}

export function toYou({ language }: Spoken, draft: Draft, problem: Problems = {}): You {
  const checks = Object.keys(problem).length === 0 ? 0 : 1;
  return { screen: 'you', language, draft, problem, checks };
}

export function toSearch<K extends Looked>(
  screen: K,
  { language }: Spoken,
  draft: Draft,
  problem: LookupProblem | null = null,
): Search<K> {
  return { screen, language, draft, problem, checks: problem === null ? 0 : 1 };
}

/** @param id becomes the visit's unless it has one */
export function toConfirm({ language }: Spoken, draft: Draft, id: string): Confirm {
  return {
    screen: 'confirm',
    language,
    draft: { ...draft, id: draft.id ?? id },
    problem: null,
    checks: 0,
    handed: null,
  };
}

export function toFind({ language }: Spoken, purpose: Purpose): Find {
  return {
    screen: 'find',
    language,
    purpose,
    by: 'code',
    typed: blankFind,
    problem: {},
    checks: 0,
    handed: null,
  };
}

export function toCall({ language }: Spoken): Call {
  return { screen: 'call', language, name: '', problem: null, checks: 0, handed: null };
}

/** @param asksHost whether a host who was chosen is asked before the visitor is in */
export function toResult(
  state: HandingOver,
  id: string,
  outcome: Outcome,
  asksHost: boolean,
): Result {
  const { language } = state;
  return { screen: 'result', language, id, errand: errandOf(state, asksHost), outcome };
}

function errandOf(state: HandingOver, asksHost: boolean): Errand {
  if (state.screen === 'find') return { kind: state.purpose };
  if (state.screen === 'call') return { kind: 'call' };
  if (state.draft.seeing === 'team') return { kind: 'contact' };
  const host = hostOf(state.draft);
  const answer = asksHost && host.kind === 'chosen' ? 'waiting' : null;
  return { kind: 'walk-in', host, answer };
}
