import type { Claim, VisitorErrand } from '#shared/domain/errand.ts';
import { type Checked, checkCode, checkEmail, checkName } from '#shared/domain/text.ts';
import type { Problem } from './draft.ts';

/** Why somebody's visit is looked for. */
export type Purpose = Extract<VisitorErrand['kind'], 'check-in' | 'sign-out'>;
export type By = Claim['by'];

export type FindField = 'code' | 'name' | 'email';
/** Main's answers are of today: nobody, nobody signed in, nobody approved, or more than one. */
export const findAnswers = ['not-found', 'not-in', 'not-approved', 'several'] as const;
export type FindAnswer = (typeof findAnswers)[number];
export type FindProblem = Problem | FindAnswer;
export type FindProblems = Readonly<Partial<Record<FindField, FindProblem>>>;

export const findFields = {
  code: ['code'],
  name: ['name', 'email'],
} as const satisfies Record<By, readonly FindField[]>;

export type FindTyped = Readonly<Record<FindField, string>>;
export const blankFind: FindTyped = { code: '', name: '', email: '' };

export function isFindField(field: string): field is FindField {
  return Object.hasOwn(blankFind, field);
}

export function isFindAnswer(problem: string): problem is FindAnswer {
  return findAnswers.some((each) => each === problem);
}

/** What is still wrong once something else is typed into `field`: main's answer was about all fields together. */
export function stillWrong(problems: FindProblems, field: FindField): FindProblems {
  return Object.fromEntries(
    Object.entries(problems).filter(([at, problem]) => at !== field && !isFindAnswer(problem)),
  );
}

const rules: Record<FindField, (typed: string) => Checked> = {
  code: checkCode,
  name: checkName,
  email: checkEmail,
};

/** What is wrong with what was typed, by field; empty when nothing is. */
export function checkFind(by: By, typed: FindTyped): FindProblems {
  const problems: Partial<Record<FindField, FindProblem>> = {};
  for (const field of findFields[by]) {
    const checked = rules[field](typed[field]);
    if (!checked.ok) problems[field] = checked.problem;
  }
  return problems;
}
