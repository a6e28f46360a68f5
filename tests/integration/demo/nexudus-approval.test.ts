import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const REQUESTED = 2;
const REJECTED = 3;
const asking = { ...walkIn, HostApprovalStatus: REQUESTED };
/** As {@link asking}, for a host. */
const askingFor = (index: number) => ({
  ...asking,
  CoworkerId: Number(open.demo.hosts[index]?.id),
});
const stored = () => open.demo.visitors[0] ?? expect.fail('nobody is there');

describe('Nexudus demo: the host’s approval', () => {
  it.each([REQUESTED, REJECTED])('lets nobody in at once with status %i', async (status) => {
    open = await openNexudus();
    const more = { HostApprovalStatus: status, CheckInNow: true, Arrived: true };
    expect((await open.post({ ...walkIn, ...more })).status).toBe(200);
    expect(stored()).toMatchObject({ Arrived: false, ArrivalDate: null, CheckedInAt: null });
  });

  it.each([REQUESTED, REJECTED])('refuses to check in with status %i', async (status) => {
    open = await openNexudus();
    await open.post({ ...walkIn, HostApprovalStatus: status });
    // Nobody can approve of themselves on the way.
    for (const sent of [status, 1, 5]) {
      const answer = await open.put({ ...stored(), Arrived: true, HostApprovalStatus: sent });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        {
          Message: expect.stringMatching(/^Arrived: /),
          Errors: [{ PropertyName: 'Arrived', AttemptedValue: true }],
          WasSuccessful: false,
        },
      ]);
    }
    expect(stored()).toMatchObject({ Arrived: false, HostApprovalStatus: status });
  });

  it('takes other changes meanwhile', async () => {
    open = await openNexudus();
    await open.post(asking);
    expect((await open.put({ ...stored(), CompanyName: 'Analytical Engines' })).status).toBe(200);
  });

  it.each([
    ['hold', 4, 200],
    ['come-up', 5, 200],
    ['reject', 3, 400],
  ] as const)('hears the host say %s', async (decision, status, answered) => {
    open = await openNexudus();
    await open.post(askingFor(0));
    open.clock.now += 60_000;
    const decided = open.demo.decide(stored().Id, decision);
    expect(decided).toMatchObject({
      HostApprovalStatus: status,
      UpdatedOn: '2026-03-02T09:31:15Z',
      Arrived: false,
    });
    expect(await open.visitor(decided.Id)).toEqual(decided);
    expect((await open.put({ ...decided, Arrived: true })).status).toBe(answered);
  });

  it('lets somebody leave who was rejected when they were in', async () => {
    open = await openNexudus();
    await open.post({ ...walkIn, CheckInNow: true });
    const rejected = open.demo.decide(stored().Id, 'reject');
    const left = { ...rejected, DepartureDate: '2026-03-02T10:00:00' };
    expect((await open.put(left)).status).toBe(200);
  });

  it('knows no decision about nobody', async () => {
    open = await openNexudus();
    expect(() => open.demo.decide(1, 'hold')).toThrow('no Visitor 1');
  });

  it('lets hosts answer after a while where it is told to, seen with the lag', async () => {
    open = await openNexudus({ answersAfterMs: 5000, readLagMs: 1000 });
    await open.post(askingFor(0));
    await open.post({ ...walkIn, FullName: 'Not asked for' });
    await open.post(asking);
    const status = async () => (await open.visitor(stored().Id)).HostApprovalStatus;
    open.clock.now += 4999;
    expect(await status()).toBe(2);
    open.clock.now += 1;
    expect(stored().HostApprovalStatus).toBe(4);
    expect(await status()).toBe(2);
    open.clock.now += 1000;
    expect(await open.visitor(stored().Id)).toMatchObject({
      HostApprovalStatus: 4,
      UpdatedOn: '2026-03-02T09:30:20Z',
    });
    // The last has no host who could answer.
    expect(open.demo.visitors.map((one) => one.HostApprovalStatus)).toEqual([4, 1, 2]);
  });

  it('counts from the request, whatever else is changed, and does not overrule a host', async () => {
    open = await openNexudus({ answersAfterMs: 5000 });
    await open.post(askingFor(0));
    await open.post({ ...askingFor(1), FullName: 'Grace Hopper' });
    open.clock.now += 3000;
    await open.put({ ...stored(), CompanyName: 'Analytical Engines' });
    const [, second] = open.demo.visitors;
    open.demo.decide(second?.Id ?? 0, 'reject');
    open.clock.now += 2000;
    const statuses = open.demo.visitors.map(({ HostApprovalStatus }) => HostApprovalStatus);
    expect(statuses).toEqual([4, 3]);
    expect(stored().CompanyName).toBe('Analytical Engines');
  });

  it('has no host answer by itself otherwise', async () => {
    open = await openNexudus();
    await open.post(askingFor(0));
    open.clock.now += 24 * 3_600_000;
    expect(stored().HostApprovalStatus).toBe(2);
  });
});
