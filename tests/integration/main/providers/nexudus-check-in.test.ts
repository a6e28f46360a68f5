import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import { arrivalOf, chosen, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, nexudusKiosk } from '../../../support/kiosk-provider.ts';
import { sent, walkIns } from './nexudus-operations.ts';

const PATH = '/api/spaces/visitors';
const match = { method: 'POST', path: PATH };

describe('what is sent', () => {
  it('is no more than the visitor said', async () => {
    const { demo, provider } = await nexudusKiosk();
    const arrival = arrivalOf({ kind: 'typed', name: 'Maya' }, { email: 'ada@guests.example' });
    expect(await walkIns(provider).send(dispatchOf(arrival))).toEqual({
      kind: 'delivered',
      receipt: String(demo.visitors[0]?.Id),
    });
    const { body, headers } = lastRequest(demo, 'POST', PATH);
    expect(body).toEqual({
      BusinessId: 1234,
      FullName: 'Ada',
      Email: 'ada@guests.example',
      ExpectedArrival: '2026-03-02T09:30:15',
      VisitorSource: 2,
      HostApprovalStatus: 1,
      CheckInNow: true,
      Notes: `Vestibule ${arrival.id}\nHere to see: Maya`,
    });
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer',
      'content-type': 'application/json',
    });
  });

  it('is everything that the visitor said, and the time of the visit in UTC', async () => {
    const { clock, demo, provider } = await nexudusKiosk();
    const host = chosen(demo);
    const arrival = arrivalOf(
      host,
      { firstName: 'Ada', lastName: 'King', phone: '+351912345678', company: 'Engine & Co' },
      {
        agreement: { version: '2026-01', language: 'en' },
        confirmedAt: '2026-03-01T23:59:59.999Z',
      },
    );
    await clock.advance(3_600_000);
    const hostId = host.kind === 'chosen' ? host.id : undefined;
    expect(await walkIns(provider).send(dispatchOf(arrival, hostId))).toMatchObject({
      kind: 'delivered',
    });
    expect(lastRequest(demo, 'POST', PATH).body).toEqual({
      BusinessId: 1234,
      FullName: 'Ada King',
      Email: arrival.visitor.email,
      ExpectedArrival: '2026-03-01T23:59:59',
      CoworkerId: Number(hostId),
      VisitorSource: 2,
      HostApprovalStatus: 1,
      PhoneNumber: '+351912345678',
      CompanyName: 'Engine & Co',
      HasAgreedTerms: true,
      CheckInNow: true,
      Notes: `Vestibule ${arrival.id}`,
    });
  });

  it('lets nobody in before a host who is asked', async () => {
    const { demo, provider } = await nexudusKiosk();
    const host = chosen(demo);
    const arrival = arrivalOf(host, {}, { asksHost: true });
    const hostId = host.kind === 'chosen' ? host.id : undefined;
    expect(await walkIns(provider).send(dispatchOf(arrival, hostId))).toMatchObject({
      kind: 'delivered',
    });
    expect(lastRequest(demo, 'POST', PATH).body).toMatchObject({
      CoworkerId: Number(hostId),
      HostApprovalStatus: 2,
      CheckInNow: false,
    });
    expect(demo.visitors[0]).toMatchObject({ Arrived: false, HostApprovalStatus: 2 });
  });

  it('cuts a note at 255 characters and never through one', async () => {
    const { demo, provider } = await nexudusKiosk();
    const arrival = arrivalOf({ kind: 'typed', name: '𠮷'.repeat(100) });
    expect(await walkIns(provider).send(dispatchOf(arrival))).toMatchObject({ kind: 'delivered' });
    const notes = String(demo.visitors[0]?.Notes);
    expect(notes.length).toBeLessThanOrEqual(255);
    expect(notes.isWellFormed()).toBe(true);
    expect(notes).toContain(`Vestibule ${arrival.id}\nHere to see: 𠮷`);
  });
});

describe('what the answer means', () => {
  const body = (value: unknown): Fault => ({
    kind: 'status',
    status: 200,
    body: JSON.stringify(value),
  });

  it.each<[string, Fault, object]>([
    [
      'WasSuccessful false inside a 200',
      body({ WasSuccessful: false, Message: 'Plan limit' }),
      { kind: 'refused', message: 'Plan limit', fields: [] },
    ],
    [
      'Status 500 inside a 200',
      body({ Status: 500, Message: 'No', Value: { Id: 3 } }),
      { kind: 'refused', message: 'No' },
    ],
    [
      'no Value.Id',
      body({ WasSuccessful: true, Value: null }),
      { kind: 'unsettled', setback: { kind: 'failing' } },
    ],
    [
      'an Id that is no number',
      body({ WasSuccessful: true, Value: { Id: 'x' } }),
      { kind: 'unsettled' },
    ],
    ['something else altogether', body(['?']), { kind: 'unsettled', setback: { kind: 'failing' } }],
    ['WasSuccessful left out', body({ Value: { Id: 77 } }), { kind: 'delivered', receipt: '77' }],
    [
      '500',
      { kind: 'status', status: 500, commit: true },
      { kind: 'unsettled', setback: { kind: 'failing' } },
    ],
    ['503', { kind: 'status', status: 503 }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    ['a page of HTML', { kind: 'html' }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    [
      'nothing',
      { kind: 'empty', commit: true },
      { kind: 'unsettled', setback: { kind: 'failing' } },
    ],
    ['half of it', { kind: 'truncated' }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    [
      'a connection cut after the commit',
      { kind: 'commit-then-drop' },
      { kind: 'unsettled', setback: { kind: 'offline' } },
    ],
    ['a connection cut', { kind: 'drop' }, { kind: 'unsettled', setback: { kind: 'offline' } }],
    [
      '400 without a body',
      { kind: 'status', status: 400 },
      { kind: 'refused', message: 'the provider answered 400' },
    ],
    [
      '400 in plain words',
      { kind: 'status', status: 400, body: 'Invalid Email Address' },
      { kind: 'refused' },
    ],
    [
      '404 as a page',
      { kind: 'status', status: 404, body: '<html>' },
      { kind: 'not-sent', setback: { kind: 'failing' } },
    ],
    [
      '409 without Retry-After',
      { kind: 'status', status: 409 },
      { kind: 'not-sent', setback: { kind: 'failing' } },
    ],
  ])('%s', async (_, fault, meaning) => {
    const { demo, provider } = await nexudusKiosk();
    demo.faults.next({ match, do: fault });
    expect(await walkIns(provider).send(dispatchOf(arrivalOf()))).toMatchObject(meaning);
  });

  it('a 400 says which fields are wrong', async () => {
    const { provider } = await nexudusKiosk({ refuseExampleAddresses: true });
    const arrival = arrivalOf(undefined, { email: 'ada@example.com' });
    expect(await walkIns(provider).send(dispatchOf(arrival, '999'))).toEqual({
      kind: 'refused',
      message: 'CoworkerId: does not exist, Email: Invalid Email Address',
      fields: [
        { field: 'CoworkerId', message: 'does not exist' },
        { field: 'Email', message: 'Invalid Email Address' },
      ],
    });
  });

  it.each([409, 429] as const)('a %i with Retry-After silences the kiosk', async (status) => {
    const { clock, demo, provider } = await nexudusKiosk();
    demo.faults.next({ match, do: { kind: 'throttle', status, retryAfter: 7 } });
    const until = clock.now() + 7_000;
    const throttled = { kind: 'not-sent', setback: { kind: 'throttled', until } };
    expect(await walkIns(provider).send(dispatchOf(arrivalOf()))).toEqual(throttled);
    const before = demo.requests.length;
    await clock.advance(6_999);
    expect(await walkIns(provider).send(dispatchOf(arrivalOf()))).toEqual(throttled);
    expect(await walkIns(provider).settle(dispatchOf(arrivalOf()), sent(0))).toEqual({
      kind: 'unreadable',
      setback: throttled.setback,
    });
    expect(demo.requests.length).toBe(before);
    await clock.advance(1);
    const arrival = arrivalOf({ kind: 'typed', name: 'Maya' });
    expect(await walkIns(provider).send(dispatchOf(arrival))).toMatchObject({ kind: 'delivered' });
  });

  it('no server: nothing was sent', async () => {
    const { demo, provider } = await nexudusKiosk();
    await demo.stop();
    expect(await walkIns(provider).send(dispatchOf(arrivalOf()))).toEqual({
      kind: 'not-sent',
      setback: { kind: 'offline', reason: 'ECONNREFUSED' },
    });
  });
});
