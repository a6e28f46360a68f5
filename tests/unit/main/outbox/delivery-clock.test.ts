import { describe, expect, it } from 'vitest';
import type { Setback } from '../../../../src/main/providers/provider.ts';
import { arrivalOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { failing, offline, scripted } from '../../../support/scripted-provider.ts';

describe('a kiosk that starts', () => {
  it('tries everything at once, whatever wait it had been given', async () => {
    const { asked, clock, provider, sends } = scripted();
    const first = deliveryRig({ provider, clock, random: () => 1 });
    for (let count = 0; count < 8; count += 1) sends.push({ kind: 'not-sent', setback: failing });
    const arrival = arrivalOf();
    first.add(arrival);
    await clock.advance(260_000);
    const before = asked().length;
    first.stop();
    const second = deliveryRig({ ...first, provider, clock });
    second.loop.wake();
    await clock.advance(0);
    expect(asked()).toHaveLength(before + 1);
    expect(second.state(arrival)).toBe('delivered');
  });

  it('is not held up by stamps from a clock that has since been set back', async () => {
    const { clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    sends.push({ kind: 'not-sent', setback: failing });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(0);
    rig.stop();
    clock.set(clock.now() - 7_200_000);
    const later = deliveryRig({ ...rig, provider, clock });
    later.loop.wake();
    await clock.advance(0);
    expect(later.state(arrival)).toBe('delivered');
  });
});

describe('a clock that is set back by hours', () => {
  it.each<Setback>([offline, { kind: 'credentials', state: 'missing', reason: 'none' }])(
    'does not lengthen a pause ($kind)',
    async (setback) => {
      const { clock, provider, sends } = scripted();
      const rig = deliveryRig({ provider, clock, random: () => 1 });
      for (let count = 0; count < 3; count += 1) sends.push({ kind: 'not-sent', setback });
      const arrival = arrivalOf();
      rig.add(arrival);
      await clock.advance(100);
      clock.set(clock.now() - 7_200_000);
      await clock.advance(60_000);
      expect(rig.state(arrival)).toBe('delivered');
    },
  );
});

describe('a clock that is set back by hours, for an entry that waits by itself', () => {
  it('does not lengthen the wait', async () => {
    const { clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 1 });
    sends.push({ kind: 'not-sent', setback: failing });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(100);
    clock.set(clock.now() - 7_200_000);
    await clock.advance(300_000);
    expect(rig.state(arrival)).toBe('delivered');
  });

  it('does not shorten the time for which a lost one has to be absent, nor lengthen it for long', async () => {
    const { asked, clock, provider, sends } = scripted();
    const rig = deliveryRig({ provider, clock, random: () => 0 });
    sends.push({ kind: 'unsettled', setback: offline });
    const arrival = arrivalOf();
    rig.add(arrival);
    await clock.advance(0);
    clock.set(clock.now() - 7_200_000);
    await clock.advance(60_000);
    expect(rig.state(arrival)).toBe('delivered');
    expect(asked()).toHaveLength(4);
  });
});
