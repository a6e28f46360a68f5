import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Calls } from '../../../../src/main/front-desk/calls.ts';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { settingsInMemory } from '../../../support/settings-in-memory.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { frontDesk } from './desk.ts';

const call = () => ({ kind: 'call', id: randomUUID() }) as const;

describe('a call for reception', () => {
  it('is told at the screen, and to a provider that has a place for it', async () => {
    const { called, desk, kept } = frontDesk();
    const one = call();
    expect(await desk.take(one)).toMatchObject({ value: { outcome: 'sending' } });
    expect(called).toEqual([one.id]);
    expect(kept).toEqual([one]);
  });

  it('is told at the screen where the provider has none, and where the disk takes nothing', async () => {
    const none = frontDesk({ provider: { operations: {} } });
    const full = frontDesk({ fails: new CannotKeepError('full') });
    for (const { called, desk, kept } of [none, full]) {
      const one = call();
      expect(await desk.take(one)).toEqual({
        ok: true,
        value: { id: one.id, outcome: 'recorded' },
      });
      expect(called).toEqual([one.id]);
      expect(kept).toEqual([]);
    }
  });
});

function world(settings = settingsInMemory(), clock = new VirtualClock()) {
  const told: [number, number | undefined][] = [];
  const noon = new VirtualClock().now();
  const calls = new Calls({
    clock,
    settings,
    onChange: (count, latest) => told.push([count, latest && latest - noon]),
  });
  calls.start();
  return { calls, clock, settings, told };
}

describe('calls', () => {
  it('stand for a quarter of an hour each, and twice the same is one', async () => {
    const { calls, clock, told } = world();
    calls.note('a');
    await clock.advance(60_000);
    calls.note('a');
    calls.note('b');
    await clock.advance(14 * 60_000 - 1);
    expect(told.at(-1)).toEqual([2, 60_000]);
    await clock.advance(1);
    expect(told.at(-1)).toEqual([1, 60_000]);
    await clock.advance(60_000);
    expect(told.at(-1)).toEqual([0, undefined]);
  });

  it('outlive a restart, but not their time', async () => {
    const { calls, clock, settings } = world();
    calls.note('a');
    calls.stop();
    await clock.advance(60_000);
    const second = world(settings, clock);
    expect(second.told).toEqual([[1, 0]]);
    second.calls.stop();
    await clock.advance(15 * 60_000);
    expect(world(settings, clock).told).toEqual([[0, undefined]]);
  });

  it('begin anew where what was kept makes no sense', () => {
    const settings = settingsInMemory();
    settings.set('calls', [{ id: 1 }]);
    expect(world(settings).told).toEqual([[0, undefined]]);
  });
});
