import type { Problem, YouField } from '../flow/draft.ts';
import { type FindField, type FindProblem, isFindAnswer } from '../flow/find.ts';
import type { Looked, LookupProblem } from '../flow/lookup.ts';

/** The message for what is wrong with a field that is typed into. */
export function problemKey(field: YouField | FindField | Looked, problem: Problem) {
  return problem === 'empty' ? (`missing.${field}` as const) : (`problem.${problem}` as const);
}

/** The message for what is wrong on Host or Booking. */
export function lookupProblemKey(of: Looked, problem: LookupProblem) {
  switch (problem) {
    case 'no-match':
    case 'choose':
    case 'no-answer':
      return `${of}.${problem}` as const;
    case 'not-yet':
      return 'booking.instead';
    case 'too-short':
      return 'problem.too-short';
    default:
      return problemKey(of, problem);
  }
}

/** The message for what is wrong on Find, of a field or by main's answer. */
export function findProblemKey(field: FindField, problem: FindProblem) {
  if (problem === 'not-found')
    return field === 'code' ? 'find.code-not-found' : 'find.name-not-found';
  return isFindAnswer(problem) ? (`find.${problem}` as const) : problemKey(field, problem);
}
