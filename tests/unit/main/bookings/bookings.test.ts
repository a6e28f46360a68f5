import { describe, expect, it, onTestFinished } from 'vitest';
import { Bookings } from '../../../../src/main/bookings/bookings.ts';
import { type Contact, SetbackError } from '../../../../src/main/providers/provider.ts';
import { Backoff } from '../../../../src/main/retry/backoff.ts';
import { dayOf } from '../../../../src/main/time/site-day.ts';
import type { KnownBooking } from '../../../../src/shared/domain/booking.ts';
import { logLines } from '../../../support/log-lines.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const zone = 'Europe/Lisbon';

function booking(id: string, from: string, to: string, more: Partial<KnownBooking> = {}) {
  return {
    id,
    room: 'Lighthouse',
    host: { id: '7', name: 'Maya Okafor' },
    from: `2026-03-02T${from}:00.000Z`,
    to: `2026-03-02T${to}:00.000Z`,
    tentative: false,
    ...more,
  };
}

/** Bookings at 09:30:15, fetched from what a test puts there; an error is thrown instead. */
async function world(...there: (KnownBooking[] | Error)[]) {
  const clock = new VirtualClock();
  const { log, lines } = logLines();
  const contacts: Contact[] = [];
  let fetches = 0;
  const bookings = new Bookings({
    async fetch() {
      fetches += 1;
      const next = there.length > 1 ? there.shift() : there[0];
      if (next instanceof Error) throw next;
      return next ?? [];
    },
    dayOf: (instant) => dayOf(instant, zone),
    clock,
    log,
    backoff: new Backoff(clock, () => 0.5),
    onContact: (contact) => contacts.push(contact),
  });
  onTestFinished(() => bookings.stop());
  bookings.start();
  await clock.advance(0);
  const ids = async (typed: string) => (await bookings.search(typed))?.map(({ id }) => id);
  return { bookings, clock, contacts, fetches: () => fetches, ids, lines };
}

const offline = () => new SetbackError({ kind: 'offline', reason: 'no line' });

describe('today’s bookings', () => {
  it('are found by host or room, the next one first, and never listed', async () => {
    const { ids } = await world([
      booking('late', '15:00', '16:00'),
      booking('soon', '09:45', '10:30', { room: 'Sail Loft', host: { id: '8', name: 'Zoë Łuk' } }),
      booking('next', '10:00', '11:00'),
    ]);
    expect(await ids('maya')).toEqual(['next', 'late']);
    expect(await ids('oka may')).toEqual(['next', 'late']);
    expect(await ids('lighth')).toEqual(['next', 'late']);
    expect(await ids('zoe luk')).toEqual(['soon']);
    expect(await ids('loft')).toEqual(['soon']);
    expect(await ids('maya loft')).toEqual([]);
    expect(await ids('ma')).toEqual([]);
    expect(await ids('')).toEqual([]);
  });

  it('are no more than five', async () => {
    const hours = ['10', '11', '12', '13', '14', '15', '16'];
    const { ids } = await world(hours.map((hour) => booking(hour, `${hour}:00`, `${hour}:30`)));
    expect(await ids('maya')).toEqual(['10', '11', '12', '13', '14']);
  });

  it('are without those that are over, and those that nobody has approved', async () => {
    const { ids } = await world([
      booking('over', '09:00', '09:30'),
      booking('under way', '09:00', '09:31'),
      booking('tentative', '10:00', '11:00', { tentative: true }),
    ]);
    expect(await ids('maya')).toEqual(['under way']);
  });

  it('say nothing more of a booking than a visitor needs', async () => {
    const { bookings } = await world([booking('a', '10:00', '11:00')]);
    expect(await bookings.search('maya')).toEqual([
      {
        id: 'a',
        room: 'Lighthouse',
        host: { id: '7', name: 'Maya Okafor' },
        from: '2026-03-02T10:00:00.000Z',
        to: '2026-03-02T11:00:00.000Z',
      },
    ]);
  });

  it('are not known before they have come, and not the next day either', async () => {
    const { bookings, clock, ids } = await world(offline(), [booking('a', '10:00', '11:00')]);
    expect(await ids('maya')).toBeUndefined();
    bookings.refreshIfDue();
    await clock.advance(0);
    expect(await ids('maya')).toEqual(['a']);
    bookings.stop();
    clock.set(Date.parse('2026-03-03T00:00:00.000Z'));
    expect(await ids('maya')).toBeUndefined();
  });

  it('are kept while the line is down, and fetched again every five minutes', async () => {
    const { clock, contacts, fetches, ids, lines } = await world(
      [booking('a', '10:00', '11:00')],
      offline(),
      [booking('b', '10:00', '11:00')],
    );
    await clock.advance(300_000);
    expect(fetches()).toBe(2);
    expect(await ids('maya')).toEqual(['a']);
    await clock.advance(60_000);
    expect(await ids('maya')).toEqual(['b']);
    expect(contacts.map(({ kind }) => kind)).toEqual(['answered', 'offline', 'answered']);
    expect(lines).toContainEqual({ event: 'bookings not fetched', setback: 'offline' });
  });

  it('slow down who reads the day out', async () => {
    const { bookings, clock } = await world([]);
    for (let times = 0; times < 60; times += 1) await bookings.search('maya');
    let answered = false;
    void bookings.search('maya').then(() => {
      answered = true;
    });
    await clock.advance(999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect(answered).toBe(true);
  });
});
