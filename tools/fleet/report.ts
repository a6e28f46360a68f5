import { type Limit, Throttle } from '../../src/demo/throttle.ts';
import type { Arrived } from './vendor-end.ts';

const MINUTE = 60_000;

/** The most requests that came in within any stretch as long as the limit's. */
export function highestIn(arrived: readonly Arrived[], limit: Limit): number {
  const times = arrived.filter(({ isWrite }) => isWrite || !limit.writesOnly).map(({ at }) => at);
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - limit.perMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Milliseconds from the first to the last of as many writes, sent by somebody who knows exactly when there is room. */
export function leastTime(limits: readonly Limit[], writes: number): number {
  let now = 0;
  const throttle = new Throttle(limits, () => now);
  for (let sent = 0; sent < writes; sent += 1)
    for (let wait = throttle.take('POST'); wait > 0; wait = throttle.take('POST')) now += wait;
  return now;
}

/**
 * Requests of kiosks that had been asked for silence until later.
 * @param mayCross for how long, in ms, a request may have been under way already
 */
export function unsilentIn(arrived: readonly Arrived[], mayCross: number): number {
  const silences = new Map<number, { from: number; until: number }>();
  let count = 0;
  for (const { at, kiosk, retryAfter } of arrived) {
    const silence = silences.get(kiosk);
    if (silence && at > silence.from + mayCross && at < silence.until) count += 1;
    if (retryAfter > 0) silences.set(kiosk, { from: at, until: at + retryAfter * 1000 });
  }
  return count;
}

export interface Minute {
  /** How many arrivals wait at its end. */
  readonly queue: number;
  /** How many requests came in during it. */
  readonly requests: number;
  readonly writes: number;
}

/**
 * A fleet's story by minutes.
 * @param added when each arrival was confirmed, and `created` when the vendor had it (ms since the epoch)
 */
export function minutesOf(
  arrived: readonly Arrived[],
  added: readonly number[],
  created: readonly number[],
  [from, to]: readonly [number, number],
): Minute[] {
  const within = (at: number, end: number) => at > end - MINUTE && at <= end;
  const minutes: Minute[] = [];
  for (let end = from + MINUTE; end < to + MINUTE; end += MINUTE) {
    const requests = arrived.filter(({ at }) => within(at, end));
    minutes.push({
      queue: added.filter((at) => at <= end).length - created.filter((at) => at <= end).length,
      requests: requests.length,
      writes: requests.filter(({ isWrite }) => isWrite).length,
    });
  }
  return minutes;
}
