import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Setback } from '../../../../src/main/providers/provider.ts';
import { Backoff, entryBackoff } from '../../../../src/main/retry/backoff.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const offline: Setback = { kind: 'offline', reason: '' };
const failing: Setback = { kind: 'failing', reason: '' };

describe('how long to wait', () => {
  it('without a line: never more than 50 seconds, whatever the dice, however often', () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 200 }), (rolls) => {
        const backoff = new Backoff(new VirtualClock(), () => rolls.shift() ?? 0);
        while (rolls.length > 0) {
          const wait = backoff.afterSetback(offline);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(50_000);
        }
      }),
    );
  });

  it('after answers that decide nothing: longer and longer up to five minutes, and short again after a good one', () => {
    const backoff = new Backoff(new VirtualClock(), () => 1);
    const waits = Array.from({ length: 10 }, () => backoff.afterSetback(failing) / 1000);
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    backoff.reset();
    expect(backoff.afterSetback(failing)).toBe(2_000);
  });

  it('in a silence: to its end, and less than a second more', () => {
    fc.assert(
      fc.property(dice, fc.integer({ min: -10_000, max: 86_400_000 }), (roll, silence) => {
        const clock = new VirtualClock();
        const wait = new Backoff(clock, () => roll).afterSetback({
          kind: 'throttled',
          until: clock.now() + silence,
        });
        expect(wait).toBeGreaterThanOrEqual(Math.max(0, silence));
        expect(wait).toBeLessThan(Math.max(0, silence) + 1_000);
      }),
    );
  });

  it('is spread over the whole span, in whole milliseconds', () => {
    fc.assert(
      fc.property(dice, fc.integer({ min: 1, max: 2_000 }), (roll, tries) => {
        const wait = entryBackoff(tries, () => roll);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeLessThanOrEqual(300_000);
      }),
    );
    expect(entryBackoff(3, () => 0)).toBe(0);
    expect(entryBackoff(3, () => 0.5)).toBe(4_000);
  });
});
