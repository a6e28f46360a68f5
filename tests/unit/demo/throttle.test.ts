import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Throttle } from '../../../src/demo/throttle.ts';

describe('a sliding window', () => {
  it('never lets more pass than the limit, within any window', () => {
    const steps = fc.array(fc.nat(60), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (gaps, requests) => {
        let now = 1000;
        const throttle = new Throttle([{ requests, perMs: 100 }], () => now);
        const passed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (throttle.take('GET') === 0) passed.push(now);
        }
        for (const at of passed)
          expect(passed.filter((one) => one <= at && one > at - 100).length).toBeLessThanOrEqual(
            requests,
          );
      }),
    );
  });

  it('says exactly how long to wait', () => {
    fc.assert(
      fc.property(fc.nat(99), (gap) => {
        let now = 1000;
        const throttle = new Throttle([{ requests: 1, perMs: 100 }], () => now);
        throttle.take('GET');
        now += gap;
        const wait = throttle.take('GET');
        expect(wait).toBe(100 - gap);
        now += wait - 1;
        expect(throttle.take('GET')).toBe(1);
        now += 1;
        expect(throttle.take('GET')).toBe(0);
      }),
    );
  });

  it('counts only writes where only writes are limited', () => {
    const throttle = new Throttle([{ requests: 1, perMs: 100, writesOnly: true }], () => 0);
    expect(throttle.take('POST')).toBe(0);
    expect(throttle.take('GET')).toBe(0);
    expect(throttle.take('PUT')).toBe(100);
  });
});
