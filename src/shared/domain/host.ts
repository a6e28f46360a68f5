import { z } from 'zod';
import { lengthOf } from './text.ts';

/** Somebody who can be visited. `id` is the provider's own: a Nexudus coworker Id, a Spacebring userRef. */
export const host = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  company: z.string().min(1).optional(),
});
export type Host = z.infer<typeof host>;

export const SEARCH_RESULTS = 5;
const SEARCH_FROM_LETTERS = 3;

/** Scripts in which two characters say as much as several letters elsewhere, and many whole names have no more. */
const dense = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether enough has been typed to look for a host: the directory is searched, never listed. */
export function enoughToSearch(typed: string): boolean {
  const text = typed.trim();
  return lengthOf(text) >= (dense.test(text) ? SEARCH_FROM_LETTERS - 1 : SEARCH_FROM_LETTERS);
}
