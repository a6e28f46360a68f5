import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const today = 'from_Booking_FromTime=2026-03-02T00:00&to_Booking_FromTime=2026-03-02T23:59';

describe('Nexudus demo: bookings', () => {
  it('has a plausible day of them, and the days around it', async () => {
    open = await openNexudus();
    const { bookings } = open.demo;
    expect(bookings).toHaveLength(12);
    expect(bookings.map(({ FromTime }) => FromTime)).toEqual(
      bookings.map(({ FromTime }) => FromTime).toSorted(),
    );
    expect(new Set(bookings.map(({ ResourceName }) => ResourceName)).size).toBe(5);
    expect(bookings.filter(({ Tentative }) => Tentative)).toHaveLength(2);
    expect(bookings.filter(({ CoworkerId }) => CoworkerId === null)).toHaveLength(1);
    const hosts = new Set(open.demo.hosts.map(({ id }) => Number(id)));
    const of = bookings.flatMap(({ CoworkerId }) => CoworkerId ?? []);
    expect(of.every((id) => hosts.has(id))).toBe(true);
    expect(new Set(of).size).toBeGreaterThan(5);
    for (const one of bookings)
      for (const other of bookings)
        if (one !== other && one.ResourceId === other.ResourceId)
          expect(one.ToTime <= other.FromTime || other.ToTime <= one.FromTime).toBe(true);
    expect(await open.list('/api/spaces/bookings')).toMatchObject({
      TotalItems: 36,
      CurrentPageSize: 25,
      CurrentOrderField: 'FromTime',
      HasNextPage: true,
    });
  });

  it('gives a booking of a host by name, with times that only seem to be UTC beside those that are', async () => {
    // Lisbon is an hour ahead in summer.
    open = await openNexudus({ now: () => Date.parse('2026-07-01T23:30:00Z') });
    const maya = open.demo.bookings.find(
      ({ CoworkerFullName }) => CoworkerFullName === 'Maya Okafor',
    );
    expect(maya).toMatchObject({
      ResourceName: 'Lighthouse',
      ResourceResourceTypeName: 'Meeting room',
      CoworkerId: Number(open.demo.hosts[0]?.id),
      CoworkerCompanyName: 'Tidewater Studio',
      FromTime: '2026-07-02T08:30:00Z',
      ToTime: '2026-07-02T10:00:00Z',
      FromTimeLocal: '2026-07-02T09:30:00Z',
      ToTimeLocal: '2026-07-02T11:00:00Z',
      Tentative: false,
      Online: true,
      BookingNumber: expect.any(Number),
      Notes: 'Projector, please',
    });
    expect(maya).not.toHaveProperty('CoworkerEmail');
    const read = await open.get(`/api/spaces/bookings/${maya?.Id}`);
    expect(await read.json()).toEqual(maya);
    expect((await open.get('/api/spaces/bookings/1')).status).toBe(404);
    const { Records } = await open.list(
      `/api/spaces/bookings?Booking_Coworker=${maya?.CoworkerId}`,
    );
    expect(Records.length).toBeGreaterThanOrEqual(3);
    expect(Records[0]).not.toHaveProperty('Notes');
  });

  it('narrows the list', async () => {
    open = await openNexudus();
    const { bookings } = open.demo;
    const ids = async (query: string) =>
      (await open.list(`/api/spaces/bookings?size=100&${query}`)).Records.map(({ Id }) => Id);
    const idsOf = (kept: typeof bookings) => kept.map(({ Id }) => Id).toSorted();
    expect((await ids(today)).toSorted()).toEqual(idsOf(bookings));
    expect((await ids(`${today}&Booking_Tentative=true`)).toSorted()).toEqual(
      idsOf(bookings.filter(({ Tentative }) => Tentative)),
    );
    const { ResourceId } = bookings[0] ?? expect.fail();
    expect((await ids(`${today}&Booking_Resource=${ResourceId}`)).toSorted()).toEqual(
      idsOf(bookings.filter((one) => one.ResourceId === ResourceId)),
    );
    const range = 'from_Booking_ToTime=2026-03-02T12:00&to_Booking_ToTime=2026-03-02T15:00:00Z';
    expect((await ids(range)).toSorted()).toEqual(
      idsOf(
        bookings.filter(
          ({ ToTime }) => ToTime >= '2026-03-02T12' && ToTime <= '2026-03-02T15:00:00Z',
        ),
      ),
    );
    expect(await ids('Booking_Tentative=maybe')).toEqual([]);
    expect(await ids('Booking_Shoes=brown')).toHaveLength(36);
    expect((await open.get('/api/spaces/bookings?to_Booking_ToTime=noon')).status).toBe(400);
  });

  it('makes the same ones in every run, and goes on with the day', async () => {
    open = await openNexudus();
    const first = open.demo.bookings;
    const again = await openNexudus();
    expect(again.demo.bookings).toEqual(first);
    await again.demo.stop();
    open.clock.now += 24 * 3_600_000;
    const next = open.demo.bookings;
    expect(next).toHaveLength(12);
    expect(next.every(({ FromTime }) => FromTime.startsWith('2026-03-03'))).toBe(true);
    expect((await open.list('/api/spaces/bookings')).TotalItems).toBe(48);
  });

  it('takes one more', async () => {
    open = await openNexudus();
    const coworkerId = Number(open.demo.hosts[1]?.id);
    const from = open.clock.now;
    const booking = open.demo.book({ room: 'Crow’s Nest', from, to: from + 60_000, coworkerId });
    expect(open.demo.bookings).toContainEqual(booking);
    expect(booking).toMatchObject({ CoworkerId: coworkerId, FromTime: '2026-03-02T09:30:15Z' });
    expect((await open.get(`/api/spaces/bookings/${booking.Id}`)).status).toBe(200);
    expect(() => open.demo.book({ room: 'Sail Loft', from, to: from, coworkerId: 1 })).toThrow();
  });

  it.each([
    ['Booking-List', '/api/spaces/bookings'],
    ['Booking-Read', '/api/spaces/bookings/1'],
    ['BookingVisitor-List', '/api/spaces/bookingvisitors'],
    ['BookingVisitor-Read', '/api/spaces/bookingvisitors/1'],
  ] as const)('wants the role %s', async (role, path) => {
    open = await openNexudus();
    open.demo.roles.delete(role);
    expect((await open.get(path)).status).toBe(401);
  });
});

describe('Nexudus demo: visitors of bookings', () => {
  const path = '/api/spaces/bookingvisitors';
  const link = (body: unknown) => open.send('POST', path, body);

  async function ids() {
    await open.post({ ...walkIn, PhoneNumber: '+351912345678' });
    const booking = open.demo.bookings.find(({ CoworkerId }) => CoworkerId !== null);
    return { BookingId: booking?.Id ?? 0, VisitorId: open.demo.visitors.at(-1)?.Id ?? 0 };
  }

  it('links a visitor to a booking, and answers as to any creation', async () => {
    open = await openNexudus();
    const both = await ids();
    const answer = await link(both);
    const [stored] = open.demo.bookingVisitors;
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        Status: 200,
        Message: 'BookingVisitor was successfully created.',
        Value: { Id: stored?.Id },
        WasSuccessful: true,
      },
    ]);
    expect(stored).toMatchObject({
      ...both,
      VisitorFullName: 'Ada Lovelace',
      VisitorEmail: 'ada@guests.example',
      VisitorPhoneNumber: '+351912345678',
      VisitorCompanyName: null,
    });
    expect(await (await open.get(`${path}/${stored?.Id}`)).json()).toEqual(stored);
    expect((await open.get(`${path}/1`)).status).toBe(404);
  });

  it('does not notice that they are linked already', async () => {
    open = await openNexudus();
    const both = await ids();
    await link(both);
    await link(both);
    expect(open.demo.bookingVisitors).toHaveLength(2);
  });

  it('lists by booking and by visitor', async () => {
    open = await openNexudus();
    const [one, two] = [await ids(), await ids()];
    await link(one);
    await link(two);
    const count = async (query: string) => (await open.list(`${path}?${query}`)).TotalItems;
    expect(await count(`BookingVisitor_Booking=${one.BookingId}`)).toBe(2);
    expect(await count(`BookingVisitor_Visitor=${two.VisitorId}`)).toBe(1);
    expect(await count(`BookingVisitor_Booking=1&BookingVisitor_Visitor=${two.VisitorId}`)).toBe(0);
  });

  it('refuses what is missing, what it does not know, and a booking of no customer', async () => {
    open = await openNexudus();
    const both = await ids();
    const { Id: internal } =
      open.demo.bookings.find(({ CoworkerId }) => CoworkerId === null) ?? expect.fail();
    for (const [body, message] of [
      [{}, 'BookingId: is a required field, VisitorId: is a required field'],
      [{ BookingId: 1, VisitorId: 2 }, 'BookingId: does not exist, VisitorId: does not exist'],
      [{ ...both, BookingId: internal }, 'BookingId: must belong to a customer'],
      [{ ...both, VisitorId: 'her' }, 'VisitorId: is not a valid number'],
    ]) {
      const answer = await link(body);
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { Message: message, Value: null, WasSuccessful: false },
      ]);
    }
    open.demo.roles.delete('BookingVisitor-Create');
    expect((await link(both)).status).toBe(401);
    expect(open.demo.bookingVisitors).toEqual([]);
  });

  it('takes a visitor who cannot be read yet, and shows the link only when the lag is over', async () => {
    open = await openNexudus({ readLagMs: 1000 });
    expect((await link(await ids())).status).toBe(200);
    open.clock.now += 999;
    expect((await open.list(path)).TotalItems).toBe(0);
    expect(open.demo.bookingVisitors).toHaveLength(1);
    open.clock.now += 1;
    expect((await open.list(path)).TotalItems).toBe(1);
  });
});
