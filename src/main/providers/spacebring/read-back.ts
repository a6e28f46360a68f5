import { fullName, type Visitor } from '#shared/domain/arrival.ts';
import type { Sent, Settlement } from '../provider.ts';
import { hasEmail, hasName, type OfSomebody } from './messages.ts';

/** How far from the sending a record's dates may lie: the two clocks differ. */
export const CLOCK_TOLERANCE = 5 * 60_000;

/** The filter for what was made since then (ms since the epoch). */
export const createdSince = (at: number) => ({
  'createDate[gte]': new Date(at - CLOCK_TOLERANCE).toISOString(),
});

/**
 * Which of the records made since is the one whose answer was lost. There is no free field to carry a reference: two
 * that fit cannot be told apart, and one of another name may be somebody who shares the address, or this visitor under
 * the name that Spacebring knows them by.
 * @param words what such a record is, one and several, and what it has in common with what was sent
 */
export function pickLost(
  records: readonly (OfSomebody & { readonly id: string })[],
  visitor: Visitor,
  sent: Sent,
  words: { readonly one: string; readonly several: string; readonly like: string },
): Settlement {
  const found = records.filter(
    (record) => hasEmail(record, visitor.email) && !sent.isClaimed(record.id),
  );
  if (found.length === 0) return { kind: 'absent' };
  const [namesake, ...others] = found.filter((record) => hasName(record, fullName(visitor)));
  if (namesake && others.length === 0) return { kind: 'found', receipt: namesake.id };
  const known = found.length === 1 ? words.one : `${found.length} ${words.several}`;
  return { kind: 'ambiguous', reason: `${known} ${words.like}` };
}
