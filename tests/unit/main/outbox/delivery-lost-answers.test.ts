import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/main/providers/provider.ts';
import { arrivalOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { everyKind } from '../../../support/every-kind.ts';
import { delivered, failing, offline, scripted } from '../../../support/scripted-provider.ts';

describe('what becomes of an entry whose answer was lost', () => {
  const unsettled: Delivery = { kind: 'unsettled', setback: offline };

  it('it is looked for, and sent again only when it has not been there for twenty seconds', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push(unsettled);
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(19_999);
    expect(rig.store.get(arrival.id)).toMatchObject({
      state: 'pending',
      sentAt: expect.any(Number),
    });
    await clock.advance(1);
    expect(asked()).toEqual(['send 0', 'look 2', 'look 20', 'send 20']);
    expect(rig.state(arrival)).toBe('delivered');
  });

  it('found: it is delivered with the receipt that was found', async () => {
    const { asked, clock, looks, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push(unsettled);
    looks.push({ kind: 'found', receipt: 'there' });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(60_000);
    expect(asked()).toEqual(['send 0', 'look 2']);
    expect(rig.store.get(arrival.id)?.receipt).toBe('there');
  });

  it('that the account may not look for: it waits, and the others are sent', async () => {
    const { clock, looks, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push(unsettled, delivered);
    const noRole = { kind: 'credentials', state: 'no-role', reason: 'why' } as const;
    for (let count = 0; count < 5; count += 1) looks.push({ kind: 'unreadable', setback: noRole });
    const [lost, other] = [arrivalOf(), arrivalOf()];
    rig.add(lost);
    await clock.advance(5_000);
    rig.add(other);
    rig.loop.tryNow();
    await clock.advance(1_000);
    expect([rig.state(lost), rig.state(other)]).toEqual(['pending', 'delivered']);
    looks.length = 0;
    looks.push({ kind: 'found', receipt: 'there' });
    await clock.advance(60_000);
    expect(rig.state(lost)).toBe('delivered');
  });

  it('ambiguous: it needs a person', async () => {
    const { asked, clock, looks, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push(unsettled);
    looks.push({ kind: 'ambiguous', reason: 'two of them' });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(60_000);
    expect(asked()).toEqual(['send 0', 'look 2']);
    expect(rig.state(arrival)).toBe('unsure');
    expect(rig.store.counts('here')).toMatchObject({ waiting: 0, needsPerson: 1 });
  });

  it('unreadable: it is looked for again, and never sent in between', async () => {
    const { calls, clock, looks, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    sends.push(unsettled);
    looks.push(
      { kind: 'unreadable', setback: offline },
      { kind: 'unreadable', setback: failing },
      { kind: 'unreadable', setback: { kind: 'throttled', until: clock.now() + 60_000 } },
      { kind: 'found', receipt: 'there' },
    );
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(300_000);
    expect(calls.map(({ what }) => what)).toEqual(['send', 'look', 'look', 'look', 'look']);
    expect(rig.state(arrival)).toBe('delivered');
  });

  it('is looked for from the first sending on, without what belongs to other entries', async () => {
    const { claims, clock, provider, sends, sentAt, since } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push(unsettled, delivered);
    rig.add(arrivalOf(), arrivalOf());
    await clock.advance(20_000);
    expect(claims.map((isClaimed) => [isClaimed('r'), isClaimed('q')])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(sentAt).toEqual([since, since]);
  });

  it('is not sent ever faster while the provider goes on failing', async () => {
    const { calls, clock, provider, since, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    for (let count = 0; count < 40; count += 1) sends.push({ kind: 'unsettled', setback: failing });
    rig.add(arrivalOf());
    await clock.advance(3_600_000);
    const sendings = calls
      .filter(({ what }) => what === 'send')
      .map(({ at }) => (at - since) / 1000);
    const waits = sendings.slice(1).map((at, index) => at - (sendings[index] ?? 0));
    expect(waits.slice(0, 4)).toEqual([22, 24, 28, 36]);
    expect(Math.max(...waits)).toBe(320);
    expect(sendings.length).toBeLessThan(25);
  });

  it('a kiosk that was cut off while it sent looks first, however late it comes back', async () => {
    const { asked, clock, operation, provider, sends } = scripted();
    let answer = (_: Delivery) => {};
    const held = new Promise<Delivery>((resolve) => {
      answer = resolve;
    });
    const operations = everyKind({ ...operation, send: () => held });
    const first = deliveryRig({ provider: { ...provider, operations }, clock });
    const arrival = arrivalOf();
    first.add(arrival);
    await clock.advance(0);
    expect(first.state(arrival)).toBe('sending');
    first.stop();
    answer(delivered);
    await clock.advance(3_000);
    const second = deliveryRig({ ...first, provider, clock, random: () => 0 });
    sends.push(delivered);
    second.loop.wake();
    await clock.advance(30_000);
    expect(asked()).toEqual(['look 3', 'look 20', 'send 20']);
    expect(second.state(arrival)).toBe('delivered');
  });
});
