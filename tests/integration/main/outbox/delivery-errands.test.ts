import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import type { Errand } from '../../../../src/shared/domain/errand.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { deliveryRig, passUntil } from '../../../support/delivery-rig.ts';
import { nexudusKiosk, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { oauthKiosk } from '../providers/spacebring-operations.ts';

/** One errand of a kind, at a vendor, and how often the vendor has carried it out. */
interface Case {
  readonly world: Parameters<typeof passUntil>[0] & {
    readonly provider: Parameters<typeof deliveryRig>[0]['provider'];
    readonly demo: { readonly faults: { next(rule: object): void } };
  };
  readonly errand: Errand;
  /** What it follows, if it does. */
  readonly first?: Errand;
  /** The requests that carry it out. */
  readonly match: { readonly method: string; readonly path: RegExp };
  times(): number;
  /** When the vendor has it that it happened, where the kiosk can say so (ISO 8601). */
  at?(): string | null | undefined;
}

const EXPECTED = { email: 'zoe@guests.example', code: '012345' };
const byCode = (kind: 'check-in' | 'sign-out') =>
  ({ kind, id: randomUUID(), who: { by: 'code', code: EXPECTED.code } }) satisfies Errand;
const visitor = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@guests.example' };

const readLagMs = 1_000;
const nexudusPut = { method: 'PUT', path: /^\/api\/spaces\/visitors$/ };

const nexudus: Record<string, () => Promise<Case>> = {
  async 'check-in'() {
    const world = await nexudusKiosk({ readLagMs });
    const { Id } = world.demo.expect({ ...EXPECTED, fullName: 'Zoë Łuk' });
    const record = () => world.demo.visitors.find((one) => one.Id === Id);
    return {
      world,
      errand: byCode('check-in'),
      match: nexudusPut,
      times: () => Number(record()?.Arrived),
      at: () => record()?.ArrivalDate,
    };
  },
  async 'sign-out'() {
    const world = await nexudusKiosk({ readLagMs });
    const { Id } = world.demo.expect({ ...EXPECTED, fullName: 'Zoë Łuk' });
    const record = () => world.demo.visitors.find((one) => one.Id === Id);
    return {
      world,
      first: byCode('check-in'),
      errand: byCode('sign-out'),
      match: nexudusPut,
      times: () => Number(Boolean(record()?.Arrived && record()?.DepartureDate)),
      at: () => record()?.DepartureDate,
    };
  },
  async 'booking-link'() {
    const world = await nexudusKiosk({ readLagMs });
    const booking = world.demo.bookings.find(({ CoworkerId }) => CoworkerId !== null);
    return {
      world,
      first: walkInOf({ kind: 'typed', name: 'Maya' }),
      errand: { kind: 'booking-link', id: randomUUID(), booking: String(booking?.Id) },
      match: { method: 'POST', path: /^\/api\/spaces\/bookingvisitors$/ },
      times: () => world.demo.bookingVisitors.length,
    };
  },
  async registration() {
    const world = await nexudusKiosk({ readLagMs });
    const arrivals = [new Date(world.clock.now() + 86_400_000).toISOString()];
    return {
      world,
      errand: { kind: 'registration', id: randomUUID(), visitor, arrivals },
      match: { method: 'POST', path: /^\/api\/spaces\/visitors$/ },
      times: () => world.demo.visitors.length,
    };
  },
  async 'registration in the name of a customer'() {
    const world = await nexudusKiosk({ readLagMs }, { hasCustomer: true });
    const day = (days: number) => new Date(world.clock.now() + days * 86_400_000).toISOString();
    return {
      world,
      errand: {
        kind: 'registration',
        id: randomUUID(),
        visitor,
        arrivals: [day(1), day(2), day(9)],
      },
      match: { method: 'POST', path: /^\/api\/public\/visitors$/ },
      times: () => world.demo.visitors.length / 3,
    };
  },
  async decision() {
    const world = await nexudusKiosk({ readLagMs });
    const { Id } = world.demo.expect({ ...EXPECTED, fullName: 'Zoë Łuk' });
    world.demo.decide(Id, 'reject');
    await world.clock.advance(readLagMs + 1);
    return {
      world,
      errand: { kind: 'decision', id: randomUUID(), record: String(Id), decision: 'come-up' },
      match: nexudusPut,
      times: () => Number(world.demo.visitors[0]?.HostApprovalStatus === 5),
    };
  },
};

const spacebring: Record<string, () => Promise<Case>> = {
  async 'check-in'() {
    const world = await spacebringKiosk({ readLagMs });
    world.demo.expect({ ...EXPECTED, name: 'Zoë' });
    await world.clock.advance(readLagMs + 1);
    return {
      world,
      errand: byCode('check-in'),
      match: { method: 'POST', path: /\/checkin$/ },
      times: () => world.demo.visits.filter(({ checkInDate }) => checkInDate).length,
    };
  },
  async 'sign-out'() {
    const world = await spacebringKiosk({ readLagMs });
    world.demo.expect({ ...EXPECTED, name: 'Zoë' });
    await world.clock.advance(readLagMs + 1);
    return {
      world,
      first: byCode('check-in'),
      errand: byCode('sign-out'),
      match: { method: 'POST', path: /\/checkout$/ },
      times: () => world.demo.visits.filter(({ checkOutDate }) => checkOutDate).length,
    };
  },
  async contact() {
    const world = await spacebringKiosk({ readLagMs });
    return {
      world,
      errand: { kind: 'contact', id: randomUUID(), visitor },
      match: { method: 'POST', path: /^\/visitors\/contacts\/v1$/ },
      times: () => world.demo.contacts.length,
    };
  },
  async call() {
    const world = await oauthKiosk({ readLagMs });
    await world.signIn();
    return {
      world,
      errand: { kind: 'call', id: randomUUID(), name: 'Ada' },
      match: { method: 'POST', path: /^\/support\/tickets\/v1$/ },
      times: () => world.demo.tickets.length,
    };
  },
};

const faults: [string, Fault][] = [
  ['after the commit', { kind: 'commit-then-drop' }],
  ['before the commit', { kind: 'drop' }],
  ['for a 500 after the commit', { kind: 'status', status: 500, commit: true }],
  ['for a 500', { kind: 'status', status: 500 }],
  ['in a page of HTML after the commit', { kind: 'html', commit: true }],
  ['in half of it', { kind: 'truncated' }],
  ['when the connection is refused', { kind: 'refuse' }],
];

const cases = Object.entries({ nexudus, spacebring }).flatMap(([vendor, kinds]) =>
  Object.entries(kinds).map(([kind, open]) => [`${kind} at ${vendor}`, open] as const),
);

describe.each(cases)('the answer to a %s that is lost', (_name, open) => {
  it.each(faults)(
    '%s leaves it done exactly once, at the time of its confirmation',
    async (_, fault) => {
      const { at, errand, first, match, times, world } = await open();
      const rig = deliveryRig({ ...world, random: () => 0.5 });
      const began = world.clock.now();
      if (first) await rig.keep(first);
      await rig.keep(errand, first && errand.kind === 'booking-link' ? { after: first.id } : {});
      const isDone = (one: Errand) => rig.state(one) === 'delivered';
      // A sign-out and its arrival are the same request.
      if (first) await passUntil(world, () => isDone(first) || times() > 0);
      world.demo.faults.next({ match, do: fault });
      rig.loop.wake();
      await passUntil(world, () => rig.store.counts(world.provider.account).waiting === 0);
      expect([rig.state(errand), times()]).toEqual(['delivered', 1]);
      if (at) expect(Math.abs(Date.parse(at() ?? '') - began)).toBeLessThan(1_000);
    },
  );
});

describe('without a line', () => {
  it.each(cases)('a %s waits, and is done once when there is one', async (_name, open) => {
    const { at, errand, first, times, world } = await open();
    const demo = world.demo as unknown as { start(): Promise<void>; stop(): Promise<void> };
    await demo.stop();
    const rig = deliveryRig({ ...world, random: () => 0.5 });
    const began = world.clock.now();
    if (first) await rig.keep(first);
    await rig.keep(errand, first && errand.kind === 'booking-link' ? { after: first.id } : {});
    // Nobody is there for an hour.
    const until = began + 3_600_000;
    while (world.clock.now() < until) {
      await passUntil(world, () => world.traffic.underWay === 0);
      await world.clock.advance(60_000);
    }
    expect([rig.state(errand), times()]).not.toContain('delivered');
    await demo.start();
    rig.loop.tryNow();
    await passUntil(world, () => rig.store.counts(world.provider.account).waiting === 0);
    expect([rig.state(errand), times()]).toEqual(['delivered', 1]);
    if (at) expect(Math.abs(Date.parse(at() ?? '') - began)).toBeLessThan(1_000);
  });
});
