import { z } from 'zod';
import { checkEmail, checkName, EMAIL_LENGTH } from './text.ts';

const name = z
  .string()
  .max(1000)
  .transform((typed, context) => {
    const checked = checkName(typed);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: checked.problem });
    return z.NEVER;
  });

/** An optional answer: missing, or blank, is no answer. */
const maybe = <T extends z.ZodType<string, string>>(rule: T) =>
  z.preprocess(
    (typed) => (typeof typed === 'string' && typed.trim() === '' ? undefined : typed),
    rule.optional(),
  );

const email = z
  .string()
  .max(EMAIL_LENGTH + 100)
  .transform((typed, context) => {
    const checked = checkEmail(typed);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: checked.problem });
    return z.NEVER;
  });

/** What a guest says of themselves. `phone` is as typed; it becomes E.164 in main, which knows the site's country. */
export const visitor = z.strictObject({
  firstName: name,
  lastName: maybe(name),
  email,
  phone: maybe(z.string().max(100)),
  company: maybe(name),
});
export type Visitor = z.infer<typeof visitor>;

/** The host as chosen from the directory, or, while there is no directory yet, as typed. */
const hostChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('chosen'),
    id: z.string().min(1).max(200),
    name: z.string().min(1).max(400),
  }),
  z.strictObject({ kind: z.literal('typed'), name }),
]);
export type HostChoice = z.infer<typeof hostChoice>;

/** The terms that were agreed to: their version and the language they were read in. */
export const agreement = z.strictObject({
  version: z.string().min(1),
  language: z.string().min(2),
});
export type Agreement = z.infer<typeof agreement>;

/**
 * A walk-in as the screen hands it over. `id` is made when the visitor reaches Confirm and stays with the
 * arrival for every try, so that asking twice keeps one entry.
 */
export const walkIn = z.strictObject({
  id: z.uuid(),
  visitor,
  host: hostChoice,
  agreement: agreement.optional(),
});
export type WalkIn = z.infer<typeof walkIn>;

/** A walk-in as it is kept: with the instant at which the visitor confirmed (UTC, ISO 8601). */
export const arrival = walkIn.extend({ confirmedAt: z.iso.datetime() });
export type Arrival = z.infer<typeof arrival>;

export function fullName(person: Pick<Visitor, 'firstName' | 'lastName'>): string {
  return person.lastName === undefined
    ? person.firstName
    : `${person.firstName} ${person.lastName}`;
}

/**
 * What the result screen may say.
 * `sending`: on disk, the provider has not answered yet. `recorded`: on disk, to be sent when it can be.
 * `told`: the provider has it. `reception`: a person is needed.
 */
export const outcome = z.enum(['sending', 'recorded', 'told', 'reception']);
export type Outcome = z.infer<typeof outcome>;
