import { z } from 'zod';
import {
  agreement,
  email,
  hostChoice,
  maybe,
  name,
  providerId,
  typed,
  visitor,
  walkIn,
} from './arrival.ts';
import { checkCode } from './text.ts';

const id = z.uuid();

const code = typed(500, checkCode);

/** What somebody knows of their own visit: the code of the invitation, or their full name and e-mail address. */
export const claim = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('code'), code }),
  z.strictObject({ by: z.literal('name'), name, email }),
]);
export type Claim = z.infer<typeof claim>;

/** The provider's own id of a visit that was looked up before. */
const record = z.strictObject({ by: z.literal('record'), record: providerId });

const contact = z.strictObject({
  kind: z.literal('contact'),
  id,
  visitor,
  agreement: agreement.optional(),
});
const call = z.strictObject({ kind: z.literal('call'), id, name: maybe(name) });

/** What a visitor may hand over at the screen. Each has an id of its own, so that asking twice keeps one entry. */
export const visitorErrand = z.discriminatedUnion('kind', [
  walkIn.omit({ asksHost: true }),
  z.strictObject({ kind: z.literal('check-in'), id, who: claim }),
  z.strictObject({ kind: z.literal('sign-out'), id, who: claim }),
  contact,
  call,
]);
export type VisitorErrand = z.infer<typeof visitorErrand>;

/** Who checks in or signs out. */
const who = z.discriminatedUnion('by', [...claim.options, record]);
export type Who = z.infer<typeof who>;

/**
 * What the outbox keeps and carries to the provider. `walk-in`: somebody at the door. `check-in`: somebody who was
 * expected, or whom the host has accepted. `sign-out`: somebody leaves. `booking-link`: the visitor of the entry before
 * it belongs to a booking. `contact`: somebody with no host leaves their details. `call`: somebody asks for reception.
 * `registration`: somebody will come, at each of `arrivals` (UTC, ISO 8601). `decision`: a host's answer, given for them.
 */
export const errand = z.discriminatedUnion('kind', [
  walkIn,
  z.strictObject({ kind: z.literal('check-in'), id, who }),
  z.strictObject({ kind: z.literal('sign-out'), id, who }),
  z.strictObject({ kind: z.literal('booking-link'), id, booking: providerId }),
  contact,
  call,
  z.strictObject({
    kind: z.literal('registration'),
    id,
    visitor,
    host: hostChoice.optional(),
    arrivals: z.array(z.iso.datetime()).min(1).max(60),
  }),
  z.strictObject({
    kind: z.literal('decision'),
    id,
    record: providerId,
    decision: z.enum(['hold', 'come-up', 'decline']),
  }),
]);
export type Errand = z.infer<typeof errand>;
export type ErrandKind = Errand['kind'];
export type ErrandOf<K extends ErrandKind> = Extract<Errand, { kind: K }>;

export const errandKinds = errand.options.map((option) => option.shape.kind.value);
