import { describe, expect, it } from 'vitest';
import type { ErrandOf } from '../../../../src/shared/domain/errand.ts';
import { lastRequest, nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';
import {
  errandOf,
  lostAnswers,
  lostRequests,
  type NexudusKiosk,
  operationOf,
  sent,
} from './nexudus-operations.ts';

const ADMIN = '/api/spaces/visitors';
const PUBLIC = '/api/public/visitors';
const visitor = { firstName: 'Ana', lastName: 'Sequeira', email: 'ana@sequeira.example' };
const one = ['2026-03-09T09:00:00Z'];
const several = ['2026-03-09T09:00:00Z', '2026-03-16T09:00:00Z', '2026-03-30T08:00:00.000Z'];

const registration = (
  arrivals: string[],
  more: Partial<ErrandOf<'registration'>> = {},
  hostId?: string,
) =>
  errandOf(
    { kind: 'registration', visitor, arrivals, ...more },
    hostId === undefined ? {} : { hostId },
  );
const registrations = ({ provider }: Pick<NexudusKiosk, 'provider'>) =>
  operationOf(provider, 'registration');

describe('a registration by the kiosk’s own account', () => {
  it('is one visitor who is expected', async () => {
    const kiosk = await nexudusKiosk();
    const hostId = String(kiosk.demo.hosts[2]?.id);
    const dispatch = registration(
      one,
      { visitor: { ...visitor, phone: '+351913000100', company: 'Sequeira' } },
      hostId,
    );
    expect(kiosk.provider.arrivalsAtOnce).toBe(1);
    expect(await registrations(kiosk).send(dispatch)).toEqual({
      kind: 'delivered',
      receipt: String(kiosk.demo.visitors[0]?.Id),
    });
    expect(lastRequest(kiosk.demo, 'POST', ADMIN).body).toEqual({
      BusinessId: 1234,
      FullName: 'Ana Sequeira',
      Email: visitor.email,
      ExpectedArrival: '2026-03-09T09:00:00',
      CoworkerId: Number(hostId),
      VisitorSource: 1,
      HostApprovalStatus: 1,
      PhoneNumber: '+351913000100',
      CompanyName: 'Sequeira',
      CheckInNow: false,
      Notes: `Vestibule ${dispatch.errand.id}`,
    });
    expect(kiosk.demo.visitors[0]).toMatchObject({ Arrived: false });
  });

  it('of several arrivals, which one sending cannot hold, is refused', async () => {
    const kiosk = await nexudusKiosk();
    expect(await registrations(kiosk).send(registration(several))).toMatchObject({
      kind: 'refused',
    });
    expect(kiosk.demo.requests).toHaveLength(0);
  });

  it.each(lostAnswers)('is found again by its reference after %j', async (fault) => {
    const kiosk = await nexudusKiosk();
    const host = { kind: 'typed', name: 'Maya' } as const;
    const dispatch = registration(one, { host });
    kiosk.demo.faults.next({ match: { method: 'POST', path: ADMIN }, do: fault });
    expect(await registrations(kiosk).send(dispatch)).toMatchObject({ kind: 'unsettled' });
    const settle = (which: typeof dispatch) =>
      registrations(kiosk).settle(which, sent(kiosk.clock.now()));
    expect(await settle(dispatch)).toEqual({
      kind: 'found',
      receipt: String(kiosk.demo.visitors[0]?.Id),
    });
    expect(await settle(registration(one, { host }))).toEqual({ kind: 'absent' });
  });
});

describe('a registration in the name of a customer', () => {
  it('is one call for all arrivals, signed in as the customer, and its answer may be empty', async () => {
    const kiosk = await nexudusKiosk({}, { hasCustomer: true });
    const { clock, customerKey, demo, provider } = kiosk;
    const host = { kind: 'chosen', id: '5', name: 'Maya Okafor' } as const;
    const dispatch = registration(
      several,
      { host, visitor: { ...visitor, phone: '+351913000100', company: 'Sequeira' } },
      '5',
    );
    expect(provider.arrivalsAtOnce).toBe(60);
    expect(await registrations(kiosk).send(dispatch)).toEqual({
      kind: 'delivered',
      receipt: `Vestibule ${dispatch.errand.id}`,
    });
    const guest = {
      BusinessId: 1234,
      FullName: 'Ana Sequeira',
      Email: visitor.email,
      PhoneNumber: '+351913000100',
      CustomerNotes: 'From Sequeira\nHere to see: Maya Okafor',
    };
    expect(lastRequest(demo, 'POST', PUBLIC).body).toEqual([
      { ...guest, ExpectedArrival: '2026-03-09T09:00:00' },
      { ...guest, ExpectedArrival: '2026-03-16T09:00:00' },
      { ...guest, ExpectedArrival: '2026-03-30T08:00:00' },
    ]);
    expect(requestCount(demo, 'POST', PUBLIC)).toBe(1);
    expect(lastRequest(demo, 'POST', '/api/token').body).toMatchObject({
      username: customerKey?.account,
    });
    expect(demo.visitors).toHaveLength(3);
    await clock.advance(1_000);
    // The kiosk's own account goes on as itself.
    expect(await provider.probe()).toMatch(
      /as kiosk@harbour\.example; 262 hosts .* As first\.host@harbour\.example: guests can be registered\.$/,
    );
  });

  it.each(
    lostAnswers
      .filter(({ kind }) => kind !== 'empty' && kind !== 'truncated')
      .flatMap((fault) => (['array', 'records'] as const).map((list) => [fault, list] as const)),
  )('is found again after %j, in a list as %s', async (fault, publicList) => {
    const kiosk = await nexudusKiosk({ publicList }, { hasCustomer: true });
    const dispatch = registration(several);
    kiosk.demo.faults.next({ match: { method: 'POST', path: PUBLIC }, do: fault });
    expect(await registrations(kiosk).send(dispatch)).toMatchObject({ kind: 'unsettled' });
    const settle = (which: typeof dispatch) =>
      registrations(kiosk).settle(which, sent(kiosk.clock.now()));
    expect(await settle(dispatch)).toEqual({
      kind: 'found',
      receipt: String(kiosk.demo.visitors[0]?.Id),
    });
    expect(lastRequest(kiosk.demo, 'GET', `${PUBLIC}/my`).query).toMatchObject({
      showUpcoming: 'true',
    });
    expect(await settle(registration([...several, '2026-04-01T09:00:00Z']))).toMatchObject({
      kind: 'ambiguous',
      reason: '3 of 4 arrivals are there',
    });
    expect(await settle(registration(['2026-03-10T09:00:00Z']))).toEqual({ kind: 'absent' });
    const other = { ...visitor, email: 'other@guests.example' };
    expect(await settle(registration(several, { visitor: other }))).toEqual({ kind: 'absent' });
    const namesake = { ...visitor, lastName: 'Segueira' };
    expect(await settle(registration(several, { visitor: namesake }))).toEqual({ kind: 'absent' });
  });

  it.each(lostRequests)('is not there after %j', async (fault) => {
    const kiosk = await nexudusKiosk({}, { hasCustomer: true });
    const dispatch = registration(several);
    kiosk.demo.faults.next({ match: { method: 'POST', path: PUBLIC }, do: fault });
    expect(await registrations(kiosk).send(dispatch)).toMatchObject({ kind: 'unsettled' });
    expect(await registrations(kiosk).settle(dispatch, sent(0))).toEqual({ kind: 'absent' });
  });

  it('is not seen before the provider shows it', async () => {
    const kiosk = await nexudusKiosk({ readLagMs: 1_000 }, { hasCustomer: true });
    const dispatch = registration(several);
    const fault = { kind: 'commit-then-drop' } as const;
    kiosk.demo.faults.next({ match: { method: 'POST', path: PUBLIC }, do: fault });
    await registrations(kiosk).send(dispatch);
    expect(await registrations(kiosk).settle(dispatch, sent(0))).toEqual({ kind: 'absent' });
    await kiosk.clock.advance(1_000);
    expect(await registrations(kiosk).settle(dispatch, sent(0))).toMatchObject({ kind: 'found' });
  });

  it('is read with dates of either kind, and never by the clock on the wall', async () => {
    const kiosk = await nexudusKiosk({}, { hasCustomer: true });
    const at = Date.parse(one[0] ?? '');
    const guest = { FullName: 'ana sequeira', Email: 'Ana@sequeira.example' };
    const rows = async (rows: unknown) => {
      kiosk.demo.faults.next({
        match: { method: 'GET', path: `${PUBLIC}/my` },
        do: { kind: 'status', status: 200, body: JSON.stringify(rows) },
      });
      return registrations(kiosk).settle(registration(one), sent(0));
    };
    const wall = { ...guest, Id: 5, ExpectedArrival: one[0] };
    const legacy = { ...guest, Id: 6, UtcExpectedArrival: `/Date(${at})/` };
    const offset = { ...guest, UtcExpectedArrival: `/Date(${at}+0000)/` };
    expect(await rows([null, 7, legacy])).toEqual({ kind: 'found', receipt: '6' });
    expect(await rows({ Records: [offset] })).toMatchObject({
      kind: 'found',
      receipt: expect.stringContaining('Vestibule '),
    });
    expect(await rows([wall])).toMatchObject({ kind: 'ambiguous' });
    expect(await rows([{ ...wall, Email: 5 }])).toEqual({ kind: 'absent' });
    expect(await rows({ Rows: [] })).toMatchObject({ kind: 'unreadable' });
  });

  it.each([
    ['in plain words', { kind: 'status', status: 400, body: 'Invalid Email Address' }, 'refused'],
    ['inside a 200', { kind: 'status', status: 200, body: '{"Status":500}' }, 'refused'],
    ['409 and no word of when', { kind: 'status', status: 409 }, 'not-sent'],
    ['something else', { kind: 'status', status: 200, body: '"?"' }, 'unsettled'],
    ['an Id', { kind: 'status', status: 200, body: '{"Value":{"Id":9}}' }, 'delivered'],
  ] as const)('answered %s', async (_, fault, kind) => {
    const kiosk = await nexudusKiosk({}, { hasCustomer: true });
    kiosk.demo.faults.next({ match: { method: 'POST', path: PUBLIC }, do: fault });
    expect(await registrations(kiosk).send(registration(one))).toMatchObject({ kind });
  });

  it('holds up nobody else when the customer’s account or the portal is out of reach', async () => {
    const kiosk = await nexudusKiosk({}, { hasCustomer: true });
    const { customerKey, demo, provider, secrets } = kiosk;
    const send = () => registrations(kiosk).send(registration(one));
    if (!customerKey) throw new Error('There is no customer');
    await secrets.delete(customerKey);
    const noRole = { kind: 'credentials', state: 'no-role' };
    expect(await send()).toEqual({
      kind: 'not-sent',
      setback: { ...noRole, reason: expect.stringContaining('nexudus.customer-password') },
    });
    expect(await provider.probe()).toContain('no nexudus.customer-password is stored');
    await secrets.set(customerKey, 'wrong');
    expect(await send()).toMatchObject({ kind: 'not-sent', setback: noRole });
    await secrets.set(customerKey, demo.customer.password);
    const match = { method: 'POST', path: PUBLIC };
    demo.faults.next({ match, do: { kind: 'throttle', status: 429, retryAfter: 2 } });
    expect(await send()).toMatchObject({ kind: 'not-sent', setback: { kind: 'failing' } });
    await kiosk.clock.advance(2_000);
    demo.faults.next({ match, do: { kind: 'drop' } });
    expect(await send()).toMatchObject({ kind: 'unsettled', setback: { kind: 'failing' } });
    await demo.stop();
    expect(await send()).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'failing', reason: expect.stringContaining('ECONNREFUSED') },
    });
  });
});
