import { z } from 'zod';

/**
 * Why a call was not carried out.
 * `bad-request`: the request is not of the channel's form; `foreign-sender`: it did not come from the kiosk's own
 * page; `invalid`: a field holds something that cannot be kept (see `fields`); `cannot-keep`: the disk did not take
 * it; `internal`: a defect, told in the log.
 */
export const failure = z.strictObject({
  code: z.enum(['bad-request', 'foreign-sender', 'invalid', 'cannot-keep', 'internal']),
  fields: z.array(z.strictObject({ field: z.string(), problem: z.string() })).optional(),
});
export type Failure = z.infer<typeof failure>;

/** How every answer crosses from main to a screen: a value or a named failure, never a thrown string. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (code: Failure['code'], fields?: Failure['fields']): Result<never> => ({
  ok: false,
  error: fields ? { code, fields } : { code },
});
