import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Dispatch } from '../../../../src/main/providers/provider.ts';
import type { ErrandOf } from '../../../../src/shared/domain/errand.ts';
import { arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';
import {
  errandOf,
  lostAnswers,
  lostRequests,
  type NexudusKiosk,
  operationOf,
  sent,
  walkIns,
} from './nexudus-operations.ts';

const PATH = '/api/spaces/visitors';
const ana = { fullName: 'Ana Sequeira', email: 'ana@sequeira.example', code: '012345' };
const byCode = { by: 'code', code: ana.code } as const;
const byName = { by: 'name', name: ana.fullName, email: ana.email } as const;
const puts = ({ demo }: NexudusKiosk) => requestCount(demo, 'PUT', PATH);
const checkIns = ({ provider }: NexudusKiosk) => operationOf(provider, 'check-in');
const signOuts = ({ provider }: NexudusKiosk) => operationOf(provider, 'sign-out');
const checkIn = (who: ErrandOf<'check-in'>['who'] = byCode) => errandOf({ kind: 'check-in', who });
const signOut = (
  who: ErrandOf<'sign-out'>['who'] = byCode,
  more: Omit<Partial<Dispatch>, 'errand'> = {},
) => errandOf({ kind: 'sign-out', who }, { confirmedAt: '2026-03-02T17:00:01.900Z', ...more });
const stored = ({ demo }: NexudusKiosk, id: string | number) =>
  demo.visitors.find(({ Id }) => Id === Number(id));

/** Somebody who is expected and has come in. */
async function comeIn(kiosk: NexudusKiosk) {
  const { Id } = kiosk.demo.expect(ana);
  expect(await checkIns(kiosk).send(checkIn())).toMatchObject({ kind: 'delivered' });
  return String(Id);
}

describe('looking for a visit of today', () => {
  it.each(['contains', 'exact'] as const)('finds it by either claim (%s)', async (textFilters) => {
    const { clock, demo, provider } = await nexudusKiosk({ textFilters });
    const { Id } = demo.expect(ana);
    demo.expect({ fullName: 'Ana Sequeira', email: 'xana@sequeira.example', code: '999999' });
    const found = { kind: 'found', record: String(Id) };
    expect(await provider.find('check-in', byCode, clock.now())).toEqual(found);
    expect(lastRequest(demo, 'GET', PATH).query).toMatchObject({
      Visitor_Business: '1234',
      Visitor_VisitorCode: '012345',
      from_Visitor_ExpectedArrival: '2026-03-02T00:00',
      to_Visitor_ExpectedArrival: '2026-03-03T00:00',
    });
    const typed = { ...byName, name: ' ÁNA  sequeira', email: 'Ana@Sequeira.example' };
    expect(await provider.find('check-in', typed, clock.now())).toEqual(found);
    const other = { ...byName, name: 'Ana Segueira' };
    expect(await provider.find('check-in', other, clock.now())).toEqual({ kind: 'nobody' });
    expect(await provider.find('sign-out', byCode, clock.now())).toEqual({ kind: 'not-in' });
  });

  it.each(['Pacific/Auckland', 'America/St_Johns', 'Asia/Kathmandu'])(
    'takes the day of the site, to its last minute (%s)',
    async (timeZone) => {
      const { demo, provider } = await nexudusKiosk({}, { timeZone });
      const noon = Temporal.ZonedDateTime.from(`2026-03-02T12:00[${timeZone}]`);
      const day = noon.startOfDay();
      const first = day.epochMilliseconds;
      const next = day.add({ days: 1 }).epochMilliseconds;
      const ids = [first - 1_000, first, next - 1_000, next].map((at, index) => {
        const visitor = { ...ana, code: `00000${index}`, at };
        return String(demo.expect(visitor).Id);
      });
      const looked = await Promise.all(
        ids.map((_, index) =>
          provider.find('check-in', { by: 'code', code: `00000${index}` }, noon.epochMilliseconds),
        ),
      );
      expect(looked).toEqual([
        { kind: 'nobody' },
        { kind: 'found', record: ids[1] },
        { kind: 'found', record: ids[2] },
        { kind: 'nobody' },
      ]);
    },
  );

  it('of two of the same person takes the nearest, and of two people of one name the one whose address it is', async () => {
    const { clock, demo, provider } = await nexudusKiosk();
    const hour = 3_600_000;
    demo.expect({ ...ana, at: clock.now() + 5 * hour, code: '100001' });
    const near = demo.expect({ ...ana, at: clock.now() - hour, code: '100002' });
    const other = demo.expect({ ...ana, email: 'ana.s@elsewhere.example', code: '100003' });
    expect(await provider.find('check-in', byName, clock.now())).toEqual({
      kind: 'found',
      record: String(near.Id),
    });
    const theirs = { ...byName, email: 'ana.s@elsewhere.example' };
    expect(await provider.find('check-in', theirs, clock.now())).toEqual({
      kind: 'found',
      record: String(other.Id),
    });
  });

  it('waits for the host', async () => {
    const kiosk = await nexudusKiosk();
    const { Id } = kiosk.demo.expect(ana);
    const asked = operationOf(kiosk.provider, 'decision');
    for (const [decision, kind] of [
      ['decline', 'not-approved'],
      ['hold', 'found'],
      ['come-up', 'found'],
    ] as const) {
      await asked.send(errandOf({ kind: 'decision', record: String(Id), decision }));
      const found = await kiosk.provider.find('check-in', byCode, kiosk.clock.now());
      expect(found).toMatchObject({ kind });
    }
  });

  it('reads no more than it must where filters are passed over, whatever a row leaves out', async () => {
    const { clock, demo, provider } = await nexudusKiosk();
    const { Id } = demo.expect(ana);
    const expected = '2026-03-02T10:00:00Z';
    const rows = [
      { Id: 1, FullName: 'Ana Sequeira', Email: 'other@guests.example', ExpectedArrival: expected },
      { Id: 2, FullName: 'Ana Sequeira', Email: ana.email, ExpectedArrival: '2026-03-01T10:00:00' },
      { Id: 3, BusinessId: 99, Email: ana.email },
      { Id: 'x' },
      null,
      7,
      { Id, Email: null, ExpectedArrival: 5, Arrived: 'no', Notes: [], New: {} },
    ];
    const body = JSON.stringify({ Records: rows, HasNextPage: false });
    demo.faults.next({
      match: { method: 'GET', path: PATH },
      do: { kind: 'status', status: 200, body },
    });
    expect(await provider.find('check-in', byName, clock.now())).toEqual({
      kind: 'found',
      record: String(Id),
    });
    const read = demo.requests.filter(({ path }) => path.startsWith(`${PATH}/`));
    expect(read.map(({ path }) => path)).toEqual([`${PATH}/${Id}`]);
  });

  it.each([
    [{ VisitorCode: '012345' }, 'nobody'],
    [{ ExpectedArrival: '2026-03-02T10:00:00' }, 'nobody'],
    [{ VisitorCode: 12_345, ExpectedArrival: '2026-03-02T10:00:00' }, 'nobody'],
    [{ VisitorCode: '012345', ExpectedArrival: '2026-03-02T10:00:00' }, 'found'],
    [{ VisitorCode: '012345', ExpectedArrival: '2026-03-02T10:00:00', Arrived: true }, 'done'],
  ])(
    'takes nobody of whom not even the record says that they are meant: %j',
    async (fields, kind) => {
      const { clock, demo, provider } = await nexudusKiosk();
      const answer = (path: string, value: unknown) =>
        demo.faults.next({
          match: { method: 'GET', path },
          do: { kind: 'status', status: 200, body: JSON.stringify(value) },
        });
      answer(PATH, { Records: [{ Id: 5 }] });
      answer(`${PATH}/5`, { Id: 5, ...fields });
      expect(await provider.find('check-in', byCode, clock.now())).toMatchObject({ kind });
    },
  );

  it('goes through all pages, and leaves what is too much to a person', async () => {
    const { clock, demo, provider } = await nexudusKiosk();
    const { Id } = demo.expect(ana);
    const page = (Records: unknown[]) =>
      demo.faults.next({
        match: { method: 'GET', path: PATH },
        do: { kind: 'status', status: 200, body: JSON.stringify({ Records, HasNextPage: true }) },
      });
    page([{ Id: 1, VisitorCode: '777777' }]);
    expect(await provider.find('check-in', byCode, clock.now())).toEqual({
      kind: 'nobody',
    });
    expect(lastRequest(demo, 'GET', PATH).query.page).toBe('2');
    page(Array.from({ length: 26 }, () => ({ Id })));
    page([]);
    expect(await provider.find('check-in', byCode, clock.now())).toEqual({ kind: 'unclear' });
    for (let number = 1; number <= 20; number += 1) page([{ Id: 1, VisitorCode: '777777' }]);
    expect(await provider.find('check-in', byCode, clock.now())).toEqual({ kind: 'unclear' });
    expect(demo.faults.pending).toBe(0);
  });

  it.each([
    ['list', PATH],
    ['record', /\/visitors\/\d+$/],
  ])('says that a %s cannot be read', async (_, path) => {
    const { clock, demo, provider } = await nexudusKiosk();
    demo.expect(ana);
    for (const [fault, kind] of [
      [{ kind: 'status', status: 500 }, 'failing'],
      [{ kind: 'html' }, 'failing'],
      [{ kind: 'truncated' }, 'failing'],
      [{ kind: 'status', status: 200, body: '[7]' }, 'failing'],
      [{ kind: 'drop' }, 'offline'],
    ] as const) {
      if (path === PATH && 'body' in fault) continue;
      demo.faults.next({ match: { method: 'GET', path }, do: fault });
      expect(await provider.find('check-in', byCode, clock.now())).toMatchObject({
        kind: 'unreadable',
        setback: { kind },
      });
    }
  });
});

describe('checking in', () => {
  it.each([byCode, byName])('by $by: they have arrived when they said so', async (who) => {
    const kiosk = await nexudusKiosk();
    const before = kiosk.demo.expect({ ...ana, coworkerId: Number(kiosk.demo.hosts[3]?.id) });
    const receipt = String(before.Id);
    await kiosk.clock.advance(3_600_000);
    expect(await checkIns(kiosk).send(checkIn(who))).toEqual({ kind: 'delivered', receipt });
    // Every field is what it was, also those that the kiosk knows nothing of.
    expect(stored(kiosk, receipt)).toEqual({
      ...before,
      Arrived: true,
      ArrivalDate: '2026-03-02T09:30:15Z',
      UpdatedOn: expect.any(String),
    });
    expect(before).toMatchObject({
      CustomFields: { Badge: 'blue' },
      SystemId: expect.any(String),
      AccessControlScheduledJobId: expect.any(String),
    });
    // Nor is anything of the record lost on the way.
    const { body } = lastRequest(kiosk.demo, 'PUT', PATH);
    expect(body).toEqual({
      ...before,
      Arrived: true,
      ArrivalDate: '2026-03-02T09:30:15',
      ExpectedArrival: before.ExpectedArrival.replace(/Z$/, ''),
    });
  });

  it('sends back what no version of the kiosk has heard of, and dates as the vendor is known to read them', async () => {
    const kiosk = await nexudusKiosk();
    const { Id } = kiosk.demo.expect(ana);
    const record = {
      Id,
      BusinessId: 1234,
      FullName: 'Ana Sequeira',
      Email: ana.email,
      VisitorSource: 3,
      HostApprovalStatus: 4,
      CheckInNow: true,
      ExpectedArrival: '2026-03-02T11:00:00.50+01:00',
      ArrivalDate: 'soon',
      DepartureDate: null,
      CreatedOn: '2026-01-01T00:00:00Z',
      CustomFields: { Record: { Value: [{ 'Salto.Pin': '0042' }] } },
      Tomorrow: { of: [1, null, ''] },
    };
    kiosk.demo.faults.next({
      match: { method: 'GET', path: `${PATH}/${Id}` },
      do: { kind: 'status', status: 200, body: JSON.stringify(record) },
    });
    await checkIns(kiosk).send(checkIn({ by: 'record', record: String(Id) }));
    expect(lastRequest(kiosk.demo, 'PUT', PATH).body).toEqual({
      ...record,
      Arrived: true,
      ArrivalDate: '2026-03-02T09:30:15',
      ExpectedArrival: '2026-03-02T10:00:00',
      CheckInNow: false,
    });
  });

  it('of somebody who is in already sends nothing', async () => {
    const kiosk = await nexudusKiosk();
    const receipt = await comeIn(kiosk);
    expect(puts(kiosk)).toBe(1);
    for (const who of [byCode, { by: 'record', record: receipt } as const])
      expect(await checkIns(kiosk).send(checkIn(who))).toEqual({ kind: 'delivered', receipt });
    expect(puts(kiosk)).toBe(1);
  });

  it('of nobody is for whoever knows better', async () => {
    const kiosk = await nexudusKiosk();
    for (const who of [byCode, { by: 'record', record: '12' }, { by: 'record', record: '../1' }])
      expect(await checkIns(kiosk).send(checkIn(who as typeof byCode))).toMatchObject({
        kind: 'nothing-there',
      });
    kiosk.demo.faults.next({
      match: { method: 'GET', path: `${PATH}/13` },
      do: { kind: 'status', status: 404 },
    });
    expect(await checkIns(kiosk).send(checkIn({ by: 'record', record: '13' }))).toMatchObject({
      kind: 'nothing-there',
    });
    const { Id } = kiosk.demo.expect(ana);
    const gone = { kind: 'status', status: 404, body: '{"Message":"gone"}' } as const;
    kiosk.demo.faults.next({ match: { method: 'PUT' }, do: gone });
    expect(await checkIns(kiosk).send(checkIn({ by: 'record', record: String(Id) }))).toEqual({
      kind: 'nothing-there',
      message: 'gone',
    });
  });

  it('is refused while the host has not said yes, and when two visits could be meant', async () => {
    const kiosk = await nexudusKiosk();
    const { Id } = kiosk.demo.expect(ana);
    const record = { by: 'record', record: String(Id) } as const;
    kiosk.demo.decide(Id, 'reject');
    for (const who of [record, byCode])
      expect(await checkIns(kiosk).send(checkIn(who))).toEqual({
        kind: 'refused',
        message: expect.stringContaining('host has'),
        fields: [],
      });
    kiosk.demo.decide(Id, 'hold');
    await checkIns(kiosk).send(checkIn());
    await signOuts(kiosk).send(signOut());
    expect(await checkIns(kiosk).send(checkIn())).toMatchObject({ kind: 'refused' });
    expect(puts(kiosk)).toBe(2);
  });

  it('that the provider refuses says which field is wrong', async () => {
    const kiosk = await nexudusKiosk();
    kiosk.demo.expect(ana);
    const Errors = [{ AttemptedValue: null, Message: 'is wrong', PropertyName: 'Arrived' }];
    const body = JSON.stringify({ Message: 'No', Value: null, Errors, WasSuccessful: false });
    kiosk.demo.faults.next({ match: { method: 'PUT' }, do: { kind: 'status', status: 400, body } });
    expect(await checkIns(kiosk).send(checkIn())).toEqual({
      kind: 'refused',
      message: 'No',
      fields: [{ field: 'Arrived', message: 'is wrong' }],
    });
  });

  it('without the role says so, and nothing has happened', async () => {
    const kiosk = await nexudusKiosk();
    kiosk.demo.expect(ana);
    kiosk.demo.roles.delete('Visitor-Edit');
    expect(await checkIns(kiosk).send(checkIn())).toMatchObject({
      kind: 'not-sent',
      setback: { state: 'no-role', reason: expect.stringContaining('PUT /api/spaces/visitors') },
    });
  });

  it.each(['list', 'record'])('has not been sent when the %s cannot be read', async (what) => {
    const kiosk = await nexudusKiosk();
    kiosk.demo.expect(ana);
    const path = what === 'list' ? PATH : /\/visitors\/\d+$/;
    kiosk.demo.faults.next({ match: { method: 'GET', path }, do: { kind: 'drop' } });
    expect(await checkIns(kiosk).send(checkIn())).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'offline' },
    });
    expect(puts(kiosk)).toBe(0);
  });
});

describe.each(['check-in', 'sign-out'] as const)('a %s whose answer is lost', (kind) => {
  const prepared = async (options: Parameters<typeof nexudusKiosk>[0] = {}) => {
    const kiosk = await nexudusKiosk(options);
    const receipt = kind === 'sign-out' ? await comeIn(kiosk) : String(kiosk.demo.expect(ana).Id);
    const operation = kind === 'sign-out' ? signOuts(kiosk) : checkIns(kiosk);
    const of = (who: typeof byCode | typeof byName | { by: 'record'; record: string }) =>
      (kind === 'sign-out' ? signOut(who) : checkIn(who)) as Dispatch<never>;
    return { kiosk, receipt, operation, of };
  };

  it.each(lostAnswers)('is found again: %j', async (fault) => {
    for (const by of ['record', 'code', 'name'] as const) {
      const { kiosk, receipt, operation, of } = await prepared();
      const dispatch = of(
        by === 'record' ? { by, record: receipt } : by === 'code' ? byCode : byName,
      );
      kiosk.demo.faults.next({ match: { method: 'PUT' }, do: fault });
      expect(await operation.send(dispatch)).toMatchObject({ kind: 'unsettled' });
      expect(await operation.settle(dispatch, sent(kiosk.clock.now()))).toEqual({
        kind: 'found',
        receipt,
      });
    }
  });

  it.each(lostRequests)('is not there when it was not carried out: %j', async (fault) => {
    for (const by of ['record', 'code'] as const) {
      const { kiosk, receipt, operation, of } = await prepared();
      const dispatch = of(by === 'record' ? { by, record: receipt } : byCode);
      kiosk.demo.faults.next({ match: { method: 'PUT' }, do: fault });
      expect(await operation.send(dispatch)).toMatchObject({ kind: 'unsettled' });
      expect(await operation.settle(dispatch, sent(kiosk.clock.now()))).toEqual({ kind: 'absent' });
    }
  });

  it('is found again when the answer takes longer than ten seconds', async () => {
    const { kiosk, receipt, operation, of } = await prepared();
    const dispatch = of({ by: 'record', record: receipt });
    const before = puts(kiosk);
    kiosk.demo.faults.next({ match: { method: 'PUT' }, do: { kind: 'delay', ms: 60_000 } });
    const sending = operation.send(dispatch);
    await expect.poll(() => puts(kiosk)).toBe(before + 1);
    await kiosk.clock.advance(10_000);
    expect(await sending).toEqual({
      kind: 'unsettled',
      setback: { kind: 'offline', reason: 'no answer within 10 s' },
    });
    expect(await operation.settle(dispatch, sent(kiosk.clock.now()))).toEqual({
      kind: 'found',
      receipt,
    });
  });

  it('is not seen before the provider shows it', async () => {
    const { kiosk, receipt, operation, of } = await prepared({ readLagMs: 1_000 });
    await kiosk.clock.advance(1_000);
    const dispatch = of(byCode);
    kiosk.demo.faults.next({ match: { method: 'PUT' }, do: { kind: 'commit-then-drop' } });
    await operation.send(dispatch);
    const settle = () => operation.settle(dispatch, sent(kiosk.clock.now()));
    expect(await settle()).toEqual({ kind: 'absent' });
    await kiosk.clock.advance(1_000);
    expect(await settle()).toEqual({ kind: 'found', receipt });
  });

  it('decides nothing on what cannot be read', async () => {
    const { kiosk, receipt, operation, of } = await prepared();
    for (const path of [PATH, `${PATH}/${receipt}`]) {
      kiosk.demo.faults.next({ match: { method: 'GET', path }, do: { kind: 'html' } });
      const dispatch = of(path === PATH ? byCode : { by: 'record', record: receipt });
      expect(await operation.settle(dispatch, sent(0))).toMatchObject({ kind: 'unreadable' });
    }
  });

  it('leads to no other visit of the same person on that day', async () => {
    const { kiosk, operation, of } = await prepared();
    const more = { ...ana, at: kiosk.clock.now() + 7_200_000, code: '100002' };
    const second = kiosk.demo.expect(more);
    if (kind === 'sign-out')
      await checkIns(kiosk).send(checkIn({ by: 'record', record: String(second.Id) }));
    const before = puts(kiosk);
    const dispatch = of(byName);
    kiosk.demo.faults.next({ match: { method: 'PUT' }, do: { kind: 'commit-then-drop' } });
    await operation.send(dispatch);
    expect(await operation.settle(dispatch, sent(kiosk.clock.now()))).toMatchObject({
      kind: 'found',
    });
    expect(puts(kiosk)).toBe(before + 1);
  });
});

describe('signing out', () => {
  it('says when they left, and no more', async () => {
    const kiosk = await nexudusKiosk();
    const receipt = await comeIn(kiosk);
    const before = stored(kiosk, receipt);
    expect(await signOuts(kiosk).send(signOut())).toEqual({ kind: 'delivered', receipt });
    expect(stored(kiosk, receipt)).toEqual({ ...before, DepartureDate: '2026-03-02T17:00:01Z' });
    expect(await signOuts(kiosk).send(signOut())).toEqual({ kind: 'delivered', receipt });
    expect(puts(kiosk)).toBe(2);
  });

  it('of a walk-in follows it, and checks nobody in a second time', async () => {
    const kiosk = await nexudusKiosk();
    const came = await walkIns(kiosk.provider).send(dispatchOf(arrivalOf()));
    const after = 'receipt' in came ? came.receipt : '';
    expect(await signOuts(kiosk).send(signOut(byName, { after }))).toEqual({
      kind: 'delivered',
      receipt: after,
    });
    expect(lastRequest(kiosk.demo, 'PUT', PATH).body).toMatchObject({
      Arrived: true,
      CheckInNow: false,
      DepartureDate: '2026-03-02T17:00:01',
    });
  });

  it('waits until the provider shows the arrival before it, which an older record would undo', async () => {
    const kiosk = await nexudusKiosk({ readLagMs: 1_000 });
    kiosk.demo.expect(ana);
    const came = await checkIns(kiosk).send(checkIn());
    const after = 'receipt' in came ? came.receipt : '';
    const leaving = signOuts(kiosk).send(signOut(byCode, { after }));
    await expect.poll(() => requestCount(kiosk.demo, 'GET', `${PATH}/${after}`)).toBe(3);
    await expect.poll(() => kiosk.clock.untilNext).toBe(2_000);
    await kiosk.clock.advance(2_000);
    expect(await leaving).toEqual({ kind: 'delivered', receipt: after });
    expect(stored(kiosk, after)).toMatchObject({
      Arrived: true,
      ArrivalDate: '2026-03-02T09:30:15Z',
      DepartureDate: '2026-03-02T17:00:01Z',
    });
  });

  it('after an arrival that is gone, or of somebody who is not in, is for whoever knows better', async () => {
    const kiosk = await nexudusKiosk();
    const { Id } = kiosk.demo.expect(ana);
    for (const after of ['12', String(Id)]) {
      const leaving = signOuts(kiosk).send(signOut(byCode, { after }));
      for (const looks of [1, 2]) {
        await expect.poll(() => requestCount(kiosk.demo, 'GET', `${PATH}/${after}`)).toBe(looks);
        await expect.poll(() => kiosk.clock.untilNext).toBe(2_000);
        await kiosk.clock.advance(2_000);
      }
      expect(await leaving).toMatchObject({ kind: 'nothing-there' });
    }
    expect(await signOuts(kiosk).send(signOut())).toMatchObject({ kind: 'nothing-there' });
    const unknown = signOut({ by: 'code', code: '555555' });
    expect(await signOuts(kiosk).send(unknown)).toMatchObject({ kind: 'nothing-there' });
    expect(puts(kiosk)).toBe(0);
  });
});
