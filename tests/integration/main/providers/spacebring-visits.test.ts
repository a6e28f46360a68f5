import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import type { Dispatch, Operation, Purpose } from '../../../../src/main/providers/provider.ts';
import type { Claim, ErrandOf, Who } from '../../../../src/shared/domain/errand.ts';
import { lastRequest, requestCount, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { operationOf, sentAt } from './spacebring-operations.ts';

const VISITS = '/visitors/visits/v1';
const PATHS = { 'check-in': `${VISITS}/checkin`, 'sign-out': `${VISITS}/checkout` } as const;
const MINUTE = 60_000;

const ada = { name: 'Ada', surname: 'Lovelace', email: 'ada@guests.example' };
const byName: Claim = { by: 'name', name: 'ada  LOVELACE', email: 'Ada@Guests.example' };
const byCode = (code: string): Claim => ({ by: 'code', code });

async function openKiosk(...options: Parameters<typeof spacebringKiosk>) {
  const kiosk = await spacebringKiosk(...options);
  const { clock, demo, provider } = kiosk;

  const dispatch = (kind: Purpose, who: Who, after?: string): Dispatch<ErrandOf<Purpose>> => ({
    errand: { kind, id: randomUUID(), who },
    confirmedAt: new Date(clock.now()).toISOString(),
    ...(after === undefined ? {} : { after }),
  });
  const operation = (purpose: Purpose): Operation<ErrandOf<Purpose>> =>
    operationOf(provider, purpose);
  return {
    ...kiosk,
    dispatch,
    operation,
    find: (purpose: Purpose, who: Claim) => provider.find(purpose, who, clock.now()),
    checkIn: (who: Who) => operation('check-in').send(dispatch('check-in', who)),
    signOut: (who: Who, after?: string) =>
      operation('sign-out').send(dispatch('sign-out', who, after)),
    settle: (purpose: Purpose, who: Who, sent: ReturnType<typeof sentAt>, after?: string) =>
      operation(purpose).settle(dispatch(purpose, who, after), sent),
    visit: (id: string) => demo.visits.find((one) => one.id === id),
  };
}

describe('a visit of today', () => {
  it('is found by its code, compared as text, or by e-mail address and full name', async () => {
    const { demo, find } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '004711' });
    demo.expect({ name: 'Bob', email: 'bob@guests.example', code: '114711' });
    expect(await find('check-in', byCode('004711'))).toEqual({ kind: 'found', record });
    expect(await find('check-in', byName)).toEqual({ kind: 'found', record });
    expect(await find('check-in', byCode('4711'))).toEqual({ kind: 'nobody' });
    expect(await find('check-in', { ...byName, name: 'Ada' })).toEqual({ kind: 'nobody' });
    expect(await find('check-in', { ...byName, email: 'a@guests.example' })).toEqual({
      kind: 'nobody',
    });
  });

  it('is looked for in the whole of the site’s day, on all pages', async () => {
    const { demo, find } = await openKiosk();
    for (let number = 0; number < 130; number += 1)
      demo.expect({ name: `Guest ${number}`, email: `${number}@guests.example` });
    const { id: record } = demo.expect({ ...ada, code: '000001' });
    expect(await find('check-in', byCode('000001'))).toEqual({ kind: 'found', record });
    expect(requestCount(demo, 'GET', VISITS)).toBe(2);
    expect(lastRequest(demo, 'GET', VISITS).query).toMatchObject({
      locationRef: demo.provider.locationId,
      'date[gte]': '2026-03-02T00:00:00.000Z',
      'date[lte]': '2026-03-02T23:59:59.999Z',
    });
  });

  it('is another day’s a moment before and after midnight in the site’s zone, in summer as well', async () => {
    const { clock, demo, find } = await openKiosk();
    // Midnight of 1 July in Lisbon is 23:00 UTC of 30 June.
    const midnight = Date.parse('2026-06-30T23:00:00.000Z');
    demo.expect({ ...ada, code: '000002', at: midnight - 1 });
    demo.expect({ ...ada, code: '000003', at: midnight });
    clock.set(midnight - 1);
    expect(await find('check-in', byCode('000002'))).toMatchObject({ kind: 'found' });
    expect(await find('check-in', byCode('000003'))).toEqual({ kind: 'nobody' });
    clock.set(midnight);
    expect(await find('check-in', byCode('000002'))).toEqual({ kind: 'nobody' });
    expect(await find('check-in', byCode('000003'))).toMatchObject({ kind: 'found' });
  });

  it('that is in already is done, and none that is not in can be signed out', async () => {
    const { checkIn, demo, find, signOut } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '000004' });
    const who = byCode('000004');
    expect(await find('sign-out', who)).toEqual({ kind: 'not-in' });
    await checkIn(who);
    expect(await find('check-in', who)).toEqual({ kind: 'done', record });
    expect(await find('sign-out', who)).toEqual({ kind: 'found', record });
    await signOut(who);
    expect(await find('sign-out', who)).toEqual({ kind: 'done', record });
    expect(await find('check-in', who)).toEqual({ kind: 'unclear' });
  });

  it.each(['customer', 'membership', 'both'] as const)(
    'is read with the names of %s',
    async (naming) => {
      const { checkIn, demo, find, visit } = await openKiosk({ naming });
      const { id: record } = demo.expect({ ...ada, code: '000005' });
      expect(await find('check-in', byName)).toEqual({ kind: 'found', record });
      expect(await checkIn(byName)).toEqual({ kind: 'delivered', receipt: record });
      expect(visit(record)?.checkInDate).toBeDefined();
    },
  );

  it('is none that was cancelled', async () => {
    const { demo, find } = await openKiosk();
    const answer = (visits: unknown[]): Fault => ({
      kind: 'status',
      status: 200,
      body: JSON.stringify({ visits }),
    });
    const row = { id: 'a', code: '000006', visitor: ada, date: '2026-03-02T10:00:00.000Z' };
    for (const deleteDate of ['2026-03-01T10:00:00.000Z', true])
      demo.faults.next({ match: { path: VISITS }, do: answer([{ ...row, deleteDate }]) });
    expect(await find('check-in', byCode('000006'))).toEqual({ kind: 'nobody' });
    expect(await find('check-in', byCode('000006'))).toEqual({ kind: 'nobody' });
    demo.faults.next({ match: { path: VISITS }, do: answer([{ ...row, deleteDate: null }]) });
    expect(await find('check-in', byCode('000006'))).toEqual({ kind: 'found', record: 'a' });
  });

  it('is found among rows that cannot be read, which are counted, and with fields that are odd', async () => {
    const { demo, find, lines } = await openKiosk();
    const visits = [
      'nonsense',
      { code: '000007' },
      null,
      { id: 'x', code: 7, visitor: 'Ada', customer: [], userHost: 3, date: {}, news: true },
      { id: 'b', code: '000007', visitor: { ...ada, surname: null }, date: 'soon' },
    ];
    demo.faults.next({
      match: { path: VISITS },
      do: { kind: 'status', status: 200, body: JSON.stringify({ visits, more: {} }) },
    });
    expect(await find('check-in', byCode('000007'))).toEqual({ kind: 'found', record: 'b' });
    expect(lines).toContainEqual({ event: 'rows unreadable', rows: 3 });
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'html' },
    { kind: 'truncated' },
    { kind: 'empty' },
    { kind: 'status', status: 200, body: '{"visits":{}}' },
  ] as const)('is not decided on by %j', async (fault) => {
    const { demo, find } = await openKiosk();
    demo.expect({ ...ada, code: '000008' });
    demo.faults.next({ match: { path: VISITS }, do: fault });
    expect(await find('check-in', byCode('000008'))).toMatchObject({
      kind: 'unreadable',
      setback: { kind: 'failing' },
    });
  });

  it('is nothing that a log line tells the code of', async () => {
    const { checkIn, demo, find, lines, signOut } = await openKiosk();
    demo.expect({ ...ada, code: '739154' });
    const found = await find('check-in', byName);
    const came = [await checkIn(byName), await signOut(byName)];
    expect(JSON.stringify([found, came, lines])).not.toMatch(/739154|ada@guests|Lovelace/i);
  });
});

describe('checking in at Spacebring', () => {
  it('sends the code as it is, flat, with the location, and the receipt is the visit', async () => {
    const { checkIn, demo, visit } = await openKiosk();
    const { id } = demo.expect({ ...ada, code: '000123' });
    expect(await checkIn({ by: 'record', record: id })).toEqual({
      kind: 'delivered',
      receipt: id,
    });
    expect(lastRequest(demo, 'POST', PATHS['check-in']).body).toEqual({
      code: '000123',
      locationRef: demo.provider.locationId,
    });
    expect(visit(id)?.checkInDate).toBeDefined();
  });

  it('by a code that nobody has is nothing there, and sends nothing', async () => {
    const { checkIn, demo } = await openKiosk();
    demo.expect({ ...ada, code: '000124' });
    expect(await checkIn(byCode('124'))).toMatchObject({ kind: 'nothing-there' });
    expect(await checkIn({ by: 'record', record: randomUUID() })).toMatchObject({
      kind: 'nothing-there',
    });
    expect(await checkIn({ by: 'record', record: '../requests/v1?x=' })).toMatchObject({
      kind: 'nothing-there',
    });
    expect(requestCount(demo, 'POST', PATHS['check-in'])).toBe(0);
  });

  it('somebody who is in already is delivered, and sends nothing', async () => {
    const { checkIn, demo } = await openKiosk();
    const { id } = demo.expect({ ...ada, code: '000125' });
    const done = { kind: 'delivered', receipt: id };
    expect(await checkIn(byCode('000125'))).toEqual(done);
    expect(await checkIn(byCode('000125'))).toEqual(done);
    expect(await checkIn({ by: 'record', record: id })).toEqual(done);
    expect(requestCount(demo, 'POST', PATHS['check-in'])).toBe(1);
  });

  it('somebody who came in between two looks is delivered after the 400', async () => {
    const { checkIn, demo } = await openKiosk();
    const { id } = demo.expect({ ...ada, code: '000126' });
    demo.faults.next({
      match: { path: PATHS['check-in'] },
      do: { kind: 'status', status: 400, body: '{"message":"Already in"}', commit: true },
    });
    expect(await checkIn({ by: 'record', record: id })).toEqual({
      kind: 'delivered',
      receipt: id,
    });
  });

  it('is refused in the vendor’s words when it arrives on a later day', async () => {
    const { clock, demo, dispatch, operation } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '000127', at: clock.now() });
    const late = dispatch('check-in', byCode('000127'));
    const lateToo = dispatch('check-in', { by: 'record', record });
    await clock.advance(24 * 60 * MINUTE);
    for (const one of [late, lateToo])
      expect(await operation('check-in').send(one)).toEqual({
        kind: 'refused',
        message: 'The visit is on another day.',
        fields: [],
      });
  });

  it('of a cancelled visit, or one without a code, is refused', async () => {
    const { checkIn, demo } = await openKiosk();
    for (const visit of [
      { id: 'a', deleteDate: '2026-03-01T10:00:00.000Z', code: '1' },
      { id: 'a' },
    ]) {
      const body = JSON.stringify({ visit });
      demo.faults.next({
        match: { path: `${VISITS}/a` },
        do: { kind: 'status', status: 200, body },
      });
      expect(await checkIn({ by: 'record', record: 'a' })).toMatchObject({ kind: 'refused' });
    }
    expect(requestCount(demo, 'POST', PATHS['check-in'])).toBe(0);
  });

  it('is not sent when the visit cannot be read before, nor settled by a 400 that cannot be looked into', async () => {
    const { checkIn, demo } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '000128' });
    const failing = { kind: 'not-sent', setback: { kind: 'failing' } };
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'status', status: 502 } });
    expect(await checkIn(byName)).toMatchObject(failing);
    expect(requestCount(demo, 'POST', PATHS['check-in'])).toBe(0);
    const path = `${VISITS}/${record}`;
    demo.faults.next({ match: { path }, do: { kind: 'delay', ms: 0 } });
    demo.faults.next({ match: { path: PATHS['check-in'] }, do: { kind: 'status', status: 400 } });
    demo.faults.next({ match: { path }, do: { kind: 'html' } });
    expect(await checkIn({ by: 'record', record })).toMatchObject(failing);
    expect(await checkIn({ by: 'record', record })).toEqual({ kind: 'delivered', receipt: record });
  });

  it('has the answer’s fields read leniently', async () => {
    const { checkIn, demo } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '000129' });
    const body = JSON.stringify({ visit: { id: record, checkInDate: 5, code: null }, extra: 1 });
    demo.faults.next({
      match: { path: PATHS['check-in'] },
      do: { kind: 'status', status: 200, body },
    });
    expect(await checkIn({ by: 'record', record })).toEqual({ kind: 'delivered', receipt: record });
  });
});

const lost: [string, Fault, boolean][] = [
  ['a connection cut after the commit', { kind: 'commit-then-drop' }, true],
  ['a connection cut before it', { kind: 'drop' }, false],
  ['half an answer', { kind: 'truncated' }, true],
  ['a page of HTML', { kind: 'html', commit: true }, true],
  ['a page of HTML from something in between', { kind: 'html' }, false],
  ['nothing', { kind: 'empty', commit: true }, true],
  ['500 after the commit', { kind: 'status', status: 500, commit: true }, true],
  ['500 before it', { kind: 'status', status: 500 }, false],
];

describe.each(['check-in', 'sign-out'] as const)('a %s whose answer was lost', (purpose) => {
  describe.each(['record', 'code', 'name'] as const)('by %s', (by) => {
    it.each(lost)('to %s is looked for, and found or not', async (_, fault, committed) => {
      const { checkIn, clock, demo, dispatch, operation, settle } = await openKiosk();
      const { id: record } = demo.expect({ ...ada, code: '000201' });
      demo.expect({ name: 'Bob', email: 'bob@guests.example', code: '000202' });
      const who: Who = by === 'record' ? { by, record } : by === 'code' ? byCode('000201') : byName;
      if (purpose === 'sign-out') await checkIn(who);
      const sent = clock.now();
      demo.faults.next({ match: { path: PATHS[purpose] }, do: fault });
      expect(await operation(purpose).send(dispatch(purpose, who))).toMatchObject({
        kind: 'unsettled',
      });
      expect(
        await settle(purpose, who, sentAt(sent, purpose === 'sign-out' ? record : '')),
      ).toEqual(committed ? { kind: 'found', receipt: record } : { kind: 'absent' });
      expect(await operation(purpose).send(dispatch(purpose, who))).toEqual({
        kind: 'delivered',
        receipt: record,
      });
      expect(requestCount(demo, 'POST', PATHS[purpose])).toBe(committed ? 1 : 2);
    });
  });
});

describe('settling a check-in by name', () => {
  it('tells one visit of the day from another that the same visitor still has', async () => {
    const { checkIn, clock, demo, settle } = await openKiosk();
    const first = demo.expect({ ...ada, code: '000301', at: clock.now() });
    const second = demo.expect({ ...ada, code: '000302', at: clock.now() + 60 * MINUTE });
    const sent = clock.now();
    expect(await settle('check-in', byName, sentAt(sent))).toEqual({ kind: 'absent' });
    demo.faults.next({ match: { path: PATHS['check-in'] }, do: { kind: 'commit-then-drop' } });
    await checkIn(byName);
    expect(await settle('check-in', byName, sentAt(sent))).toEqual({
      kind: 'found',
      receipt: first.id,
    });
    await clock.advance(30 * MINUTE);
    expect(await settle('check-in', byName, sentAt(clock.now()))).toEqual({ kind: 'absent' });
    expect(await settle('check-in', byName, sentAt(sent, first.id))).toEqual({ kind: 'absent' });
    await checkIn({ by: 'record', record: second.id });
    expect(await settle('check-in', byName, sentAt(sent))).toMatchObject({ kind: 'ambiguous' });
  });

  it.each([{ kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'truncated' }] as const)(
    'decides nothing on %j',
    async (fault) => {
      const { clock, demo, settle } = await openKiosk();
      const { id: record } = demo.expect(ada);
      for (const who of [byName, { by: 'record', record } as const]) {
        demo.faults.next({ match: { method: 'GET' }, do: fault });
        expect(await settle('check-in', who, sentAt(clock.now()))).toMatchObject({
          kind: 'unreadable',
          setback: { kind: 'failing' },
        });
      }
    },
  );
});

describe('signing out at Spacebring', () => {
  it('follows a check-in by the visit that is its receipt, whatever the visitor says of themselves', async () => {
    const { checkIn, demo, settle, signOut, visit } = await openKiosk();
    const { id } = demo.expect({ ...ada, code: '000401' });
    await checkIn(byCode('000401'));
    const vague: Claim = { ...byName, name: 'Ada' };
    expect(await signOut(vague, id)).toEqual({ kind: 'delivered', receipt: id });
    expect(visit(id)?.checkOutDate).toBeDefined();
    expect(await settle('sign-out', vague, sentAt(0, id), id)).toEqual({
      kind: 'found',
      receipt: id,
    });
    expect(await signOut(vague, id)).toEqual({ kind: 'delivered', receipt: id });
    expect(requestCount(demo, 'POST', PATHS['sign-out'])).toBe(1);
  });

  it('follows a walk-in, whose receipt is a request, by what the visitor says of themselves', async () => {
    const { demo, provider, settle, signOut, clock } = await openKiosk({ approvalChecksIn: true });
    const errand = {
      kind: 'walk-in',
      id: randomUUID(),
      visitor: { firstName: ada.name, lastName: ada.surname, email: ada.email },
      host: { kind: 'chosen', id: demo.hosts[0]?.id ?? '', name: 'Somebody' },
    } as const;
    const walkIn = await operationOf(provider, 'walk-in').send({
      errand,
      confirmedAt: new Date(clock.now()).toISOString(),
      hostId: errand.host.id,
    });
    const request = walkIn.kind === 'delivered' ? walkIn.receipt : '';
    expect(await signOut(byName, request)).toMatchObject({ kind: 'nothing-there' });
    const { id } = demo.approve(request);
    expect(await settle('sign-out', byName, sentAt(clock.now()), request)).toEqual({
      kind: 'absent',
    });
    expect(await signOut(byName, request)).toEqual({ kind: 'delivered', receipt: id });
  });

  it('of somebody who is not in is nothing there, and sends nothing', async () => {
    const { demo, signOut } = await openKiosk();
    const { id: record } = demo.expect({ ...ada, code: '000402' });
    for (const who of [byCode('000402'), byName, { by: 'record', record } as const])
      expect(await signOut(who)).toMatchObject({ kind: 'nothing-there' });
    expect(requestCount(demo, 'POST', PATHS['sign-out'])).toBe(0);
  });
});
