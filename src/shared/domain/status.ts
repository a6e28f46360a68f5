import { z } from 'zod';

/** How the kiosk is, for staff. Nothing in it names a visitor. */
export const status = z.strictObject({
  /** `unknown` until the provider has been asked for the first time. */
  line: z.enum(['unknown', 'online', 'offline', 'throttled', 'failing']),
  /** `refused`: the provider does not take the secret. `no-role`: it does, but the account may not do this. */
  credentials: z.enum(['unknown', 'ready', 'missing', 'refused', 'no-role', 'second-factor']),
  /** `not-needed` on a demo. `frozen`: the keychain did not answer in time. */
  keychain: z.enum(['unknown', 'not-needed', 'ready', 'locked', 'unavailable', 'frozen']),
  directory: z.enum(['not-yet', 'ready']),
  disk: z.enum(['ready', 'failing']),
  waiting: z.int().nonnegative(),
  /** When the oldest waiting arrival was confirmed (UTC, ISO 8601). */
  waitingSince: z.iso.datetime().optional(),
  needsPerson: z.int().nonnegative(),
});
export type Status = z.infer<typeof status>;
