import type { HostProblem, Problem, YouField } from '../flow/draft.ts';

/** The message for what is wrong with a field of You. */
export function youProblemKey(field: YouField, problem: Problem) {
  return problem === 'empty' ? (`missing.${field}` as const) : (`problem.${problem}` as const);
}

/** The message for what is wrong on Host. */
export function hostProblemKey(problem: HostProblem) {
  if (problem === 'empty') return 'missing.host';
  if (problem === 'no-match') return 'host.no-match';
  return `problem.${problem}` as const;
}
