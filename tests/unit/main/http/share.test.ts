import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/main/clock.ts';
import { RateBudget, type Traffic } from '../../../../src/main/http/rate-budget.ts';
import { Share, type Turns } from '../../../../src/main/http/share.ts';
import { nexudusLimits, nexudusTurns } from '../../../../src/main/providers/nexudus/limits.ts';
import {
  spacebringLimits,
  spacebringTurns,
} from '../../../../src/main/providers/spacebring/limits.ts';
import { UNLIMITED } from '../../../support/kiosk-provider.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const turns: Turns = { width: 1_000, open: 400, requests: 2 };
const KIOSKS = 10;
const CYCLE = KIOSKS * turns.width;
/** Where the clock stands at the beginning of a cycle. */
const MIDNIGHT = 1_700_000_000_000;

function kiosk(number: number) {
  const clock = new VirtualClock(MIDNIGHT);
  const share = new Share(clock, turns, { kiosks: KIOSKS, kiosk: number });
  const budget = new RateBudget(clock, UNLIMITED, share);
  const left: string[] = [];
  const ask = (kind: Traffic) =>
    void budget.take(kind).then(() => left.push(`${kind} ${clock.now() - MIDNIGHT}`));
  return { ask, budget, clock, left };
}

describe('a kiosk in turn', () => {
  it('sends in its own turn alone, no more than fits, and again a cycle later', async () => {
    const { ask, clock, left } = kiosk(4);
    for (let count = 0; count < 3; count += 1) ask('write');
    await clock.advance(2 * CYCLE);
    expect(left).toEqual(['write 3000', 'write 3000', 'write 13000']);
  });

  it('begins nothing when its turn is nearly over', async () => {
    const { ask, clock, left } = kiosk(1);
    await clock.advance(399);
    ask('write');
    await clock.advance(1);
    ask('write');
    await clock.advance(CYCLE);
    expect(left).toEqual(['write 399', 'write 10000']);
  });

  it('leaves the directory for a turn in which nothing else has left', async () => {
    const { ask, clock, left } = kiosk(1);
    for (const kind of ['background', 'background', 'write', 'read'] as const) ask(kind);
    await clock.advance(3 * CYCLE);
    expect(left).toEqual(['background 0', 'write 0', 'read 10000', 'background 20000']);
  });

  it('is found by the time of day, also after the clock was put right', async () => {
    const { ask, clock, left } = kiosk(4);
    ask('write');
    clock.set(MIDNIGHT + 13_000 + 500);
    ask('write');
    await clock.advance(4 * CYCLE);
    expect(left).toEqual(['write 23000', 'write 23000']);
  });
});

describe('a kiosk that has had nothing to send for a cycle', () => {
  const rested = async () => {
    const world = kiosk(4);
    await world.clock.advance(CYCLE + 500);
    return world;
  };

  it('sends at once, no more than its share in any cycle', async () => {
    const { ask, clock, left } = await rested();
    for (let count = 0; count < 3; count += 1) ask('write');
    await clock.advance(2 * CYCLE);
    expect(left).toEqual(['write 10500', 'write 10500', 'write 20500']);
  });

  it('has the directory wait for its turn all the same', async () => {
    const { ask, clock, left } = await rested();
    ask('background');
    ask('read');
    await clock.advance(CYCLE);
    expect(left).toEqual(['read 10500', 'background 13000']);
  });

  it('is back in turn after whatever goes wrong, until a cycle after it goes well', async () => {
    const { ask, budget, clock, left } = await rested();
    budget.came(false);
    await clock.advance(5 * CYCLE);
    ask('write');
    await clock.advance(5 * CYCLE);
    ask('write');
    await clock.advance(5 * CYCLE);
    budget.came(true);
    await clock.advance(CYCLE - 1);
    ask('write');
    await clock.advance(2 * CYCLE);
    ask('write');
    await clock.advance(0);
    expect(left).toEqual(['write 63000', 'write 113000', 'write 173000', 'write 190499']);
  });

  it('is one that has sent nothing for so long, not one whose request still waits', async () => {
    const { ask, clock, left } = kiosk(4);
    ask('write');
    await clock.advance(3_000);
    expect(left).toHaveLength(1);
    for (let count = 0; count < 3; count += 1) ask('write');
    await clock.advance(7_000);
    ask('write');
    await clock.advance(3 * CYCLE);
    expect(left.slice(1)).toEqual(['write 3000', 'write 13000', 'write 13000', 'write 23000']);
  });
});

describe('all the kiosks of an account, each with a full queue', () => {
  // In the order of their turns: first those whose clocks are late and whose lines are slow, then the others.
  const late = { clock: -500, line: 290 };
  const early = { clock: 500, line: 30 };
  const fleet = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .map(([lates, earlies]) => [...Array(lates).fill(late), ...Array(earlies).fill(early)]);
  const answerTimes = fc.infiniteStream(fc.integer({ min: 100, max: 1_000 }));

  it.each([
    [
      'Nexudus',
      nexudusLimits,
      nexudusTurns,
      [
        [60, 60_000],
        [1, 100],
        [5_000, 3_600_000],
      ],
    ],
    ['Spacebring', spacebringLimits, spacebringTurns, [[10, 1_000]]],
  ] as const)(
    'stay below the limits of %s at every moment, however their clocks and lines differ',
    async (_, limits, turnsThere, allowed) => {
      await fc.assert(
        fc.asyncProperty(fleet, answerTimes, async (kiosks, answers) => {
          const clock = new VirtualClock(MIDNIGHT);
          const arrived: number[] = [];
          for (const [index, differs] of kiosks.entries()) {
            const own: Clock = {
              now: () => clock.now() + differs.clock,
              elapsed: () => clock.elapsed(),
              after: (wait, run) => clock.after(wait, run),
            };
            const place = { kiosks: kiosks.length, kiosk: index + 1 };
            const budget = new RateBudget(own, limits, new Share(own, turnsThere, place));
            const send = () =>
              void budget.take('write').then(() => {
                clock.after(differs.line, () => arrived.push(clock.now()));
                clock.after(answers.next().value, send);
              });
            send();
          }
          await clock.advance(61_000);
          expect(arrived.length).toBeGreaterThan(61_000 / turnsThere.width / 3);
          arrived.sort((a, b) => a - b);
          for (const [requests, per] of allowed)
            for (const [index, at] of arrived.entries()) {
              const next = arrived[index + requests];
              if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(per);
            }
        }),
        { numRuns: 30 },
      );
    },
  );
});
