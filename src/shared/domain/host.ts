import { z } from 'zod';

/** Somebody who can be visited. `id` is the provider's own: a Nexudus coworker Id, a Spacebring userRef. */
export const host = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  company: z.string().min(1).optional(),
});
export type Host = z.infer<typeof host>;

export const SEARCH_RESULTS = 5;
