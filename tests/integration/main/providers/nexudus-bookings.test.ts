import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import type { BookingRecord } from '../../../../src/demo/nexudus/bookings.ts';
import { arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';
import {
  errandOf,
  lostAnswers,
  lostRequests,
  operationOf,
  sent,
  walkIns,
} from './nexudus-operations.ts';

const BOOKINGS = '/api/spaces/bookings';
const LINKS = '/api/spaces/bookingvisitors';

describe('the bookings of today', () => {
  it('are those that somebody can be visited at, with room, host and time', async () => {
    const { clock, demo, provider, session } = await nexudusKiosk();
    const calls = vi.spyOn(session, 'call');
    const bookings = await provider.bookings(clock.now());
    expect(calls.mock.calls.map(([{ traffic }]) => traffic)).toEqual(['background']);
    const expected = demo.bookings.filter(({ CoworkerId }) => CoworkerId !== null);
    expect(expected.length).toBeLessThan(demo.bookings.length);
    expect(bookings).toEqual(expected.map(shown));
    expect(bookings.filter(({ tentative }) => tentative)).toHaveLength(2);
    const { query } = lastRequest(demo, 'GET', BOOKINGS);
    expect(query).toMatchObject({
      Booking_Resource_Business: '1234',
      from_Booking_ToTime: '2026-03-02T00:00',
      to_Booking_FromTime: '2026-03-03T00:00',
    });
  });

  it.each(['Pacific/Auckland', 'America/St_Johns', 'Asia/Kathmandu'])(
    'are those that overlap the day of the site (%s)',
    async (timeZone) => {
      const { demo, provider } = await nexudusKiosk({}, { timeZone });
      const day = Temporal.PlainDate.from('2026-03-02').toZonedDateTime(timeZone);
      const [from, to] = [day, day.add({ days: 1 })].map((at) => at.epochMilliseconds) as [
        number,
        number,
      ];
      const coworkerId = Number(demo.hosts[5]?.id);
      const minute = 60_000;
      const made = (
        [
          [from - 60 * minute, from],
          [from - 60 * minute, from + minute],
          [from + 600 * minute, from + 660 * minute],
          [to - minute, to + 60 * minute],
          [to, to + 60 * minute],
        ] as const
      ).map(([begin, end]) => demo.book({ room: 'Crow’s Nest', from: begin, to: end, coworkerId }));
      const bookings = await provider.bookings(day.add({ hours: 12 }).epochMilliseconds);
      const ours = bookings.filter(({ room }) => room === 'Crow’s Nest');
      expect(ours).toEqual(made.slice(1, 4).map(shown));
    },
  );

  it('come page by page, and leave out what cannot be read', async () => {
    const { clock, demo, lines, provider } = await nexudusKiosk();
    const row = {
      Id: 7,
      ResourceName: ' Attic ',
      CoworkerId: 8,
      CoworkerFullName: 'Ana',
      CoworkerCompanyName: ' ',
      FromTime: '2026-03-02T10:00:00',
      ToTime: '2026-03-02T11:00:00',
      Tentative: null,
      CoworkerMobilePhone: '+351210000000',
    };
    const rows = [
      row,
      { ...row, Id: 8, CoworkerId: 0 },
      { Id: 9, ResourceName: 'Attic' },
      { ...row, Id: 10, FromTime: 7 },
      { ...row, Id: 11, ResourceName: null },
      null,
      'x',
    ];
    const page = (Records: unknown[], HasNextPage: boolean) =>
      demo.faults.next({
        match: { method: 'GET', path: BOOKINGS },
        do: { kind: 'status', status: 200, body: JSON.stringify({ Records, HasNextPage }) },
      });
    page(rows, true);
    page([{ ...row, Id: 12 }], false);
    const shownRow = {
      id: '7',
      room: 'Attic',
      host: { id: '8', name: 'Ana' },
      from: '2026-03-02T10:00:00.000Z',
      to: '2026-03-02T11:00:00.000Z',
      tentative: false,
    };
    expect(await provider.bookings(clock.now())).toEqual([shownRow, { ...shownRow, id: '12' }]);
    expect(lines).toContainEqual({ event: 'bookings unreadable', rows: 5 });
    for (let number = 0; number < 20; number += 1) page([row], true);
    expect(await provider.bookings(clock.now())).toHaveLength(20);
    expect(lines).toContainEqual({ event: 'bookings too many', read: 20 });
    expect(demo.faults.pending).toBe(0);
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'failing'],
    [{ kind: 'html' }, 'failing'],
    [{ kind: 'empty' }, 'failing'],
    [{ kind: 'truncated' }, 'failing'],
    [{ kind: 'drop' }, 'offline'],
    [{ kind: 'throttle', status: 409, retryAfter: 9 }, 'throttled'],
  ] as const)('are not there after %j', async (fault, kind) => {
    const { clock, demo, provider } = await nexudusKiosk();
    demo.faults.next({ match: { method: 'GET' }, do: fault });
    await expect(provider.bookings(clock.now())).rejects.toMatchObject({ setback: { kind } });
  });
});

/** A visitor who is there, and a booking that they may come for. */
async function guest(options: Parameters<typeof nexudusKiosk>[0] = {}) {
  const kiosk = await nexudusKiosk(options);
  const came = await walkIns(kiosk.provider).send(dispatchOf(arrivalOf()));
  const after = 'receipt' in came ? came.receipt : '';
  const booking = kiosk.demo.bookings.find(({ CoworkerId }) => CoworkerId !== null);
  const dispatch = errandOf({ kind: 'booking-link', booking: String(booking?.Id) }, { after });
  return { ...kiosk, after, dispatch, links: operationOf(kiosk.provider, 'booking-link') };
}

describe('a visitor of a booking', () => {
  it('is the one of the entry before', async () => {
    const { after, demo, dispatch, links } = await guest();
    const delivery = await links.send(dispatch);
    expect(delivery).toEqual({
      kind: 'delivered',
      receipt: String(demo.bookingVisitors[0]?.Id),
    });
    expect(lastRequest(demo, 'POST', LINKS).body).toEqual({
      BookingId: Number(dispatch.errand.booking),
      VisitorId: Number(after),
    });
  });

  it('is nobody without an entry before, or where either is no number', async () => {
    const { demo, dispatch, links } = await guest();
    const { after: _, ...alone } = dispatch;
    for (const one of [
      alone,
      { ...dispatch, after: 'x' },
      { ...dispatch, errand: { ...dispatch.errand, booking: 'b-1' } },
    ]) {
      expect(await links.send(one)).toMatchObject({ kind: 'refused' });
      expect(await links.settle(one, sent(0))).toEqual({ kind: 'absent' });
    }
    expect(requestCount(demo, 'POST', LINKS)).toBe(0);
  });

  it('is refused where the booking is nobody’s, with the field', async () => {
    const { demo, dispatch, links } = await guest();
    const own = demo.bookings.find(({ CoworkerId }) => CoworkerId === null);
    const errand = { ...dispatch.errand, booking: String(own?.Id) };
    expect(await links.send({ ...dispatch, errand })).toEqual({
      kind: 'refused',
      message: 'BookingId: must belong to a customer',
      fields: [{ field: 'BookingId', message: 'must belong to a customer' }],
    });
  });

  it.each(lostAnswers)('is found again after %j', async (fault) => {
    const { clock, demo, dispatch, links } = await guest();
    demo.faults.next({ match: { method: 'POST', path: LINKS }, do: fault });
    expect(await links.send(dispatch)).toMatchObject({ kind: 'unsettled' });
    expect(await links.settle(dispatch, sent(clock.now()))).toEqual({
      kind: 'found',
      receipt: String(demo.bookingVisitors[0]?.Id),
    });
    const other = { ...dispatch, after: String(Number(dispatch.after) + 1) };
    expect(await links.settle(other, sent(clock.now()))).toEqual({ kind: 'absent' });
  });

  it.each(lostRequests)('is not there after %j', async (fault) => {
    const { clock, demo, dispatch, links } = await guest();
    demo.faults.next({ match: { method: 'POST', path: LINKS }, do: fault });
    expect(await links.send(dispatch)).toMatchObject({ kind: 'unsettled' });
    expect(await links.settle(dispatch, sent(clock.now()))).toEqual({ kind: 'absent' });
  });

  it('is not seen before the provider shows it', async () => {
    const { clock, demo, dispatch, links } = await guest({ readLagMs: 1_000 });
    demo.faults.next({ match: { method: 'POST', path: LINKS }, do: { kind: 'commit-then-drop' } });
    await links.send(dispatch);
    expect(await links.settle(dispatch, sent(clock.now()))).toEqual({ kind: 'absent' });
    await clock.advance(1_000);
    expect(await links.settle(dispatch, sent(clock.now()))).toMatchObject({ kind: 'found' });
  });

  it('is compared here where filters are passed over, and left to a person where that is too much', async () => {
    const { demo, dispatch, links } = await guest();
    const [BookingId, VisitorId] = [Number(dispatch.errand.booking), Number(dispatch.after)];
    const page = (Records: unknown[], HasNextPage: boolean) =>
      demo.faults.next({
        match: { method: 'GET', path: LINKS },
        do: { kind: 'status', status: 200, body: JSON.stringify({ Records, HasNextPage }) },
      });
    const others = [{ Id: 1, BookingId, VisitorId: 2 }, { Id: 2, BookingId: 3, VisitorId }, 7];
    page(others, true);
    page([...others, { Id: 5, BookingId, VisitorId }], false);
    expect(await links.settle(dispatch, sent(0))).toEqual({ kind: 'found', receipt: '5' });
    for (let number = 0; number < 20; number += 1) page(others, true);
    expect(await links.settle(dispatch, sent(0))).toMatchObject({ kind: 'ambiguous' });
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'empty' } });
    expect(await links.settle(dispatch, sent(0))).toMatchObject({ kind: 'unreadable' });
  });
});

function shown(record: BookingRecord) {
  const company = record.CoworkerCompanyName;
  return {
    id: String(record.Id),
    room: record.ResourceName,
    host: {
      id: String(record.CoworkerId),
      name: record.CoworkerFullName,
      ...(company === null ? {} : { company }),
    },
    from: record.FromTime.replace('Z', '.000Z'),
    to: record.ToTime.replace('Z', '.000Z'),
    tentative: record.Tentative,
  };
}
