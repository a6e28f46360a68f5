import { z } from 'zod';

/** How the kiosk is, for staff. Nothing in it names a visitor. */
export const status = z.strictObject({
  /** `unknown` until the provider has been asked for the first time. */
  line: z.enum(['unknown', 'online', 'offline', 'throttled', 'failing']),
  /**
   * `refused`: the provider does not take the secret. `no-role`: it does, but the account may not do this.
   * `signed-out`: a member of staff has to sign in at the provider.
   */
  credentials: z.enum([
    'unknown',
    'ready',
    'missing',
    'refused',
    'no-role',
    'second-factor',
    'signed-out',
  ]),
  /** `not-needed` on a demo. `frozen`: the keychain did not answer in time. */
  keychain: z.enum(['unknown', 'not-needed', 'ready', 'locked', 'unavailable', 'frozen']),
  directory: z.enum(['not-yet', 'ready']),
  /**
   * What keeps the kiosk from keeping arrivals. `gone`: the data folder is not where it was. `damaged`: the outbox makes
   * no sense. `newer-version`: a newer kiosk wrote it.
   */
  disk: z.enum(['ready', 'full', 'read-only', 'gone', 'damaged', 'newer-version', 'failing']),
  waiting: z.int().nonnegative(),
  /** When the oldest waiting arrival was confirmed (UTC, ISO 8601). */
  waitingSince: z.iso.datetime().optional(),
  /** Arrivals that nobody can open any more, since their key is gone from the keychain; they need a person, too. */
  lost: z.int().nonnegative(),
  needsPerson: z.int().nonnegative(),
  /** Visitors who called reception, or whose host did not answer, a little while ago. */
  calls: z.int().nonnegative(),
  /** When the latest of them was (UTC, ISO 8601). */
  calledAt: z.iso.datetime().optional(),
  /** Milliseconds to add to the device's clock: 0 when it is right; absent until a server has told the time. */
  clockOffset: z.int().optional(),
  /** Outboxes in the data folder that were set aside, damaged or replaced, until somebody moves them away. */
  setAside: z.int().nonnegative(),
});
export type Status = z.infer<typeof status>;
