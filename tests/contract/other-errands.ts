import assert from 'node:assert/strict';
import { byName, deliver, find, is, settle, settlesAlike } from './carry.ts';
import { type Context, dispatchOf, NotPossible } from './context.ts';
import { type Scenario, takes } from './scenario.ts';

const DAY = 24 * 3600_000;

/** Registers one guest for the days to come, in as many sendings as it takes, and finds them on each. */
async function registers(context: Context, days: number): Promise<void> {
  const { provider, now } = context;
  const { id, name } = await context.host();
  const visitor = context.guest();
  const all = Array.from({ length: days }, (_, index) => now() + (index + 1) * DAY);
  for (let from = 0; from < days; from += provider.arrivalsAtOnce) {
    const arrivals = all
      .slice(from, from + provider.arrivalsAtOnce)
      .map((at) => new Date(at).toISOString());
    const registration = await deliver(
      context,
      dispatchOf(
        context,
        { kind: 'registration', visitor, host: { kind: 'chosen', id, name }, arrivals },
        { hostId: id },
      ),
    );
    // Of several records of one registration the receipt may be that of any.
    is(await settle(context, registration), 'found');
  }
  if (!provider.find) return;
  const who = byName(visitor);
  for (const at of all) is(await find(context, 'check-in', who, at), 'found');
  is(await find(context, 'check-in', who), 'nobody');
}

/** Everything else that a visitor, or reception, may hand over. */
export const otherErrands: readonly Scenario[] = [
  {
    name: 'takes a walk-in for a booking, and links the two',
    writes: true,
    offered: (provider) =>
      takes('walk-in', 'booking-link')(provider) && provider.bookings !== undefined,
    async run(context) {
      const booking = (await context.provider.bookings?.(context.now()))?.[0];
      if (!booking) throw new NotPossible('it takes a booking of today');
      const { id, name } = booking.host;
      const walkIn = await deliver(
        context,
        dispatchOf(
          context,
          {
            kind: 'walk-in',
            visitor: context.guest(),
            host: { kind: 'chosen', id, name },
            booking: booking.id,
          },
          { hostId: id },
        ),
      );
      const link = dispatchOf(
        context,
        { kind: 'booking-link', booking: booking.id },
        { after: walkIn.receipt },
      );
      is(await settle(context, { dispatch: link, at: context.now() }), 'absent');
      await settlesAlike(context, await deliver(context, link));
    },
  },
  {
    name: 'takes the details of somebody who has no host',
    writes: true,
    offered: takes('contact'),
    async run(context) {
      const contact = dispatchOf(context, { kind: 'contact', visitor: context.guest() });
      await settlesAlike(context, await deliver(context, contact));
    },
  },
  {
    name: 'takes a call for reception, and tells two of them apart',
    writes: true,
    offered: takes('call'),
    async run(context) {
      const callOf = () => dispatchOf(context, { kind: 'call', name: 'Vestibule Test' });
      const first = await deliver(context, callOf());
      const second = await deliver(context, callOf());
      assert.notEqual(first.receipt, second.receipt);
      await settlesAlike(context, first);
      await settlesAlike(context, second);
    },
  },
  {
    name: 'registers somebody who will come tomorrow',
    writes: true,
    offered: takes('registration'),
    run: (context) => registers(context, 1),
  },
  {
    name: 'registers somebody who will come on several days',
    writes: true,
    offered: takes('registration'),
    run: (context) => registers(context, 3),
  },
];
