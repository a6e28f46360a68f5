import { afterEach, describe, expect, it } from 'vitest';
import { FrontDesk } from '../../../../src/main/front-desk/front-desk.ts';
import type { Outbox } from '../../../../src/main/outbox/outbox.ts';
import { checkProfile } from '../../../../src/main/settings/profile-file.ts';
import type { WalkIn } from '../../../../src/shared/domain/arrival.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { deliveryRig, passUntil } from '../../../support/delivery-rig.ts';
import { nexudusKiosk } from '../../../support/kiosk-provider.ts';

const deviceZone = process.env.TZ;
const moveTo = (zone: string) => {
  process.env.TZ = zone;
};
afterEach(() => {
  if (deviceZone === undefined) delete process.env.TZ;
  else process.env.TZ = deviceZone;
});

/** A kiosk on Lord Howe, where the clock goes back by half an hour at the end of summer. */
async function onLordHowe() {
  const world = await nexudusKiosk();
  const { clock, demo, provider } = world;
  const rig = deliveryRig({ provider, clock });
  const site = { name: 'Lagoon', timeZone: 'Australia/Lord_Howe' };
  const profile = checkProfile({ site, provider: demo.provider }, 'p.json');
  const kept: WalkIn[] = [];
  const outbox = {
    async add(walkIn: WalkIn) {
      kept.push(walkIn);
      await rig.keep(walkIn);
      return 'sending';
    },
  } as unknown as Outbox;
  const calls = { note: () => {} };
  const frontDesk = new FrontDesk({ outbox, provider, profile, clock, calls });
  return {
    confirmAt: (instant: string) => {
      clock.set(Date.parse(instant));
      return frontDesk.take(walkInOf({ kind: 'typed', name: 'Maya' }));
    },
    delivered: () =>
      passUntil(world, () => kept.every((walkIn) => rig.state(walkIn) === 'delivered')),
    demo,
    /** What a clock at the site showed when they confirmed. */
    readings: () =>
      kept.map(({ id }) =>
        new Date(rig.store.get(id)?.confirmedAt ?? 0).toLocaleTimeString('en-GB', {
          timeZone: site.timeZone,
        }),
      ),
    arrivals: () => demo.visitors.map(({ ExpectedArrival }) => ExpectedArrival),
  };
}

describe('the instant of a visit', () => {
  it('is told apart from the one that has the same reading, on the night that the clock goes back', async () => {
    const { arrivals, confirmAt, delivered, demo, readings } = await onLordHowe();
    moveTo('Australia/Lord_Howe');
    await confirmAt('2026-04-04T14:45:00Z');
    await confirmAt('2026-04-04T15:15:00Z');
    await delivered();
    expect(readings()).toEqual(['01:45:00', '01:45:00']);
    expect(arrivals()).toEqual(['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z']);
    const sent = demo.requests.filter(({ path }) => path === '/api/spaces/visitors');
    expect(sent.map(({ body }) => body)).toMatchObject([
      { ExpectedArrival: '2026-04-04T14:45:00' },
      { ExpectedArrival: '2026-04-04T15:15:00' },
    ]);
  });

  it('stays what it is when the device is moved to another zone before it is sent', async () => {
    const { arrivals, confirmAt, delivered, demo } = await onLordHowe();
    await demo.stop();
    moveTo('Pacific/Kiritimati');
    expect(new Date('2026-04-05T15:15:00').toISOString()).toBe('2026-04-05T01:15:00.000Z');
    await confirmAt('2026-04-04T15:15:00Z');
    moveTo('America/St_Johns');
    expect(new Date('2026-04-05T15:15:00').toISOString()).toBe('2026-04-05T17:45:00.000Z');
    await demo.start();
    await delivered();
    expect(arrivals()).toEqual(['2026-04-04T15:15:00Z']);
  });
});
