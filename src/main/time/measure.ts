/** Between which numbers "true time less elapsed" lay (both in ms) when `at` ms had elapsed. */
export interface Measure {
  readonly low: number;
  readonly high: number;
  readonly at: number;
}

/** An HTTP Date is cut off to the second (RFC 9110 §5.6.7). */
const SECOND = 1000;
/** The coarsest steps of a machine's elapsed clock. */
const GRAIN = 16;
/** How far a quartz may go wrong, as a part of the time that has passed: nine seconds in a day. */
const DRIFT = 1e-4;

/**
 * What one answer tells of the time.
 * @param date what the server's clock said (ms since the epoch), sometime between the other two
 * @param began what had elapsed when the request left
 * @param ended what had elapsed when the answer was there
 */
export function measureOf(date: number, began: number, ended: number): Measure {
  return { low: date - ended - GRAIN, high: date + SECOND - began, at: ended };
}

/** What both tell together; undefined when they contradict each other. */
export function narrowed(known: Measure, heard: Measure): Measure | undefined {
  const drift = (heard.at - known.at) * DRIFT;
  const low = Math.max(known.low - drift, heard.low);
  const high = Math.min(known.high + drift, heard.high);
  return low <= high ? { low, high, at: heard.at } : undefined;
}

/** The best guess at the true time (whole ms since the epoch) when so much had elapsed. */
export function trueTimeAt(elapsed: number, { low, high }: Measure): number {
  return Math.round(elapsed + (low + high) / 2);
}
