import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { delivered, failing, offline, scripted } from '../../../support/scripted-provider.ts';

describe('what an answer to a sending makes of an entry', () => {
  it('delivered: it is, and the loop sleeps', async () => {
    const { clock, provider, asked } = scripted();
    const rig = deliveryRig({ provider, clock });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(0);
    expect(rig.state(arrival)).toBe('delivered');
    expect(rig.store.get(arrival.id)?.receipt).toBe(`of ${arrival.id}`);
    expect(rig.changed).toEqual([arrival.id]);
    expect(rig.contacts).toEqual([{ kind: 'answered' }]);
    expect(clock.pending).toBe(0);
    await clock.advance(3_600_000);
    expect(asked()).toEqual(['send 0']);
  });

  it('refused: it waits for a person, with what was said, and the next one goes on', async () => {
    const { clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock });
    const [bad, good] = [arrivalOf(), arrivalOf()];
    sends.push({ kind: 'refused', message: 'No', fields: [{ field: 'Email', message: 'odd' }] });
    rig.add(bad, good);
    await clock.advance(0);
    expect([rig.state(bad), rig.state(good)]).toEqual(['refused', 'delivered']);
    expect(rig.store.counts('here')).toMatchObject({ waiting: 0, needsPerson: 1 });
    expect(clock.pending).toBe(0);
  });

  it('not sent for want of a line: the loop pauses, and the entry is as it was', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0.5 });
    const arrival = arrivalOf();
    sends.push({ kind: 'not-sent', setback: offline });
    rig.add(arrival);
    await clock.advance(999);
    expect(rig.loop.pausedBy).toBe('offline');
    expect(rig.store.get(arrival.id)).toMatchObject({ state: 'pending', sentAt: undefined });
    expect(rig.contacts).toEqual([offline]);
    await clock.advance(1);
    expect(rig.state(arrival)).toBe('delivered');
    expect(asked()).toEqual(['send 0', 'send 1']);
  });

  it('a pause for want of a line ends when somebody comes, any other does not', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock });
    sends.push({ kind: 'not-sent', setback: offline });
    const until = clock.now() + 20_000;
    sends.push({ kind: 'not-sent', setback: { kind: 'throttled', until } });
    rig.add(arrivalOf());
    await clock.advance(0);
    rig.loop.tryNow();
    await clock.advance(100);
    expect(rig.loop.pausedBy).toBe('throttled');
    rig.loop.tryNow();
    await clock.advance(19_000);
    expect(asked()).toEqual(['send 0', 'send 0']);
  });

  it('throttled: nothing is asked before the instant, and within a second after it', async () => {
    for (const random of [0, 0.999]) {
      const { calls, clock, provider, sends } = scripted();
      const rig = deliveryRig({ provider, clock, random: () => random });
      const until = clock.now() + 33_000;
      sends.push({ kind: 'not-sent', setback: { kind: 'throttled', until } });
      rig.add(arrivalOf(), arrivalOf());
      await clock.advance(40_000);
      expect(calls).toHaveLength(3);
      expect(calls[1]?.at).toBeGreaterThanOrEqual(until);
      expect(calls[1]?.at).toBeLessThanOrEqual(until + 1_000);
    }
  });

  it('a role that one entry lacks holds up nobody else, and is tried again within half a minute', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock });
    const setback = { kind: 'credentials', state: 'no-role', reason: 'why' } as const;
    sends.push({ kind: 'not-sent', setback }, delivered, delivered);
    const [first, second] = [arrivalOf(), arrivalOf()];
    rig.add(first, second);
    await clock.advance(1_000);
    expect([rig.state(first), rig.state(second)]).toEqual(['pending', 'delivered']);
    await clock.advance(29_000);
    expect(asked()).toEqual(['send 0', 'send 0', 'send 25']);
    expect(rig.state(first)).toBe('delivered');
  });

  it.each(['missing', 'refused', 'locked', 'frozen'] as const)(
    'credentials %s: all wait, and it is tried again within half a minute',
    async (state) => {
      const { asked, clock, provider, sends } = scripted();
      const rig = deliveryRig({ provider, clock });
      sends.push({ kind: 'not-sent', setback: { kind: 'credentials', state, reason: 'why' } });
      const [first, second] = [arrivalOf(), arrivalOf()];
      rig.add(first, second);
      await clock.advance(1_000);
      expect(rig.loop.pausedBy).toBe('credentials');
      rig.loop.tryNow();
      await clock.advance(0);
      expect(asked()).toEqual(['send 0']);
      await clock.advance(29_000);
      expect([rig.state(first), rig.state(second)]).toEqual(['delivered', 'delivered']);
    },
  );

  it('answers that decide nothing hold up the entry alone, longer and longer, to five minutes', async () => {
    const { calls, clock, provider, since, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    const bad = arrivalOf();
    for (let count = 0; count < 12; count += 1) sends.push({ kind: 'not-sent', setback: failing });
    rig.add(bad);
    await clock.advance(1_000);
    const good = arrivalOf();
    sends.unshift(delivered);
    rig.add(good);
    await clock.advance(0);
    expect(rig.state(good)).toBe('delivered');
    await clock.advance(3_600_000);
    expect(rig.state(bad)).toBe('delivered');
    const tries = calls
      .filter(({ dispatch }) => dispatch.errand.id === bad.id)
      .map(({ at }) => at - since);
    const waits = tries.slice(1).map((at, index) => (at - (tries[index] ?? 0)) / 1000);
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
  });

  it('any dice will do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })),
        async (dice) => {
          const { clock, provider, sends } = scripted();
          const rig = deliveryRig({ provider, clock, random: () => dice.next().value ?? 0 });
          const arrival = arrivalOf();
          sends.push(
            { kind: 'not-sent', setback: failing },
            { kind: 'unsettled', setback: failing },
            { kind: 'not-sent', setback: { kind: 'throttled', until: clock.now() + 1_000 } },
          );
          rig.add(arrival);
          await clock.advance(60_000);
          expect(rig.state(arrival)).toBe('delivered');
          expect(rig.lines.map(({ event }) => event)).not.toContain('delivery stopped');
          rig.stop();
        },
      ),
      { numRuns: 10 },
    );
  });

  it('three entries that get such answers in a row pause the loop; one entry three times does not', async () => {
    const { clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    for (let count = 0; count < 4; count += 1) sends.push({ kind: 'not-sent', setback: failing });
    rig.add(arrivalOf());
    await clock.advance(14_000);
    expect(rig.loop.pausedBy).toBeUndefined();
    for (let count = 0; count < 2; count += 1) sends.push({ kind: 'not-sent', setback: failing });
    const [second, third, fourth] = [arrivalOf(), arrivalOf(), arrivalOf()];
    rig.add(second, third, fourth);
    await clock.advance(0);
    expect(rig.loop.pausedBy).toBe('failing');
    expect(rig.store.get(fourth.id)?.tries).toBe(0);
    await clock.advance(300_000);
    expect([second, third, fourth].map(rig.state)).toEqual(new Array(3).fill('delivered'));
  });

  it('a long time without a line does not lengthen the wait after the first answer that decides nothing', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    for (let count = 0; count < 12; count += 1) sends.push({ kind: 'not-sent', setback: offline });
    sends.push({ kind: 'not-sent', setback: failing });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(3_600_000);
    expect(rig.state(arrival)).toBe('delivered');
    const [beforeLast, last] = asked()
      .slice(-2)
      .map((one) => Number(one.split(' ')[1]));
    expect(Number(last) - Number(beforeLast)).toBe(2);
  });

  it('without a line it is tried at least every minute, whatever the dice say', async () => {
    const { calls, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    for (let count = 0; count < 60; count += 1) sends.push({ kind: 'not-sent', setback: offline });
    rig.add(arrivalOf());
    await clock.advance(1_800_000);
    const at = calls.map((call) => call.at);
    const longest = Math.max(...at.slice(1).map((one, index) => one - (at[index] ?? 0)));
    expect(at.length).toBeGreaterThan(30);
    expect(longest).toBeLessThanOrEqual(50_000);
  });
});
