import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const list = (path: string) => open.list(path);

describe('Nexudus demo: visitors', () => {
  it('creates one, and answers with the documented envelope', async () => {
    open = await openNexudus();
    const { id: hostId, name } = open.demo.hosts[0] ?? { id: '', name: '' };
    const answer = await open.post({
      ...walkIn,
      CoworkerId: Number(hostId),
      Notes: 'ref 1',
      CheckInNow: true,
    });
    const [stored] = open.demo.visitors;
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        Status: 200,
        Message: 'Visitor was successfully created.',
        Value: { Id: stored?.Id },
        OpenInDialog: false,
        OpenInWindow: false,
        RedirectURL: null,
        JavaScript: null,
        UpdatedOn: '2026-03-02T09:30:15Z',
        UpdatedBy: open.demo.provider.username,
        Errors: null,
        WasSuccessful: true,
      },
    ]);
    expect(stored).toMatchObject({
      FullName: 'Ada Lovelace',
      CoworkerFullName: name,
      ExpectedArrival: '2026-03-02T09:30:00Z',
      Arrived: true,
      ArrivalDate: '2026-03-02T09:30:15Z',
      CheckedInAt: 'Harbour Works',
      Notes: 'ref 1',
    });
    const read = await open.get(`/api/spaces/visitors/${stored?.Id}`);
    expect(await read.json()).toEqual(stored);
  });

  it('does not check anybody in unless asked', async () => {
    open = await openNexudus();
    expect((await open.post(walkIn)).status).toBe(200);
    expect(open.demo.visitors[0]).toMatchObject({
      Arrived: false,
      ArrivalDate: null,
      CheckedInAt: null,
    });
  });

  it.each(Object.keys(walkIn))('refuses a visitor without %s', async (field) => {
    open = await openNexudus();
    const answer = await open.post({ ...walkIn, [field]: undefined });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        Message: `${field}: is a required field`,
        Value: null,
        Errors: [{ AttemptedValue: null, Message: 'is a required field', PropertyName: field }],
        WasSuccessful: false,
      },
    ]);
    expect(open.demo.visitors).toEqual([]);
  });

  it.each([
    ['BusinessId', 999],
    ['BusinessId', '1234'],
    ['CoworkerId', 1],
    ['Notes', 'x'.repeat(256)],
    ['Email', 'nobody'],
    ['FullName', ' '],
    ['ExpectedArrival', 'tomorrow'],
    ['VisitorSource', 4],
    ['HostApprovalStatus', 0],
    ['CheckInNow', 'yes'],
  ])('refuses %s: %j', async (field, value) => {
    open = await openNexudus();
    const answer = await open.post({ ...walkIn, [field]: value });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { Errors: [{ PropertyName: field, AttemptedValue: value }], WasSuccessful: false },
    ]);
    expect(open.demo.visitors).toEqual([]);
  });

  it('takes 255 characters of notes, and nulls for what is optional', async () => {
    open = await openNexudus();
    const answer = await open.post({ ...walkIn, Notes: 'x'.repeat(255), CoworkerId: null });
    expect(answer.status).toBe(200);
  });

  it('names every field that is wrong', async () => {
    open = await openNexudus();
    const answer = await open.post({ ...walkIn, FullName: null, Email: null });
    expect(await answer.json()).toMatchObject({
      Message: 'FullName: is a required field, Email: is a required field',
    });
  });

  it('refuses example.com only where it is told to', async () => {
    const guest = { ...walkIn, Email: 'ada@Example.com' };
    open = await openNexudus();
    expect((await open.post(guest)).status).toBe(200);
    await open.demo.stop();
    open = await openNexudus({ refuseExampleAddresses: true });
    expect(await (await open.post(guest)).json()).toMatchObject({
      Message: 'Email: Invalid Email Address',
    });
  });

  it('does not notice a double submission', async () => {
    open = await openNexudus();
    await open.post(walkIn);
    await open.post(walkIn);
    expect(new Set(open.demo.visitors.map(({ Id }) => Id)).size).toBe(2);
  });

  it('refuses a body that is not JSON', async () => {
    open = await openNexudus();
    const send = (type: string, body: string) =>
      fetch(`${open.demo.baseUrl}/api/spaces/visitors`, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          authorization: `Basic ${Buffer.from(
            `${open.demo.provider.username}:${open.demo.secret.value}`,
          ).toString('base64')}`,
          'content-type': type,
        },
        body,
      });
    expect((await send('text/plain', JSON.stringify(walkIn))).status).toBe(415);
    expect((await send('application/json', '{"BusinessId":')).status).toBe(400);
    expect(open.demo.visitors).toEqual([]);
  });

  it('lists what the filters let through, without the notes', async () => {
    open = await openNexudus();
    const hostId = Number(open.demo.hosts[0]?.id);
    await open.post({ ...walkIn, Notes: 'ref 1', CoworkerId: hostId });
    open.clock.now += 60_000;
    await open.post({ ...walkIn, FullName: 'Grace Hopper', Notes: 'ref 2' });
    const names = async (query: string) =>
      (await list(`/api/spaces/visitors?${query}`)).Records.map(({ FullName }) => FullName);
    expect(await names('Visitor_Business=1234')).toEqual(['Ada Lovelace', 'Grace Hopper']);
    expect(await names('Visitor_Business=1')).toEqual([]);
    expect(await names(`Visitor_Coworker=${hostId}`)).toEqual(['Ada Lovelace']);
    expect(await names('Visitor_Notes=ref%202')).toEqual(['Grace Hopper']);
    expect(await names('Visitor_FullName=lovelace')).toEqual(['Ada Lovelace']);
    expect(await names('Visitor_Email=ada%40guests.example&orderBy=Id&dir=-1')).toEqual([
      'Grace Hopper',
      'Ada Lovelace',
    ]);
    expect(await names('from_Visitor_CreatedOn=2026-03-02T09:31')).toEqual(['Grace Hopper']);
    expect(await names('to_Visitor_CreatedOn=2026-03-02T09:30:15')).toEqual(['Ada Lovelace']);
    expect(await names('from_Visitor_ExpectedArrival=2026-03-02T09:30:01Z')).toEqual([]);
    const bad = await open.get('/api/spaces/visitors?from_Visitor_CreatedOn=yesterday');
    expect(bad.status).toBe(400);
    const [row] = (await list('/api/spaces/visitors')).Records;
    expect(row).not.toHaveProperty('Notes');
  });

  it('finds a code only as it is written, and tells apart who has been asked for and who is in', async () => {
    open = await openNexudus();
    await open.post({ ...walkIn, FullName: 'Waiting', HostApprovalStatus: 2 });
    await open.post({ ...walkIn, FullName: 'In', CheckInNow: true });
    open.demo.expect({ fullName: 'Expected', email: 'e@guests.example', code: '012345' });
    const names = async (query: string) =>
      (await list(`/api/spaces/visitors?${query}&orderBy=Id`)).Records.map(
        ({ FullName }) => FullName,
      );
    expect(await names('Visitor_VisitorCode=012345')).toEqual(['Expected']);
    expect(await names('Visitor_VisitorCode=12345')).toEqual([]);
    expect(await names('Visitor_VisitorCode=01234')).toEqual([]);
    expect(await names('Visitor_HostApprovalStatus=2')).toEqual(['Waiting']);
    expect(await names('Visitor_Arrived=true')).toEqual(['In']);
    expect(await names('Visitor_Arrived=False')).toEqual(['Waiting', 'Expected']);
    expect(await names('Visitor_Shoes=brown')).toHaveLength(3);
  });

  it('takes ranges of arrival, departure and last change, for which what is empty is out of range', async () => {
    open = await openNexudus();
    await open.post({ ...walkIn, FullName: 'In', ArrivalDate: '2026-03-02T09:30', Arrived: true });
    await open.post({ ...walkIn, FullName: 'Gone', DepartureDate: '2026-03-02T11:00' });
    open.clock.now += 3_600_000;
    await open.post({ ...walkIn, FullName: 'Later' });
    const names = async (query: string) =>
      (await list(`/api/spaces/visitors?${query}`)).Records.map(({ FullName }) => FullName);
    expect(await names('from_Visitor_ArrivalDate=2026-03-02T09:30')).toEqual(['In']);
    expect(await names('to_Visitor_ArrivalDate=2026-03-02T09:29')).toEqual([]);
    expect(await names('from_Visitor_DepartureDate=2026-03-02T10:59')).toEqual(['Gone']);
    expect(await names('from_Visitor_UpdatedOn=2026-03-02T10:00')).toEqual(['Later']);
    expect((await open.get('/api/spaces/visitors?to_Visitor_UpdatedOn=now')).status).toBe(400);
  });

  it('compares text as it is told to', async () => {
    open = await openNexudus({ textFilters: 'exact' });
    await open.post(walkIn);
    const count = async (query: string) => (await list(`/api/spaces/visitors?${query}`)).TotalItems;
    expect(await count('Visitor_FullName=lovelace')).toBe(0);
    expect(await count('Visitor_FullName=ada%20lovelace')).toBe(1);
  });

  it('shows a new visitor only when the lag is over', async () => {
    open = await openNexudus({ readLagMs: 1000 });
    const created = (await (await open.post(walkIn)).json()) as { Value: { Id: number } };
    const one = () => open.get(`/api/spaces/visitors/${created.Value.Id}`);
    open.clock.now += 999;
    expect((await list('/api/spaces/visitors')).TotalItems).toBe(0);
    expect((await one()).status).toBe(404);
    expect(open.demo.visitors).toHaveLength(1);
    open.clock.now += 1;
    expect((await list('/api/spaces/visitors')).TotalItems).toBe(1);
    expect((await one()).status).toBe(200);
  });
});
