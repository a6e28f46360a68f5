import { z } from 'zod';

const entry = { service: z.string(), account: z.string() };

const question = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('get'), ...entry }),
  z.strictObject({ op: z.literal('set'), ...entry, secret: z.string() }),
  z.strictObject({ op: z.literal('delete'), ...entry }),
]);
export type Question = z.infer<typeof question>;

/** What the kiosk sends to the keychain's process. */
export const request = z.strictObject({ id: z.int(), question });
export type Request = z.infer<typeof request>;

/**
 * What comes back. `value`: the secret or null of a get, null of a set, whether there was one of a delete.
 * `message`: the keychain's own words, which never quote a secret.
 */
export const reply = z.discriminatedUnion('ok', [
  z.strictObject({
    id: z.int(),
    ok: z.literal(true),
    value: z.union([z.string(), z.boolean(), z.null()]),
  }),
  z.strictObject({ id: z.int(), ok: z.literal(false), message: z.string() }),
]);
export type Reply = z.infer<typeof reply>;
