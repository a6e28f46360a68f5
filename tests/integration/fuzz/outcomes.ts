import { z } from 'zod';
import { booking } from '../../../src/shared/domain/booking.ts';
import { host } from '../../../src/shared/domain/host.ts';

/** Every outcome that `provider.ts` has a name for, and nothing else. */

const text = z.string();
const id = z.string().min(1);
/** It goes into an errand, which takes no longer one: `src/shared/domain/errand.ts`. */
const record = id.max(200);

const setback = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offline'), reason: text }),
  z.strictObject({ kind: z.literal('throttled'), until: z.number() }),
  z.strictObject({
    kind: z.literal('credentials'),
    state: z.enum([
      'missing',
      'refused',
      'no-role',
      'second-factor',
      'signed-out',
      'locked',
      'unavailable',
      'frozen',
    ]),
    reason: text,
  }),
  z.strictObject({ kind: z.literal('failing'), reason: text }),
]);

const held = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), setback });
const bare = <K extends string>(...kinds: [K, ...K[]]) => z.strictObject({ kind: z.enum(kinds) });

export const delivery = z.union([
  z.strictObject({ kind: z.literal('delivered'), receipt: id }),
  z.strictObject({
    kind: z.literal('refused'),
    message: text,
    fields: z.array(z.strictObject({ field: text, message: text })),
  }),
  z.strictObject({ kind: z.literal('nothing-there'), message: text }),
  held('unsettled'),
  held('not-sent'),
]);

export const settlement = z.union([
  z.strictObject({ kind: z.literal('found'), receipt: id }),
  bare('absent'),
  z.strictObject({ kind: z.literal('ambiguous'), reason: text }),
  held('unreadable'),
]);

export const found = z.union([
  z.strictObject({ kind: z.enum(['found', 'done']), record }),
  bare('nobody', 'not-in', 'not-approved', 'unclear'),
  held('unreadable'),
]);

export const reply = z.union([
  bare('waiting', 'declined', 'gone'),
  z.strictObject({
    kind: z.literal('accepted'),
    answer: z.enum(['hold', 'come-up', 'accepted']),
    checkIn: record.optional(),
  }),
  held('unreadable'),
]);

export const signedIn = z.union([
  bare('signed-in'),
  z.strictObject({ kind: z.literal('refused'), reason: text }),
  held('setback'),
]);

/** What is read, and throws what stops it. */
const read = <T extends z.ZodType>(value: T) =>
  z.union([z.strictObject({ kind: z.literal('read'), value }), held('stopped')]);

export const hosts = read(z.array(z.array(host)));
export const bookings = read(z.array(booking.extend({ tentative: z.boolean() }).strict()));
export const probe = read(z.string().min(1));
