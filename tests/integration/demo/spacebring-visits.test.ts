import { afterEach, describe, expect, it } from 'vitest';
import { as, at, bare, guest, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const VISITS = '/visitors/visits/v1';
const nobody = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

describe('Spacebring demo: visits', () => {
  it('gives one as a member has announced it', async () => {
    open = await openSpacebring();
    const kept = open.demo.expect({ ...guest, code: '012345' });
    const { visit } = await as(schema.oneVisit, 200, open.get(`${VISITS}/${kept.id}`));
    expect(visit).toEqual(kept);
    const [host] = open.demo.hosts;
    expect(visit).toMatchObject({
      code: '012345',
      createDate: '2026-03-02T09:30:15.400Z',
      date: '2026-03-02T10:00:15.400Z',
      customer: { company: { title: host?.company }, user: { id: host?.id, name: 'Maya' } },
      location: { id: open.demo.provider.locationId, timezoneId: 'Europe/Lisbon' },
      userRefHost: host?.id,
      visitor: guest,
    });
    expect(visit.customer.id).toBe(visit.membershipRefHost);
    expect(visit.customer.user).toEqual(visit.userHost);
    expect(open.demo.visits).toEqual([visit]);
    const { visits } = await as(schema.visits, 200, open.list(VISITS));
    expect(visits).toEqual([visit]);
    await as(schema.responseError, 404, open.get(`${VISITS}/${nobody}`));
  });

  it('announces for today, for any member, with any code', async () => {
    open = await openSpacebring();
    open.clock.now = Date.parse('2026-07-01T22:45:00.000Z');
    const { date, userRefHost, code } = open.demo.expect({
      ...guest,
      hostRef: open.demo.hosts[2]?.id ?? '',
    });
    expect([date, userRefHost]).toEqual(['2026-07-01T22:45:00.000Z', open.demo.hosts[2]?.id]);
    expect(code).toMatch(/^\d{6}$/);
    expect(open.demo.expect({ ...guest, at }).date).toBe('2026-03-02T09:30:15.400Z');
    expect(() => open.demo.expect({ ...guest, hostRef: nobody })).toThrow(nobody);
    expect(() => open.demo.expect({ ...guest, code: '12345' })).toThrow('six digits');
  });

  it.each([
    ['both', schema.oneVisit],
    ['customer', schema.visitByCustomer],
    ['membership', schema.visitByMembership],
  ] as const)('names the host as told: %s', async (naming, form) => {
    open = await openSpacebring({ naming });
    const { id, code } = open.demo.expect(guest);
    const { visit } = await as(form, 200, open.get(`${VISITS}/${id}`));
    const answer = await open.list(VISITS);
    expect(await answer.json()).toEqual({ visits: [visit] });
    const into = await as(form, 200, open.pass('checkin', code));
    expect(into.visit).toMatchObject(visit);
  });

  it('filters by host, date and creation, in pages', async () => {
    open = await openSpacebring();
    const hour = 3_600_000;
    for (const [index, name] of ['Ada', 'Grace', 'Hedy'].entries()) {
      const hostRef = open.demo.hosts[index % 2]?.id ?? '';
      open.demo.expect({ name, email: guest.email, hostRef, at: at + (3 - index) * hour });
      open.clock.now += 1000;
    }
    const names = async (query: Record<string, string>) =>
      (await as(schema.visits, 200, open.list(VISITS, query))).visits.map(
        ({ visitor }) => visitor.name,
      );
    expect(await names({})).toEqual(['Ada', 'Grace', 'Hedy']);
    expect(await names({ userRefHost: open.demo.hosts[0]?.id ?? '' })).toEqual(['Ada', 'Hedy']);
    expect(await names({ userRefHost: nobody })).toEqual([]);
    expect(await names({ 'createDate[gte]': '2026-03-02T09:30:16.400Z' })).toEqual([
      'Grace',
      'Hedy',
    ]);
    expect(await names({ 'createDate[lte]': '2026-03-02T10:30:16.399+01:00' })).toEqual(['Ada']);
    expect(await names({ 'date[gte]': '2026-03-02T11:30:15.400Z' })).toEqual(['Ada', 'Grace']);
    expect(
      await names({
        'date[gte]': '2026-03-02T10:30:15.401Z',
        'date[lte]': '2026-03-02T12:30:15.399Z',
      }),
    ).toEqual(['Grace']);
    const first = await as(schema.visits, 200, open.list(VISITS, { limit: '2' }));
    const next = await as(schema.visits, 200, open.get(VISITS + first.searchQueryNext));
    expect([first, next].map(({ visits }) => visits.length)).toEqual([2, 1]);
    expect(next.nextPageToken).toBeUndefined();
    for (const query of [
      { 'date[gte]': 'today' },
      { userRefHost: 'maya' },
      { nextPageToken: first.nextPageToken ?? '' },
    ] as Record<string, string>[])
      await as(schema.responseError, 400, open.list(VISITS, query));
    await as(schema.responseError, 400, open.get(VISITS));
  });

  it('shows a new one only when the lag is over', async () => {
    open = await openSpacebring({ readLagMs: 1000 });
    const { id } = open.demo.expect(guest);
    const seen = async () => [
      (await as(schema.visits, 200, open.list(VISITS))).visits.length,
      (await open.get(`${VISITS}/${id}`)).status,
    ];
    open.clock.now += 999;
    expect(await seen()).toEqual([0, 404]);
    open.clock.now += 1;
    expect(await seen()).toEqual([1, 200]);
  });

  it('creates one for a user who has signed in, who is its host', async () => {
    open = await openSpacebring();
    const token = await open.bearer();
    const { locationId } = open.demo.provider;
    const planned = {
      date: '2026-03-04T10:00:00+01:00',
      locationRef: locationId,
      comment: 'Needs the ramp',
      visitor: { ...guest, phoneNumber: '+351912345678' },
    };
    const made = open.send('POST', VISITS, { visit: planned }, token);
    const { visit } = await as(schema.oneVisit, 201, made);
    expect(visit).toMatchObject({
      date: '2026-03-04T09:00:00.000Z',
      comment: 'Needs the ramp',
      customer: { user: { email: open.demo.oauth.user.email } },
      visitor: planned.visitor,
    });
    expect(visit.code).toMatch(/^\d{6}$/);
    expect(visit.customer.company).toBeUndefined();
    const mine = await as(
      schema.visits,
      200,
      open.list(VISITS, { userRefHost: visit.userRefHost }),
    );
    expect(mine.visits).toEqual([visit]);
    for (const wrong of [
      planned,
      { visit: { ...planned, date: 'tomorrow' } },
      { visit: { ...planned, date: undefined } },
      { visit: { ...planned, locationRef: nobody } },
      { visit: { ...planned, visitor: { name: 'Ada' } } },
      { visit: { ...planned, userRefHost: open.demo.hosts[0]?.id } },
    ])
      await as(schema.responseError, 400, open.send('POST', VISITS, wrong, token));
    expect(open.demo.visits).toHaveLength(1);
  });

  it('changes the date and the comment, and nothing else', async () => {
    open = await openSpacebring();
    const kept = open.demo.expect(guest);
    const put = (visit: unknown, id = kept.id) => open.send('PUT', `${VISITS}/${id}`, { visit });
    const date = '2026-03-05T14:00:00.000Z';
    const moved = await as(schema.oneVisit, 200, put({ date, comment: 'Brings a dog' }));
    expect(moved.visit).toEqual({ ...kept, date, comment: 'Brings a dog' });
    const again = await as(schema.oneVisit, 200, put({ date: kept.date }));
    expect(again.visit).toEqual({ ...kept, comment: 'Brings a dog' });
    expect(open.demo.visits).toEqual([again.visit]);
    for (const wrong of [{}, { comment: 'none' }, { date, code: '000000' }, { date: 'soon' }])
      await as(schema.responseError, 400, put(wrong));
    await as(schema.responseError, 400, open.send('PUT', `${VISITS}/${kept.id}`, { date }));
    await as(schema.responseError, 404, put({ date }, nobody));
  });

  it('keeps a cancelled one, with the date of that', async () => {
    open = await openSpacebring();
    const token = await open.bearer();
    const kept = open.demo.expect(guest);
    const cancel = (id: string) => open.send('DELETE', `${VISITS}/${id}`, undefined, token);
    await bare(204, cancel(kept.id));
    const { visit } = await as(schema.oneVisit, 200, open.get(`${VISITS}/${kept.id}`));
    expect(visit).toEqual({ ...kept, deleteDate: '2026-03-02T09:30:15.400Z' });
    await as(schema.responseError, 400, cancel(kept.id));
    const change = open.send('PUT', `${VISITS}/${kept.id}`, { visit: { date: kept.date } });
    await as(schema.responseError, 400, change);
    await as(schema.responseError, 404, cancel(nobody));
  });

  it('has three guests a day where it is furnished, and hosts who answer', async () => {
    open = await openSpacebring({ furnished: true });
    const codes = async () =>
      (await as(schema.visits, 200, open.list(VISITS))).visits.map(
        ({ code, date }) => `${date.slice(0, 10)} ${code}`,
      );
    const today = ['012345', '204060', '318822'].map((code) => `2026-03-02 ${code}`);
    expect(await codes()).toEqual(today);
    await as(schema.oneVisit, 200, open.pass('checkin', '012345'));
    open.clock.now += 24 * 3_600_000;
    expect(await codes()).toEqual([...today, ...today.map((one) => one.replace('03-02', '03-03'))]);
    await as(schema.oneVisit, 200, open.pass('checkin', '012345'));
    await as(schema.oneRequest, 201, open.ask(guest));
    open.clock.now += 5999;
    expect(open.demo.visits).toHaveLength(6);
    open.clock.now += 1;
    expect(open.demo.visits).toHaveLength(7);
  });

  it('is furnished also late in the evening, and without members', async () => {
    open = await openSpacebring({ furnished: true, hosts: 0 });
    open.clock.now = Date.parse('2026-03-02T23:50:00.000Z');
    const { visits } = await as(schema.visits, 200, open.list(VISITS));
    expect(visits.map(({ date }) => date)).toEqual(Array(3).fill('2026-03-02T23:50:00.000Z'));
  });
});
