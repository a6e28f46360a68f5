import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const ana = { fullName: 'Ana Sequeira', email: 'ana@guests.example' };

describe('Nexudus demo: expected visitors', () => {
  it('registers somebody as an administrator does, with something in every field', async () => {
    open = await openNexudus({ readLagMs: 1000 });
    const [host] = open.demo.hosts;
    const record = open.demo.expect({ ...ana, coworkerId: Number(host?.id) });
    expect(record).toMatchObject({
      BusinessId: open.demo.provider.businessId,
      FullName: 'Ana Sequeira',
      Email: 'ana@guests.example',
      CoworkerFullName: host?.name,
      VisitorSource: 1,
      HostApprovalStatus: 1,
      Arrived: false,
      VisitorCode: expect.stringMatching(/^\d{6}$/),
      ExpectedArrival: '2026-03-02T10:30:15Z',
      Notes: expect.stringMatching(/./),
      CustomerNotes: expect.stringMatching(/./),
      PhoneNumber: expect.stringMatching(/./),
      SystemId: expect.stringMatching(/./),
      CustomFields: { Badge: 'blue' },
      LocalizationDetails: null,
    });
    expect(await open.visitor(record.Id)).toEqual(record);
    const [row] = (await open.list('/api/spaces/visitors')).Records;
    expect(row).toMatchObject({ Id: record.Id });
    expect(row).not.toHaveProperty('CustomFields');
  });

  it('takes a time, a code and a company, and expects nobody later than today unless told', async () => {
    open = await openNexudus();
    const at = open.clock.now + 48 * 3_600_000;
    expect(open.demo.expect({ ...ana, at, code: '012345', companyName: 'Dory' })).toMatchObject({
      ExpectedArrival: '2026-03-04T09:30:15Z',
      VisitorCode: '012345',
      CompanyName: 'Dory',
      CoworkerId: null,
    });
    // 23:45 in Lisbon, in summer.
    open.clock.now = Date.parse('2026-07-02T22:45:00Z');
    expect(open.demo.expect(ana).ExpectedArrival).toBe('2026-07-02T22:59:00Z');
  });

  it('expects nobody for a host whom it does not know', async () => {
    open = await openNexudus();
    expect(() => open.demo.expect({ ...ana, coworkerId: 1 })).toThrow('CoworkerId: does not exist');
    expect(open.demo.visitors).toEqual([]);
  });

  it('is empty unless it is furnished', async () => {
    open = await openNexudus();
    expect(open.demo.visitors).toEqual([]);
  });

  it('is furnished with three who are expected today, a meeting that begins soon, and hosts who answer', async () => {
    open = await openNexudus({ furnished: true });
    const { Records } = await open.list('/api/spaces/visitors');
    expect(Records.map(({ VisitorCode }) => VisitorCode)).toEqual(['012345', '204060', '318822']);
    for (const row of Records) {
      expect(row.ExpectedArrival).toMatch(/^2026-03-02T/);
      expect(row.CoworkerId).toEqual(expect.any(Number));
    }
    expect(open.demo.bookings).toContainEqual(
      expect.objectContaining({
        CoworkerFullName: 'Maya Okafor',
        FromTime: '2026-03-02T10:00:00Z',
        ToTime: '2026-03-02T11:00:00Z',
      }),
    );
    const CoworkerId = Number(open.demo.hosts[0]?.id);
    await open.post({ ...walkIn, HostApprovalStatus: 2, CoworkerId });
    open.clock.now += 10_000;
    expect(open.demo.visitors.at(-1)?.HostApprovalStatus).toBe(4);
  });

  it('is furnished at any hour, and without hosts', async () => {
    for (const now of ['2026-07-02T22:59:59Z', '2026-07-02T23:00:00Z'].map(Date.parse)) {
      open = await openNexudus({ furnished: true, hosts: 0, now: () => now });
      const today = new Date(now + 3_600_000).toISOString().slice(0, 10);
      for (const { ExpectedArrival } of open.demo.visitors)
        expect(new Date(Date.parse(ExpectedArrival) + 3_600_000).toISOString()).toContain(today);
      expect(open.demo.visitors).toHaveLength(3);
      expect(open.demo.bookings).toHaveLength(13);
      await open.demo.stop();
    }
  });
});
