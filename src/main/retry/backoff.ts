import type { Clock } from '../clock.ts';
import type { Setback } from '../providers/provider.ts';

/** Longest waits in milliseconds. */
const LONGEST = {
  /** With a try that hangs for ten seconds before it, an arrival still leaves within a minute of the line's return. */
  offline: 45_000,
  failing: 5 * 60_000,
} as const;
/** No wait is longer than this, but for a silence that the provider asked for. */
export const LONGEST_WAIT = LONGEST.failing;
const FIRST = 1_000;
/** A secret may be stored, or a keychain opened, at any moment; looking costs the keychain two small writes. */
export const CREDENTIALS_WAIT = 10_000;
/** A role that is missing has to be asked of the provider; a secret stored meanwhile counts within half a minute. */
const ROLE = 25_000;
/** Spreads kiosks that were silenced together, within the second in which the next request is due. */
const AFTER_SILENCE = 500;

/** How long to wait after a setback: full jitter over a doubling span, so that kiosks do not return in step. */
export class Backoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Whole milliseconds to wait. Each setback in a row lengthens the next wait. */
  afterSetback(setback: Setback): number {
    switch (setback.kind) {
      case 'throttled':
        return (
          Math.max(0, setback.until - this.#clock.now()) +
          Math.round(this.#random() * AFTER_SILENCE)
        );
      case 'credentials':
        return setback.state === 'no-role' ? ROLE : CREDENTIALS_WAIT;
      case 'offline':
      case 'failing':
        this.#failures += 1;
        return jittered(this.#failures, LONGEST[setback.kind], this.#random);
    }
  }

  reset(): void {
    this.#failures = 0;
  }
}

/**
 * Whether a setback may have to do with one entry alone: an answer that decides nothing, or a role that this one call
 * needs. Then the others are tried all the same.
 */
export function mayBeOfOneEntry(setback: Setback): boolean {
  return (
    setback.kind === 'failing' || (setback.kind === 'credentials' && setback.state === 'no-role')
  );
}

/** Whole milliseconds before an entry is tried again that had such a setback for the `tries`-th time. */
export function entryWait(setback: Setback, tries: number, random: () => number): number {
  return setback.kind === 'credentials' ? ROLE : entryBackoff(tries, random);
}

/** Whole milliseconds before one entry is tried again after its `tries`-th answer that decided nothing. */
export function entryBackoff(tries: number, random: () => number): number {
  return jittered(tries, LONGEST.failing, random);
}

function jittered(tries: number, longest: number, random: () => number): number {
  return Math.round(random() * Math.min(longest, FIRST * 2 ** Math.min(tries, 20)));
}
