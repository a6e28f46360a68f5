import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { booking } from '../../src/shared/domain/booking.ts';
import { type Host, host } from '../../src/shared/domain/host.ts';
import { byName, find, is, isAbsent, replyTo } from './carry.ts';
import { dispatchOf } from './context.ts';
import { always, asks, type Scenario, takes } from './scenario.ts';

const purposes = ['check-in', 'sign-out'] as const;
const DAY = 24 * 3600_000;

/** What can be looked at without leaving a trace. */
export const reads: readonly Scenario[] = [
  {
    name: 'says in one line what its credentials reach',
    writes: false,
    offered: always,
    async run({ provider }) {
      assert.match(await provider.probe(), /^\S.*\S$/);
    },
  },
  {
    name: 'has hosts, each once, with an id and a name',
    writes: false,
    offered: always,
    async run(context) {
      const hosts = (await context.pages()).flat();
      assert.notEqual(hosts.length, 0, 'there are no hosts');
      for (const one of hosts)
        assert.ok(host.safeParse(one).success, `${JSON.stringify(one)} is no host`);
      assert.equal(new Set(hosts.map(({ id }) => id)).size, hosts.length, 'an id comes twice');
      const all = context.backstage.hosts ?? hosts;
      assert.deepEqual(inOrder(hosts), inOrder(all));
    },
  },
  ...purposes.flatMap((purpose): Scenario[] => [
    {
      name: `finds nobody by a code that nobody has, for ${purpose}`,
      writes: false,
      offered: takes(purpose),
      async run(context) {
        is(await find(context, purpose, { by: 'code', code: 'ZQ0VT7XKW9' }), 'nobody');
      },
    },
    {
      name: `finds nobody by a name and an e-mail address that nobody has, for ${purpose}`,
      writes: false,
      offered: takes(purpose),
      async run(context) {
        is(await find(context, purpose, byName(context.guest())), 'nobody');
      },
    },
  ]),
  {
    name: 'has bookings that are meetings: each once, with a room and a host, and an end after its beginning',
    writes: false,
    offered: (provider) => provider.bookings !== undefined,
    async run({ provider, now }) {
      const bookings = (await provider.bookings?.(now())) ?? [];
      for (const one of bookings) {
        const { tentative, ...shown } = one;
        assert.ok(booking.safeParse(shown).success, `${JSON.stringify(one)} is no booking`);
        assert.equal(typeof tentative, 'boolean');
        const [from, to] = [Date.parse(one.from), Date.parse(one.to)];
        assert.ok(from < to, `${one.id} ends before it begins`);
        assert.ok(from < now() + DAY && to > now() - DAY, `${one.id} is not of today`);
      }
      assert.equal(new Set(bookings.map(({ id }) => id)).size, bookings.length, 'one comes twice');
    },
  },
  ...neverSent(),
  {
    name: 'has no host who accepts a walk-in that it does not know',
    writes: false,
    offered: asks,
    async run(context) {
      const { id: hostId } = await context.host();
      const { email } = context.guest();
      for (const receipt of [randomUUID(), '2147483000'])
        is(
          await replyTo(context, { receipt, at: context.now() }, { hostId, email }),
          'waiting',
          'declined',
          'gone',
        );
    },
  },
];

/** Looking for what never left finds nothing. */
function neverSent(): Scenario[] {
  const scenario = (
    kind: 'walk-in' | 'contact' | 'call' | 'registration',
    run: Scenario['run'],
  ) => ({
    name: `does not find a ${kind} that was never sent`,
    writes: false,
    offered: takes(kind),
    run,
  });
  return [
    scenario('walk-in', async (context) => {
      const host = await context.host();
      const visitor = context.guest();
      const chosen = { kind: 'chosen', ...only(host) } as const;
      await isAbsent(
        context,
        dispatchOf(context, { kind: 'walk-in', visitor, host: chosen }, { hostId: host.id }),
      );
    }),
    scenario('contact', async (context) => {
      await isAbsent(context, dispatchOf(context, { kind: 'contact', visitor: context.guest() }));
    }),
    scenario('call', async (context) => {
      await isAbsent(context, dispatchOf(context, { kind: 'call', name: 'Vestibule Test' }));
    }),
    scenario('registration', async (context) => {
      const arrivals = [new Date(context.now() + DAY).toISOString()];
      const visitor = context.guest();
      await isAbsent(context, dispatchOf(context, { kind: 'registration', visitor, arrivals }));
    }),
  ];
}

const inOrder = (hosts: readonly Host[]) => hosts.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const only = ({ id, name }: { id: string; name: string }) => ({ id, name });
