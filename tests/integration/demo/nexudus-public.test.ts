import { afterEach, describe, expect, it } from 'vitest';
import type { NexudusOptions } from '../../../src/demo/nexudus/server.ts';
import { openNexudus, type Pair } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const path = '/api/public/visitors';
const guest = {
  BusinessId: 1234,
  FullName: 'Ada Lovelace',
  Email: 'ada@guests.example',
  ExpectedArrival: '2026-07-02T10:00:00Z',
};

/** With a customer signed in, in summer, when Lisbon is an hour ahead. */
async function asCustomer(options: NexudusOptions = {}) {
  open = await openNexudus(options);
  open.clock.now = Date.parse('2026-07-02T09:00:00Z');
  const { username, password } = open.demo.customer;
  const answer = await open.token({ grant_type: 'password', username, password });
  const { access_token } = (await answer.json()) as Pair;
  const bearer = { authorization: `Bearer ${access_token}` };
  return {
    bearer,
    register: (body: unknown) => open.send('POST', path, body, bearer),
    get: (place: string) => open.get(place, bearer),
    mine: async (query = '?showUpcoming=true') =>
      (await (await open.get(`${path}/my${query}`, bearer)).json()) as Record<string, unknown>[],
  };
}

describe('Nexudus demo: the public API', () => {
  it('registers several at once, and says nothing of them', async () => {
    const customer = await asCustomer();
    const answer = await customer.register([
      { ...guest, CustomerNotes: 'Room 3', PhoneNumber: '+351912345678' },
      { ...guest, FullName: 'Grace Hopper', VisitorSource: 1, CoworkerId: 1, CheckInNow: true },
    ]);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const { coworkerId } = open.demo.customer;
    expect(coworkerId).toBe(Number(open.demo.hosts[0]?.id));
    expect(open.demo.visitors).toMatchObject([
      { FullName: 'Ada Lovelace', CustomerNotes: 'Room 3', PhoneNumber: '+351912345678' },
      { FullName: 'Grace Hopper', Arrived: false },
    ]);
    for (const record of open.demo.visitors)
      expect(record).toMatchObject({
        CoworkerId: coworkerId,
        VisitorSource: 3,
        HostApprovalStatus: 1,
        UpdatedBy: open.demo.customer.username,
      });
  });

  it.each([
    [[{ ...guest, Email: 'ada' }], 'Invalid Email Address'],
    [[guest, { ...guest, Email: 'ada@example.com' }], 'Invalid Email Address'],
    [[guest, { ...guest, Email: '' }], 'The e-mail address is not valid'],
    [[{ ...guest, Email: undefined }], 'The e-mail address is not valid'],
    [[{ ...guest, BusinessId: undefined }], 'BusinessId: is a required field'],
    [[{ ...guest, BusinessId: 1 }], 'BusinessId: does not exist'],
    [[{ ...guest, FullName: null }], 'FullName: is a required field'],
    [[guest, { ...guest, ExpectedArrival: undefined }], 'ExpectedArrival: is a required field'],
    [guest, 'An array of visitors is expected'],
  ])('refuses all for one, in bare words: %j', async (body, words) => {
    const customer = await asCustomer({ refuseExampleAddresses: true });
    const answer = await customer.register(body);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect([answer.status, await answer.text()]).toEqual([400, words]);
    expect(open.demo.visitors).toEqual([]);
  });

  it.each([path, `${path}/all`, `${path}/upcoming`])('cannot be read at %s', async (place) => {
    const customer = await asCustomer();
    expect((await customer.get(place)).status).toBe(405);
  });

  it('lists a customer’s own, by the clock on the wall beside UTC', async () => {
    const customer = await asCustomer();
    await customer.register([{ ...guest, CustomerNotes: 'Room 3' }]);
    open.demo.expect({ fullName: 'Of another', email: 'other@guests.example' });
    const [stored] = open.demo.visitors;
    expect(await customer.mine()).toEqual([
      {
        Id: stored?.Id,
        UniqueId: stored?.UniqueId,
        FullName: 'Ada Lovelace',
        Email: 'ada@guests.example',
        PhoneNumber: null,
        Notes: null,
        ExpectedArrival: '2026-07-02T11:00:00Z',
        UtcExpectedArrival: '2026-07-02T10:00:00Z',
        ArrivalDate: null,
        UtcArrivalDate: null,
        Arrived: false,
        CreatedOn: '2026-07-02T10:00:00Z',
        CreatedOnUtc: '2026-07-02T09:00:00Z',
        UpdatedOn: '2026-07-02T10:00:00Z',
        UpdatedOnUtc: '2026-07-02T09:00:00Z',
      },
    ]);
    const arrival = { Arrived: true, ArrivalDate: '2026-07-02T09:05:00' };
    await open.put({ ...stored, ...arrival });
    expect(await customer.mine()).toMatchObject([
      {
        Arrived: true,
        ArrivalDate: '2026-07-02T10:05:00Z',
        UtcArrivalDate: '2026-07-02T09:05:00Z',
      },
    ]);
  });

  it('counts today’s among those to come, and has the earlier ones where they are asked for', async () => {
    const customer = await asCustomer();
    const at = (ExpectedArrival: string) => ({ ...guest, ExpectedArrival });
    // 00:00 and 23:30 in Lisbon.
    await customer.register([at('2026-07-01T23:00:00'), at('2026-07-01T22:30:00')]);
    expect(await customer.mine()).toHaveLength(1);
    expect(await customer.mine('')).toHaveLength(2);
  });

  it('wraps the list where it is told to, and shows it with the lag', async () => {
    const customer = await asCustomer({ publicList: 'records', readLagMs: 1000 });
    await customer.register([guest]);
    expect(await customer.mine()).toMatchObject({ Records: [], TotalItems: 0 });
    open.clock.now += 1000;
    expect(await customer.mine()).toMatchObject({ Records: [{ FullName: 'Ada Lovelace' }] });
  });

  it('takes a customer’s token alone, and the admin API takes none of theirs', async () => {
    const customer = await asCustomer();
    expect((await customer.get('/api/spaces/visitors')).status).toBe(401);
    expect((await customer.get('/api/sys/businesses')).status).toBe(401);
    const admin = { authorization: `Bearer ${(await open.signIn('kiosk-1')).access_token}` };
    expect((await open.get(`${path}/my`, admin)).status).toBe(401);
    expect((await open.send('POST', path, [guest], admin)).status).toBe(401);
    const { username, password } = open.demo.customer;
    const basic = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
    expect((await open.get(`${path}/my`, basic)).status).toBe(401);
    expect(open.demo.visitors).toEqual([]);
  });

  it('keeps a customer signed in when the account of the kiosk has a new password', async () => {
    const customer = await asCustomer();
    open.demo.changeSecret('another-one');
    expect((await customer.get(`${path}/my`)).status).toBe(200);
  });
});
