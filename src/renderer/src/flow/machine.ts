import type { Outcome } from '#shared/domain/arrival.ts';
import type { Language } from '#shared/domain/profile.ts';
import { enoughToSearch } from '#shared/domain/text.ts';
import type { Failure } from '#shared/ipc/result.ts';
import {
  blankDraft,
  checkHost,
  type Directory,
  type Draft,
  type HostProblem,
  hostOf,
  type Problem,
  type Problems,
  type YouField,
  youFields,
} from './draft.ts';
import type {
  Confirm,
  FlowEvent,
  HostSearch,
  Result,
  Spoken,
  State,
  Welcome,
  You,
} from './state.ts';

export const welcome: Welcome = { screen: 'welcome', language: null };

/** The next state; the same object when the event means nothing where the visitor is. */
export function transition(state: State, event: FlowEvent): State {
  if (event.type === 'leave') return isFresh(state) ? state : welcome;
  if (event.type === 'speak') return speaking(state, event.language);
  switch (state.screen) {
    case 'welcome':
      return event.type === 'sign-in' ? toYou(state, blankDraft(event.directory)) : state;
    case 'you':
      return onYou(state, event);
    case 'host':
      return onHost(state, event);
    case 'confirm':
      return onConfirm(state, event);
    case 'result':
      return event.type === 'news' ? told(state, event.id, event.outcome) : state;
  }
}

/** Terms are agreed to in the language that they were read in, so another language asks anew. */
function speaking(state: State, language: Language): State {
  if (state.language === language) return state;
  const spoken = { ...state, language };
  return 'draft' in spoken ? withDraft(spoken, { agreed: false }) : spoken;
}

function withDraft<S extends You | HostSearch | Confirm>(
  state: S,
  change: Partial<Pick<Draft, 'directory' | 'agreed'>>,
): S {
  return { ...state, draft: { ...state.draft, ...change } };
}

function isFresh(state: State): boolean {
  return state.screen === 'welcome' && state.language === null;
}

function toYou({ language }: Spoken, draft: Draft, problem: Problems = {}): You {
  const checks = Object.keys(problem).length === 0 ? 0 : 1;
  return { screen: 'you', language, draft, problem, checks };
}

function toHost(
  { language }: Spoken,
  draft: Draft,
  problem: HostProblem | null = null,
): HostSearch {
  return { screen: 'host', language, draft, problem, checks: problem === null ? 0 : 1 };
}

function toConfirm({ language }: Spoken, draft: Confirm['draft']): Confirm {
  return {
    screen: 'confirm',
    language,
    draft,
    problem: null,
    checks: 0,
    busy: false,
    news: 'sending',
  };
}

function onYou(state: You, event: FlowEvent): State {
  switch (event.type) {
    case 'type': {
      if (event.field === 'host') return state;
      const { [event.field]: _, ...problem } = state.problem;
      return { ...state, draft: { ...state.draft, [event.field]: event.text }, problem };
    }
    case 'you-checked':
      return Object.keys(event.problems).length === 0
        ? toHost(state, state.draft)
        : { ...state, problem: event.problems, checks: state.checks + 1 };
    case 'directory':
      return withDirectory(state, event.directory);
    default:
      return state;
  }
}

function onHost(state: HostSearch, event: FlowEvent): State {
  const { draft } = state;
  switch (event.type) {
    case 'type': {
      if (event.field !== 'host') return state;
      const found = enoughToSearch(event.text) ? draft.found : null;
      return {
        ...state,
        draft: { ...draft, host: event.text, found, chosen: null },
        problem: null,
      };
    }
    case 'directory':
      return withDirectory(state, event.directory);
    case 'found': {
      if (event.query !== draft.host.trim()) return state;
      const chosen = event.hosts.find(({ id }) => id === draft.chosen?.id) ?? null;
      return {
        ...state,
        draft: { ...draft, directory: event.directory, found: event.hosts, chosen },
        problem: state.problem === 'choose' && event.hosts.length > 0 ? 'choose' : null,
      };
    }
    case 'not-searched':
      return event.query === draft.host.trim() ? { ...state, problem: 'no-answer' } : state;
    case 'choose':
      return { ...state, draft: { ...draft, chosen: event.host }, problem: null };
    case 'host-given': {
      const found = checkHost(draft);
      const problem = found === 'choose' && state.problem === 'no-answer' ? 'no-answer' : found;
      return problem === null
        ? toConfirm(state, { ...draft, id: draft.id ?? event.id })
        : { ...state, problem, checks: state.checks + 1 };
    }
    case 'back':
      return toYou(state, draft);
    default:
      return state;
  }
}

function onConfirm(state: Confirm, event: FlowEvent): State {
  const { draft, busy } = state;
  switch (event.type) {
    case 'agree':
      return busy ? state : { ...state, draft: { ...draft, agreed: event.agreed }, problem: null };
    case 'confirm':
      if (busy) return state;
      return event.terms && !draft.agreed
        ? { ...state, problem: 'not-agreed', checks: state.checks + 1 }
        : { ...state, busy: true };
    case 'news':
      return busy && event.id === draft.id
        ? { ...state, news: later(state.news, event.outcome) }
        : state;
    case 'kept':
      return busy && event.id === draft.id
        ? toResult(state, later(state.news, event.outcome))
        : state;
    case 'not-kept':
      return busy && event.id === draft.id ? notKept(state, event.failure) : state;
    case 'directory':
      return withDirectory(state, event.directory);
    case 'back':
      return busy ? state : toHost(state, draft);
    default:
      return state;
  }
}

function withDirectory<S extends You | HostSearch | Confirm>(state: S, directory: Directory): S {
  return state.draft.directory === directory ? state : withDraft(state, { directory });
}

function toResult({ language, draft }: Confirm, outcome: Outcome): Result {
  return { screen: 'result', language, id: draft.id, host: hostOf(draft), outcome };
}

/** Back to the first screen that holds an answer main could not keep; without one, a person has to help. */
function notKept(state: Confirm, failure: Failure): State {
  const wrong = failure.code === 'invalid' ? (failure.fields ?? []) : [];
  // Main names a field by its path in the request, such as `visitor.email`.
  const problemOf = (field: string) =>
    wrong.find((each) => each.field.split('.').includes(field))?.problem;
  const problems: Partial<Record<YouField, Problem>> = {};
  for (const field of youFields) {
    const problem = problemOf(field);
    if (problem !== undefined) problems[field] = known(problem);
  }
  if (Object.keys(problems).length > 0) return toYou(state, state.draft, problems);
  const problem = problemOf('host');
  return problem === undefined
    ? toResult(state, 'reception')
    : toHost(state, state.draft, known(problem));
}

const problems: Record<Problem, true> = {
  empty: true,
  'too-long': true,
  'control-character': true,
  'not-an-email': true,
  'no-at-sign': true,
  'not-a-phone-number': true,
  'needs-country-code': true,
  other: true,
};

function known(problem: string): Problem {
  return Object.hasOwn(problems, problem) ? (problem as Problem) : 'other';
}

const weight: Record<Outcome, number> = { sending: 0, recorded: 1, told: 2, reception: 2 };

/** News may arrive out of order: what the visitor has been told is never taken back for something weaker. */
function later(now: Outcome, news: Outcome): Outcome {
  return weight[news] >= weight[now] ? news : now;
}

function told(state: Result, id: string, news: Outcome): Result {
  const outcome = later(state.outcome, news);
  return id !== state.id || outcome === state.outcome ? state : { ...state, outcome };
}
