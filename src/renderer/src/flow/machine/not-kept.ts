import type { Failure } from '#shared/ipc/result.ts';
import { type Problem, youFields } from '../draft.ts';
import { type FindProblem, findFields, isFindAnswer } from '../find.ts';
import type { Call, Confirm, Find, HandingOver, State } from '../state.ts';
import { toResult, toSearch, toYou } from './go.ts';

/** Back to the first screen that holds an answer main could not keep; without one, a person has to help. */
export function notKept(state: HandingOver, id: string, failure: Failure): State {
  const wrong = failure.code === 'invalid' ? (failure.fields ?? []) : [];
  return mended(state, wrong) ?? toResult(state, id, 'reception', false);
}

type Wrong = NonNullable<Failure['fields']>;

function mended(state: HandingOver, wrong: Wrong): State | null {
  switch (state.screen) {
    case 'confirm':
      return mendedVisit(state, wrong);
    case 'find':
      return mendedFind(state, wrong);
    case 'call':
      return mendedCall(state, wrong);
  }
}

function mendedVisit(state: Confirm, wrong: Wrong): State | null {
  const { draft } = state;
  const problems = problemsOf(wrong, youFields, known);
  if (Object.keys(problems).length > 0) return toYou(state, draft, problems);
  const { host } = problemsOf(wrong, ['host'], known);
  return host !== undefined && draft.seeing === 'host'
    ? toSearch('host', state, draft, host)
    : null;
}

function mendedFind(state: Find, wrong: Wrong): Find | null {
  const problem = problemsOf(
    wrong,
    findFields[state.by],
    (each): FindProblem => (isFindAnswer(each) ? each : known(each)),
  );
  return Object.keys(problem).length > 0
    ? { ...state, problem, checks: state.checks + 1, handed: null }
    : null;
}

function mendedCall(state: Call, wrong: Wrong): Call | null {
  const { name } = problemsOf(wrong, ['name'], known);
  return name === undefined
    ? null
    : { ...state, problem: name, checks: state.checks + 1, handed: null };
}

/** Main names a field by its path in the request, such as `visitor.email`. */
function problemsOf<F extends string, P>(
  wrong: Wrong,
  fields: readonly F[],
  read: (problem: string) => P,
): Partial<Record<F, P>> {
  const problems: Partial<Record<F, P>> = {};
  for (const field of fields) {
    const found = wrong.find((each) => each.field.split('.').includes(field));
    if (found) problems[field] = read(found.problem);
  }
  return problems;
}

const problems: Record<Problem, true> = {
  empty: true,
  'too-long': true,
  'control-character': true,
  'not-an-email': true,
  'no-at-sign': true,
  'not-a-code': true,
  'not-a-phone-number': true,
  'needs-country-code': true,
  other: true,
};

function known(problem: string): Problem {
  return Object.hasOwn(problems, problem) ? (problem as Problem) : 'other';
}
