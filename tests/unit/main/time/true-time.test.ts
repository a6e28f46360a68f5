import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyValues } from '../../../../src/main/platform.ts';
import { type Stamp, TrueTime } from '../../../../src/main/time/true-time.ts';
import { settingsInMemory } from '../../../support/settings-in-memory.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Half of the second that a Date header leaves out, and of a clock's coarse step, and what is rounded. */
const HALF = 509;

/** A device that is `wrong` ms behind, and a server that is right. */
function world({
  wrong = HOUR,
  boot,
  device = new VirtualClock(),
}: {
  wrong?: number;
  boot?: string;
  device?: VirtualClock;
} = {}) {
  const began = device.now();
  device.set(began - wrong);
  const stored = settingsInMemory();
  let writes = 0;
  const settings: KeyValues = {
    get: stored.get,
    set(key, value) {
      writes += 1;
      // As on disk: what is not JSON does not come back.
      stored.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
  const offsets: number[] = [];
  const start = (on = device, name = boot) => {
    const time = new TrueTime({
      device: on,
      boot: name,
      settings,
      onOffset: (offset) => offsets.push(offset),
    });
    time.start();
    return time;
  };
  const right = () => began + device.elapsed();
  /** One request: the server looks at its clock `out` ms after it left, and the answer takes another `back`. */
  const ask = async (time: TrueTime, out = 20, back = 20, server = right) => {
    const left = device.elapsed();
    await device.advance(out);
    const date = Math.floor(server() / 1000) * 1000;
    await device.advance(back);
    time.heard(date, left, device.elapsed());
  };
  return { ask, device, offsets, right, settings, start, time: start(), writes: () => writes };
}

const off = (time: TrueTime, right: () => number) => Math.abs(time.now() - right());

/** When a stamp was taken, as the outbox puts it right. */
function instantOf(time: TrueTime, { run, elapsed }: Stamp): number | undefined {
  const began = time.runBegan();
  return began?.run === run ? began.at + elapsed : undefined;
}

describe('the time', () => {
  it('is the device’s until a server has been heard, and right from then on', async () => {
    const { ask, device, right, time } = world();
    expect(time.now()).toBe(device.now());
    await ask(time);
    expect(off(time, right)).toBeLessThanOrEqual(HALF + 20);
    await device.advance(DAY);
    expect(off(time, right)).toBeLessThanOrEqual(HALF + 20);
  });

  it('does not move when somebody sets the device’s clock', async () => {
    const { ask, device, time } = world();
    await ask(time);
    const before = time.now();
    for (const now of [0, before + 30 * DAY, before - HOUR]) {
      device.set(now);
      expect(time.now()).toBe(before);
    }
  });

  it('is off by no more than half of one answer’s round trip and second, whatever came before', async () => {
    const trip = fc.integer({ min: 0, max: 2_000 });
    const events = fc.array(
      fc.oneof(
        fc.record({ out: trip, back: trip, pause: fc.integer({ min: 0, max: HOUR }) }),
        fc.record({ set: fc.integer({ min: 0, max: 2 ** 42 }) }),
      ),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: -DAY, max: DAY }), async (all, wrong) => {
        const { ask, device, right, time } = world({ wrong });
        let best = Number.POSITIVE_INFINITY;
        for (const event of all) {
          if ('set' in event) {
            device.set(event.set);
            continue;
          }
          const since = device.elapsed();
          await device.advance(event.pause);
          await ask(time, event.out, event.back);
          // What was known before has become less certain since, by the drift that a quartz may have.
          best += (device.elapsed() - since) * 1e-4;
          best = Math.min(best, HALF + (event.out + event.back) / 2);
          expect(off(time, right)).toBeLessThanOrEqual(best + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gets closer than a second, with answers that fall at different parts of it', async () => {
    const { ask, device, right, time } = world();
    for (let count = 0; count < 200; count += 1) {
      await ask(time, 5, 5);
      await device.advance(97);
    }
    expect(off(time, right)).toBeLessThanOrEqual(30);
  });

  it('does so on a machine whose clock goes in steps', async () => {
    class Coarse extends VirtualClock {
      override elapsed() {
        return Math.floor(super.elapsed() / 16) * 16;
      }
    }
    const { ask, device, time } = world({ device: new Coarse(Date.UTC(2026, 2, 2) - 7) });
    const right = () => device.now() + HOUR;
    // As a second begins, and as another ends: read 15 ms and 6 ms too early.
    for (const wait of [1_007, 999]) {
      await device.advance(wait);
      await ask(time, 0, 0, right);
    }
    expect(off(time, right)).toBeLessThanOrEqual(30);
  });

  it('stays as close on a quartz that is wrong by seven seconds a day', async () => {
    const { ask, device, time } = world();
    const began = time.now() + HOUR;
    const right = () => Math.floor(began + device.elapsed() * (1 + 80e-6));
    for (let count = 0; count < 1_000; count += 1) {
      await ask(time, 5, 5, right);
      if (count > 50) expect(off(time, right)).toBeLessThanOrEqual(60);
      await device.advance(10_097);
    }
    await device.advance(HOUR);
    expect(off(time, right)).toBeLessThanOrEqual(60 + 288);
  });

  it('goes with the newest answer when a server’s clock was set', async () => {
    const { ask, right, time } = world();
    await ask(time, 20, 20, () => right() + DAY);
    expect(off(time, () => right() + DAY)).toBeLessThanOrEqual(HALF + 20);
    await ask(time);
    expect(off(time, right)).toBeLessThanOrEqual(HALF + 20);
  });

  it.each([
    ['no date', Number.NaN, 40],
    ['a date of a clock that nobody has set', Date.UTC(2019, 11, 31), 40],
    ['an answer that slept with the machine', Date.UTC(2026, 5), 10_001],
  ])('does not listen to %s', async (_, date, took) => {
    const { ask, device, right, time } = world();
    await device.advance(took);
    time.heard(date, device.elapsed() - took, device.elapsed());
    expect(time.now()).toBe(device.now());
    await ask(time);
    const before = time.now() - right();
    await device.advance(took);
    time.heard(date, device.elapsed() - took, device.elapsed());
    expect(time.now() - right()).toBe(before);
  });
});

describe('a stamp', () => {
  it('tells the instant, and by how much the device’s clock was wrong', async () => {
    const { ask, device, right, time } = world();
    expect(time.stamp()).toEqual({
      at: device.now(),
      run: expect.any(String),
      elapsed: device.elapsed(),
      offset: undefined,
    });
    await ask(time);
    const stamp = time.stamp();
    expect(Math.abs(stamp.at - right())).toBeLessThanOrEqual(HALF + 20);
    expect(stamp).toMatchObject({ at: time.now(), offset: time.now() - device.now() });
  });

  it('from before the first answer is put right by it, whatever became of the device’s clock', async () => {
    const { ask, device, right, time } = world();
    const told: (number | undefined)[] = [];
    const stamp = time.stamp();
    const then = right();
    time.onMeasured(() => told.push(instantOf(time, stamp)));
    await device.advance(3 * HOUR);
    device.set(0);
    expect(instantOf(time, stamp)).toBeUndefined();
    await ask(time);
    await ask(time);
    expect(told).toHaveLength(1);
    expect(Math.abs((told[0] ?? 0) - then)).toBeLessThanOrEqual(HALF + 20);
    time.onMeasured(() => told.push(0));
    expect(told).toHaveLength(2);
  });

  it('of another run cannot be put right', async () => {
    const { ask, time } = world();
    await ask(time);
    const stamp = time.stamp();
    expect(instantOf(time, stamp)).toBe(stamp.at);
    expect(instantOf(time, { ...stamp, run: 'another' })).toBeUndefined();
  });
});

describe('after a restart of the kiosk', () => {
  it.each([undefined, 'a boot'])('the run and its measure go on (boot: %s)', async (boot) => {
    const { ask, device, right, start, time } = world(boot === undefined ? {} : { boot });
    const early = time.stamp();
    await ask(time);
    await device.advance(DAY);
    const later = start();
    expect(off(later, right)).toBeLessThanOrEqual(HALF + 20);
    expect(later.stamp().run).toBe(early.run);
    expect(instantOf(later, early)).toBe(instantOf(time, early));
  });

  it('a run that had not been measured goes on as well', async () => {
    const { ask, device, right, start, time } = world();
    const stamp = time.stamp();
    const then = right();
    await device.advance(HOUR);
    const later = start();
    await ask(later);
    expect(Math.abs((instantOf(later, stamp) ?? 0) - then)).toBeLessThanOrEqual(HALF + 20);
  });

  it('the run is known again though somebody has set the clock while the kiosk ran', async () => {
    const { ask, device, right, start, time } = world();
    await ask(time);
    device.set(device.now() + 5 * HOUR);
    await device.advance(10_000);
    const later = start();
    expect(off(later, right)).toBeLessThanOrEqual(HALF + 20);
    expect(later.stamp().run).toBe(time.stamp().run);
  });

  it('the newest of two measures that contradict each other goes on', async () => {
    const { ask, device, right, start, time } = world();
    await ask(time, 20, 20, () => right() + DAY);
    await ask(time);
    await device.advance(10_000);
    expect(off(start(), right)).toBeLessThanOrEqual(HALF + 20);
  });

  it('it is a new run when the clock was set while no kiosk ran', async () => {
    const { ask, device, start, time } = world();
    await ask(time);
    time.stop();
    device.set(device.now() + 3_000);
    const later = start();
    expect(later.now()).toBe(device.now());
    expect(instantOf(later, time.stamp())).toBeUndefined();
  });

  it('it is the same all the same where the machine gives the run a name', async () => {
    const { ask, device, right, start, time } = world({ boot: 'a boot' });
    await ask(time);
    time.stop();
    device.set(device.now() + 5 * HOUR);
    expect(off(start(), right)).toBeLessThanOrEqual(HALF + 20);
  });
});

describe('after a restart of the machine', () => {
  it('nothing is known of the time', async () => {
    const { ask, device, start, time } = world();
    await device.advance(HOUR);
    await ask(time);
    const machine = new VirtualClock(device.now() + 60_000);
    await machine.advance(HOUR / 2);
    const later = start(machine);
    expect(later.now()).toBe(machine.now());
    expect(later.offset).toBeUndefined();
    expect(instantOf(later, time.stamp())).toBeUndefined();
  });

  it.each([
    ['one boot', 'another', 1_000],
    [undefined, undefined, -1_000],
  ])(
    'a machine whose clock begins at the same date every time is not taken for one that ran on (%s)',
    async (boot, next, more) => {
      const { ask, device, start, time } = world(boot === undefined ? {} : { boot });
      await device.advance(HOUR);
      await ask(time);
      const machine = new VirtualClock(device.now() - device.elapsed());
      await machine.advance(device.elapsed() + more);
      expect(start(machine, next).now()).toBe(machine.now());
    },
  );

  it('what cannot be read in the settings counts for nothing', () => {
    const { device, settings, start } = world();
    for (const damaged of [null, 'x', { run: '', elapsed: 0, start: 0 }, { run: 'r' }]) {
      settings.set('time', damaged);
      expect(start().now()).toBe(device.now());
    }
  });
});

describe('for staff', () => {
  it('the offset is what to add to the device’s clock, and 0 when that is right by two seconds', async () => {
    const slow = world();
    expect(slow.time.offset).toBeUndefined();
    await slow.ask(slow.time);
    expect(Math.abs((slow.time.offset ?? 0) - HOUR)).toBeLessThanOrEqual(HALF + 20);
    const fast = world({ wrong: -HOUR });
    await fast.ask(fast.time);
    expect(Math.abs((fast.time.offset ?? 0) + HOUR)).toBeLessThanOrEqual(HALF + 20);
    const near = world({ wrong: 1_400 });
    await near.ask(near.time);
    expect(near.time.offset).toBe(0);
    expect(near.offsets).toEqual([0]);
  });

  it('it is told once, and again within ten seconds of somebody setting the clock', async () => {
    const { ask, device, offsets, right, time } = world();
    for (let count = 0; count < 50; count += 1) {
      await ask(time);
      await device.advance(7_777);
    }
    expect(offsets).toEqual([time.offset]);
    device.set(right());
    await device.advance(10_000);
    expect(offsets).toEqual([expect.any(Number), 0]);
    time.stop();
    expect(device.pending).toBe(0);
  });
});

it('writes when something has changed, and not for every answer', async () => {
  const { ask, device, right, time, writes } = world();
  expect(writes()).toBe(1);
  await ask(time);
  expect(writes()).toBe(2);
  for (let count = 0; count < 1_000; count += 1) {
    await ask(time);
    await device.advance(2_000);
  }
  expect(writes()).toBe(2);
  await device.advance(HOUR);
  expect(writes()).toBe(2);
  await ask(time);
  await device.advance(10_000);
  expect(writes()).toBe(3);
  device.set(0);
  await device.advance(60_000);
  expect(writes()).toBe(4);
  // Two servers that disagree.
  for (let count = 0; count < 10; count += 1)
    await ask(time, 20, 20, () => right() + (count % 2) * 5_000);
  expect(writes()).toBe(4);
});
