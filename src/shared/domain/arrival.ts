import { z } from 'zod';
import { type Checked, checkEmail, checkName, EMAIL_LENGTH } from './text.ts';

/**
 * What somebody typed, by a rule of text.ts.
 * @param most characters, far above what the rule takes, that are looked at
 */
export const typed = (most: number, check: (typed: string) => Checked) =>
  z
    .string()
    .max(most)
    .transform((given, context) => {
      const checked = check(given);
      if (checked.ok) return checked.value;
      context.addIssue({ code: 'custom', message: checked.problem });
      return z.NEVER;
    });

export const name = typed(1000, checkName);

/** A provider's own id of something. */
export const providerId = z.string().min(1).max(200);

/** An optional answer: missing, or blank, is no answer. */
export const maybe = <T extends z.ZodType<string, string>>(rule: T) =>
  z.preprocess(
    (typed) => (typeof typed === 'string' && typed.trim() === '' ? undefined : typed),
    rule.optional(),
  );

export const email = typed(EMAIL_LENGTH + 100, checkEmail);

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
export const hostChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('chosen'),
    id: providerId,
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
 * A walk-in: somebody at the door whom nobody has registered. `id` is made when the visitor reaches Confirm and stays
 * with it for every try, so that asking twice keeps one entry.
 */
export const walkIn = z.strictObject({
  kind: z.literal('walk-in'),
  id: z.uuid(),
  visitor,
  host: hostChoice,
  agreement: agreement.optional(),
  /** The provider's id of the booking that the visitor is here for. */
  booking: providerId.optional(),
  /** The host is asked first, and the visitor is only in once they have said yes. Main says so; a screen cannot. */
  asksHost: z.literal(true).optional(),
});
export type WalkIn = z.infer<typeof walkIn>;

export function fullName(person: Pick<Visitor, 'firstName' | 'lastName'>): string {
  return person.lastName === undefined
    ? person.firstName
    : `${person.firstName} ${person.lastName}`;
}

/**
 * What the result screen may say.
 * `sending`: on disk, the provider has not answered yet. `recorded`: on disk, to be sent when it can be.
 * `told`: the provider has it. `already`: the provider had it before, and nothing was kept. `reception`: a person is needed.
 */
export const outcome = z.enum(['sending', 'recorded', 'told', 'already', 'reception']);
export type Outcome = z.infer<typeof outcome>;

/**
 * What a host who was asked has said. `hold`: the visitor shall wait. `come-up`: the visitor shall go to them.
 * `accepted`: yes, and no more than that. `reception`: nobody said anything in time, or nobody can be asked any more.
 */
export const hostAnswer = z.enum([
  'waiting',
  'hold',
  'come-up',
  'accepted',
  'declined',
  'reception',
]);
export type HostAnswer = z.infer<typeof hostAnswer>;
