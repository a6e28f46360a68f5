import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Limits, RateBudget, type Traffic } from '../../../../src/main/http/rate-budget.ts';
import { nexudusLimits } from '../../../../src/main/providers/nexudus/limits.ts';
import { spacebringLimits } from '../../../../src/main/providers/spacebring/limits.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

function world(limits: Limits) {
  const clock = new VirtualClock();
  const since = clock.now();
  const budget = new RateBudget(clock, limits);
  const left: { at: number; traffic: Traffic }[] = [];
  const ask = (traffic: Traffic) =>
    void budget.take(traffic).then(() => left.push({ at: clock.now() - since, traffic }));
  return { ask, budget, clock, left };
}

const unlimited: Limits = { all: [], write: [], read: [], background: [] };
const kinds = ['write', 'read', 'background'] as const;

describe('the rate budget', () => {
  it('lets no stretch of time exceed any limit, and everything leave in the end', async () => {
    const limit = fc.record({
      requests: fc.integer({ min: 1, max: 4 }),
      per: fc.integer({ min: 1, max: 50 }),
    });
    const some = fc.array(limit, { maxLength: 3 });
    const limits = fc.record({ all: some, write: some, read: some, background: some });
    const asks = fc.array(
      fc.record({ traffic: fc.constantFrom(...kinds), after: fc.integer({ min: 0, max: 30 }) }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(limits, asks, async (given, wanted) => {
        const { ask, clock, left } = world(given);
        for (const { traffic, after } of wanted) {
          await clock.advance(after);
          ask(traffic);
        }
        await clock.advance(50 * 40);
        expect(left).toHaveLength(wanted.length);
        for (const which of ['all', ...kinds] as const) {
          const times = left
            .filter(({ traffic }) => which === 'all' || traffic === which)
            .map(({ at }) => at);
          for (const { requests, per } of given[which])
            for (const [index, at] of times.entries()) {
              const next = times[index + requests];
              if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(per);
            }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('lets what a visitor waits for go first', async () => {
    const { ask, clock, left } = world({ ...unlimited, all: [{ requests: 1, per: 100 }] });
    for (const traffic of ['background', 'background', 'read', 'write', 'read', 'write'] as const)
      ask(traffic);
    await clock.advance(500);
    expect(left.map(({ traffic }) => traffic)).toEqual([
      'background',
      'write',
      'write',
      'read',
      'read',
      'background',
    ]);
    expect(left.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400, 500]);
  });

  it('lets what has room pass by what has none', async () => {
    const { ask, clock, left } = world({ ...unlimited, write: [{ requests: 1, per: 1_000 }] });
    for (const traffic of ['write', 'write', 'background'] as const) ask(traffic);
    await clock.advance(0);
    expect(left.map(({ traffic }) => traffic)).toEqual(['write', 'background']);
  });

  it('keeps a writer from being held up by the directory of a large site', async () => {
    const { ask, clock, left } = world(nexudusLimits);
    for (let count = 0; count < 100; count += 1) ask('background');
    await clock.advance(20_000);
    ask('write');
    await clock.advance(nexudusLimits.all[0]?.per ?? 0);
    expect(left.at(-1)?.traffic).toBe('write');
  });

  it.each([7_200_000, 1_800_000, 60_000])(
    'goes on when the clock is set back by %i ms',
    async (back) => {
      const { ask, clock, left } = world(nexudusLimits);
      for (let minute = 0; minute < 45; minute += 1) {
        ask('read');
        await clock.advance(60_000);
      }
      clock.set(clock.now() - back);
      ask('read');
      ask('write');
      ask('background');
      await clock.advance(2_000);
      expect(left).toHaveLength(48);
    },
  );

  it('lets nothing leave early when the clock is set forward', async () => {
    const { ask, clock, left } = world({ ...unlimited, all: [{ requests: 1, per: 1_000 }] });
    ask('read');
    ask('read');
    clock.set(clock.now() + 7_200_000);
    ask('read');
    await clock.advance(999);
    expect(left).toHaveLength(1);
    await clock.advance(1_001);
    expect(left).toHaveLength(3);
  });

  it.each([
    [
      'Nexudus',
      nexudusLimits,
      [
        [120, 60_000],
        [1, 100],
        [5_000, 3_600_000],
      ],
    ],
    ['Spacebring', spacebringLimits, [[10, 1_000]]],
  ] as const)('stays below what %s allows', async (_, limits, allowed) => {
    const { ask, clock, left } = world(limits);
    for (let count = 0; count < 240; count += 1) ask(kinds[count % 3] ?? 'read');
    await clock.advance(3 * 60_000);
    expect(left.length).toBeGreaterThan(100);
    for (const [requests, per] of allowed)
      for (const [index, { at }] of left.entries()) {
        const next = left[index + requests];
        if (next) expect(next.at - at).toBeGreaterThanOrEqual(per);
      }
    const writes = left.filter(({ traffic }) => traffic === 'write');
    if (limits === nexudusLimits)
      for (const [index, { at }] of writes.entries()) {
        const next = writes[index + 60];
        if (next) expect(next.at - at).toBeGreaterThanOrEqual(60_000);
      }
  });
});
