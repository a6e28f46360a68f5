import { afterEach, describe, expect, it } from 'vitest';
import { as, guest, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const VISITS = '/visitors/visits/v1';
const refused = (asked: Promise<Response>) => as(schema.responseError, 400, asked);

describe('Spacebring demo: codes', () => {
  it('check in and out, once each, in that order', async () => {
    open = await openSpacebring();
    const kept = open.demo.expect({ ...guest, code: '012345' });
    await refused(open.pass('checkout', '012345'));
    const into = await as(schema.oneVisit, 200, open.pass('checkin', '012345'));
    const { checkInRef } = into.visit;
    expect(into.visit).toEqual({ ...kept, checkInDate: '2026-03-02T09:30:15.400Z', checkInRef });
    expect(checkInRef).toBeDefined();
    await refused(open.pass('checkin', '012345'));
    open.clock.now += 60_000;
    const out = await as(schema.oneVisit, 200, open.pass('checkout', '012345'));
    expect(out.visit).toEqual({ ...into.visit, checkOutDate: '2026-03-02T09:31:15.400Z' });
    await refused(open.pass('checkout', '012345'));
    await refused(open.pass('checkin', '012345'));
    expect(open.demo.visits).toEqual([out.visit]);
  });

  it('are refused where no visit has them, and without their zero', async () => {
    open = await openSpacebring();
    open.demo.expect({ ...guest, code: '012345' });
    for (const code of ['654321', '12345', ' 012345', ''])
      for (const way of ['checkin', 'checkout'] as const) await refused(open.pass(way, code));
  });

  it('are good for the day of the visit in the location’s own zone', async () => {
    open = await openSpacebring();
    // In July Lisbon is an hour ahead of UTC.
    open.demo.expect({ ...guest, code: '318822', at: Date.parse('2026-07-01T12:00:00Z') });
    for (const [now, status] of [
      ['2026-06-30T22:59:59.999Z', 400],
      ['2026-06-30T23:00:00.000Z', 200],
      ['2026-07-01T23:00:00.000Z', 400],
      ['2026-07-01T22:59:59.999Z', 200],
    ] as const) {
      open.clock.now = Date.parse(now);
      const way = now.startsWith('2026-07') ? 'checkout' : 'checkin';
      expect([now, (await open.pass(way, '318822')).status]).toEqual([now, status]);
    }
  });

  it('open today’s visit where one of another day has the same', async () => {
    open = await openSpacebring();
    const code = '204060';
    open.demo.expect({ ...guest, code, at: open.clock.now - 86_400_000 });
    const today = open.demo.expect({ ...guest, code });
    open.demo.expect({ ...guest, code, at: open.clock.now + 86_400_000 });
    const { visit } = await as(schema.oneVisit, 200, open.pass('checkin', code));
    expect(visit.id).toBe(today.id);
  });

  it('are of no use once the visit is cancelled', async () => {
    open = await openSpacebring();
    const { id, code } = open.demo.expect(guest);
    await open.send('DELETE', `${VISITS}/${id}`, undefined, await open.bearer());
    await refused(open.pass('checkin', code));
    await refused(open.pass('checkout', code));
  });

  it('come in a flat body, with the location and nothing else', async () => {
    open = await openSpacebring();
    const { code } = open.demo.expect(guest);
    const { locationId, networkId } = open.demo.provider;
    const flat = { code, locationRef: locationId };
    for (const way of ['checkin', 'checkout'])
      for (const body of [
        { visit: flat },
        { code },
        { locationRef: locationId },
        { ...flat, code: Number(code) },
        { ...flat, locationRef: networkId },
        { ...flat, locationRef: 'here' },
        { ...flat, comment: 'late' },
        [flat],
        null,
      ])
        await refused(open.send('POST', `${VISITS}/${way}`, body));
    expect(open.demo.visits[0]?.checkInDate).toBeUndefined();
  });
});
