import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

/** Somebody of whom every field holds something. */
async function expected() {
  open = await openNexudus();
  const coworkerId = Number(open.demo.hosts[0]?.id);
  return open.demo.expect({ fullName: 'Ana Sequeira', email: 'ana@guests.example', coworkerId });
}

describe('Nexudus demo: updating a visitor', () => {
  it('keeps everything of a whole record, and answers as to a creation', async () => {
    const before = await expected();
    open.clock.now += 60_000;
    const read = await open.visitor(before.Id);
    expect(read).toEqual(before);
    const changes = {
      Arrived: true,
      ArrivalDate: '2026-03-02T09:31:15',
      CheckedInAt: 'Front door',
    };
    const answer = await open.put({ ...read, ...changes });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        Status: 200,
        Message: 'Visitor was successfully updated.',
        Value: { Id: before.Id },
        OpenInDialog: false,
        OpenInWindow: false,
        RedirectURL: null,
        JavaScript: null,
        UpdatedOn: '2026-03-02T09:31:15Z',
        UpdatedBy: open.demo.provider.username,
        Errors: null,
        WasSuccessful: true,
      },
    ]);
    expect(await open.visitor(before.Id)).toEqual({
      ...before,
      ...changes,
      ArrivalDate: '2026-03-02T09:31:15Z',
      UpdatedOn: '2026-03-02T09:31:15Z',
    });
    expect(open.demo.visitors).toHaveLength(1);
  });

  it('clears what is left out', async () => {
    const before = await expected();
    expect((await open.put({ ...walkIn, Id: before.Id })).status).toBe(200);
    const after = await open.visitor(before.Id);
    const cleared = Object.keys(before).filter((field) => {
      const had = (before as Record<string, unknown>)[field];
      return had !== null && had !== false && !after[field];
    });
    expect(cleared).toEqual([
      'CoworkerId',
      'CoworkerCoworkerType',
      'CoworkerFullName',
      'CoworkerCompanyName',
      'CoworkerBillingName',
      'CoworkerEmail',
      'CoworkerTeamNames',
      'Notes',
      'CustomerNotes',
      'VisitReason',
      'CompanyName',
      'PhoneNumber',
      'Notified',
      'Internal',
      'AccessControlScheduledJobId',
      'SystemId',
      'CustomFields',
    ]);
  });

  it('keeps what is its own, whatever is sent', async () => {
    const before = await expected();
    const second = Number(open.demo.hosts[1]?.id);
    const answer = await open.put({
      ...before,
      CoworkerId: second,
      CoworkerFullName: 'Somebody Else',
      CoworkerEmail: 'else@guests.example',
      VisitorCode: '000000',
      UniqueId: 'mine',
      CreatedOn: '2020-01-01T00:00:00Z',
      UpdatedOn: '2020-01-01T00:00:00Z',
      UpdatedBy: 'me',
      ToStringText: 'mine',
      IsNew: true,
      Shoes: 'brown',
    });
    expect(answer.status).toBe(200);
    const after = await open.visitor(before.Id);
    for (const field of ['VisitorCode', 'UniqueId', 'CreatedOn', 'ToStringText', 'IsNew'] as const)
      expect(after[field]).toEqual(before[field]);
    expect(after).toMatchObject({
      CoworkerId: second,
      CoworkerFullName: open.demo.hosts[1]?.name,
      UpdatedOn: '2026-03-02T09:30:15Z',
      UpdatedBy: open.demo.provider.username,
    });
    expect(after).not.toHaveProperty('Shoes');
  });

  it.each([...Object.keys(walkIn), 'Id'])('refuses an update without %s', async (field) => {
    const before = await expected();
    const answer = await open.put({ ...before, [field]: undefined });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        Message: `${field}: is a required field`,
        Value: null,
        Errors: [{ AttemptedValue: null, Message: 'is a required field', PropertyName: field }],
        WasSuccessful: false,
      },
    ]);
    expect(open.demo.visitors).toEqual([before]);
  });

  it.each([
    ['BusinessId', 999],
    ['CoworkerId', 1],
    ['Notes', 'x'.repeat(256)],
    ['SystemId', 7],
    ['DepartureDate', 'now'],
  ])('refuses %s: %j', async (field, value) => {
    const before = await expected();
    const answer = await open.put({ ...before, [field]: value });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { Errors: [{ PropertyName: field, AttemptedValue: value }], WasSuccessful: false },
    ]);
    expect(open.demo.visitors).toEqual([before]);
  });

  it('knows no visitor but its own, no other place for it, and the role', async () => {
    const before = await expected();
    expect((await open.put({ ...before, Id: before.Id + 1 })).status).toBe(404);
    const path = `/api/spaces/visitors/${before.Id}`;
    expect((await open.send('PUT', path, before)).status).toBe(405);
    open.demo.roles.delete('Visitor-Edit');
    expect((await open.put(before)).status).toBe(401);
  });

  it('does not check anybody in for CheckInNow, which is for creating', async () => {
    const before = await expected();
    expect((await open.put({ ...before, CheckInNow: true })).status).toBe(200);
    expect(open.demo.visitors[0]).toMatchObject({ Arrived: false, ArrivalDate: null });
  });

  it('shows the old record until the lag is over', async () => {
    open = await openNexudus({ readLagMs: 1000 });
    const before = open.demo.expect({ fullName: 'Ana Sequeira', email: 'ana@guests.example' });
    expect(await open.visitor(before.Id)).toEqual(before);
    expect((await open.put({ ...before, FullName: 'Ana S.' })).status).toBe(200);
    open.clock.now += 600;
    await open.put({ ...before, FullName: 'A. S.' });
    const name = async () => (await open.visitor(before.Id)).FullName;
    open.clock.now += 399;
    expect(await name()).toBe('Ana Sequeira');
    expect(await open.list('/api/spaces/visitors')).toMatchObject({
      Records: [{ FullName: 'Ana Sequeira' }],
    });
    open.clock.now += 1;
    expect(await name()).toBe('Ana S.');
    open.clock.now += 600;
    expect(await name()).toBe('A. S.');
    expect(open.demo.visitors).toHaveLength(1);
  });
});
