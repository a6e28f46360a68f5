import { describe, expect, it } from 'vitest';
import { highestIn, leastTime, minutesOf, unsilentIn } from '../../../tools/fleet/report.ts';

const came = (
  at: number,
  more: { kiosk?: number; isWrite?: boolean; retryAfter?: number } = {},
) => ({
  at,
  kiosk: 1,
  isWrite: true,
  status: more.retryAfter ? 409 : 200,
  retryAfter: 0,
  ...more,
});

describe('what is said of a fleet', () => {
  it('the most in any stretch, which may begin at any moment', () => {
    const arrived = [0, 90, 100, 110, 189, 190].map((at) => came(at));
    expect(highestIn(arrived, { requests: 1, perMs: 100 })).toBe(4);
    expect(highestIn(arrived, { requests: 1, perMs: 10 })).toBe(2);
    expect(highestIn([], { requests: 1, perMs: 100 })).toBe(0);
  });

  it('of writes alone where only they are limited', () => {
    const arrived = [came(0), came(1, { isWrite: false }), came(2)];
    expect(highestIn(arrived, { requests: 1, perMs: 100, writesOnly: true })).toBe(2);
  });

  it('the least possible time: as much as there is room for at once, and then in the pace of the limit', () => {
    const limits = [{ requests: 10, perMs: 1_000 }];
    expect(leastTime(limits, 10)).toBe(0);
    expect(leastTime(limits, 11)).toBe(1_000);
    expect(leastTime(limits, 101)).toBe(10_000);
    expect(leastTime([...limits, { requests: 1, perMs: 50 }], 10)).toBe(450);
  });

  it('who speaks in a silence: not another kiosk, nor what was under way, nor when it is over', () => {
    const silenced = came(1_000, { retryAfter: 2 });
    const [another, underWay, spoke, over] = [
      came(1_500, { kiosk: 2 }),
      came(1_100),
      came(2_999),
      came(3_000),
    ];
    expect(unsilentIn([silenced, underWay, another, over], 100)).toBe(0);
    expect(unsilentIn([silenced, spoke], 100)).toBe(1);
  });

  it('the queue and the requests by minutes', () => {
    const arrived = [came(1_000), came(61_000, { isWrite: false }), came(62_000)];
    expect(minutesOf(arrived, [0, 0, 500], [1_000, 62_000], [0, 90_000])).toEqual([
      { queue: 2, requests: 1, writes: 1 },
      { queue: 1, requests: 2, writes: 1 },
    ]);
  });
});
