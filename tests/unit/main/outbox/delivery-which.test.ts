import { describe, expect, it } from 'vitest';
import { arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { offline, scripted } from '../../../support/scripted-provider.ts';

describe('a host who was typed by name', () => {
  const typed = () => arrivalOf({ kind: 'typed', name: 'maya okafor' });
  const maya = { id: '7', name: 'Maya Okafor' };

  it('goes as typed where the provider needs no host', async () => {
    const { calls, clock, provider } = scripted();
    const rig = deliveryRig({ provider, clock });
    const arrival = typed();
    rig.add(arrival);
    await clock.advance(0);
    expect(calls[0]?.dispatch).toEqual(dispatchOf(arrival));
  });

  it('waits for the directory, then goes with the one of that name; others go before', async () => {
    const { asked, calls, clock, provider } = scripted({ needsHost: true });
    let directory = false;
    const rig = deliveryRig({
      provider,
      clock,
      hostNamed: () => (directory ? { kind: 'one', host: maya } : { kind: 'not-yet' }),
    });
    const [waits, goes] = [typed(), arrivalOf()];
    rig.add(waits, goes);
    await clock.advance(60_000);
    expect([rig.state(waits), rig.state(goes)]).toEqual(['pending', 'delivered']);
    directory = true;
    await clock.advance(5_000);
    expect(rig.state(waits)).toBe('delivered');
    expect(asked()).toHaveLength(2);
    expect(calls[1]?.dispatch).toEqual(dispatchOf(waits, '7'));
  });

  it.each(['none', 'several'] as const)('needs reception when %s have that name', async (kind) => {
    const { calls, clock, provider } = scripted({ needsHost: true });
    const rig = deliveryRig({ provider, clock, hostNamed: () => ({ kind }) });
    const arrival = typed();
    rig.add(arrival);
    await clock.advance(0);
    expect(rig.state(arrival)).toBe('refused');
    expect(calls).toEqual([]);
  });

  it('is looked for where it was sent, also when the name has become nobody’s', async () => {
    const { asked, calls, clock, provider, sends } = scripted({ needsHost: true });
    let there = true;
    const rig = deliveryRig({
      provider,
      clock,
      hostNamed: () => (there ? { kind: 'one', host: maya } : { kind: 'none' }),
    });
    sends.push({ kind: 'unsettled', setback: offline });
    const arrival = typed();
    rig.add(arrival);
    await clock.advance(0);
    there = false;
    await clock.advance(2_000);
    expect(asked()).toEqual(['send 0', 'look 2']);
    expect(calls.map(({ dispatch }) => dispatch.hostId)).toEqual([maya.id, maya.id]);
  });
});

describe('entries that are none of its own', () => {
  it('are never sent, and need a person', async () => {
    const { calls, clock, provider } = scripted();
    const rig = deliveryRig({ provider, clock });
    const [other, own] = [arrivalOf(), arrivalOf()];
    const { confirmedAt: _, ...walkIn } = other;
    rig.keep(walkIn, { account: 'elsewhere' });
    rig.add(own);
    await clock.advance(3_600_000);
    expect(calls.map(({ dispatch }) => dispatch.errand.id)).toEqual([own.id]);
    expect(rig.state(other)).toBe('pending');
    expect(rig.store.counts('here')).toEqual({
      waiting: 0,
      waitingSince: undefined,
      lost: 0,
      needsPerson: 1,
    });
    expect(rig.store.counts('elsewhere')).toEqual({
      waiting: 1,
      waitingSince: expect.any(Number),
      lost: 0,
      needsPerson: 0,
    });
  });
});
