import { afterEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { SPACEBRING_LIMITS } from '../../../src/demo/spacebring/server.ts';
import { as, guest, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const MEMBERSHIPS = '/community/memberships/v1';
const COMPANIES = '/community/companies/v1';
const REQUESTS = '/visitors/requests/v1';

describe('Spacebring demo: who may ask', () => {
  it('refuses who it does not know', async () => {
    open = await openSpacebring();
    for (const authorization of ['', 'Bearer abc', `Basic ${btoa('harbour-works:guess')}`])
      await as(schema.responseError, 401, open.get('/networks/v1', { authorization }));
    const { networks } = await as(schema.networks, 200, open.get('/networks/v1'));
    expect(networks.map(({ id }) => id)).toEqual([open.demo.provider.networkId]);
  });

  it('does without the network header, and refuses a wrong one', async () => {
    open = await openSpacebring();
    const { clientId, locationId } = open.demo.provider;
    const authorization = `Basic ${btoa(`${clientId}:${open.demo.secret.value}`)}`;
    const bare = fetch(`${open.demo.baseUrl}/locations/v1`, { headers: { authorization } });
    const { locations } = await as(schema.locations, 200, bare);
    expect(locations).toMatchObject([{ id: locationId, timezoneId: 'Europe/Lisbon' }]);
    const wrong = { 'spacebring-network-id': locationId };
    await as(schema.responseError, 400, open.get('/locations/v1', wrong));
  });

  it('takes only the new secret once it is changed', async () => {
    open = await openSpacebring();
    open.demo.changeSecret('fresh');
    await as(schema.responseError, 401, open.get('/networks/v1'));
    const authorization = `Basic ${btoa(`harbour-works:${open.demo.secret.value}`)}`;
    await as(schema.networks, 200, open.get('/networks/v1', { authorization }));
  });

  it('knows its one location, and no other path', async () => {
    open = await openSpacebring();
    const { locationId, networkId } = open.demo.provider;
    const { location } = await as(schema.oneLocation, 200, open.get(`/locations/v1/${locationId}`));
    expect(location.networkRef).toBe(networkId);
    await as(schema.responseError, 404, open.get(`/locations/v1/${networkId}`));
    await as(schema.responseError, 404, open.get('/users/v1'));
  });
});

describe('Spacebring demo: the community', () => {
  it('pages on nextPageToken until it is absent', async () => {
    open = await openSpacebring({ hosts: 30 });
    const first = await as(schema.memberships, 200, open.list(MEMBERSHIPS));
    expect(first.memberships).toHaveLength(25);
    const next = await as(
      schema.memberships,
      200,
      open.get(`${MEMBERSHIPS}${first.searchQueryNext}`),
    );
    expect(next.memberships).toHaveLength(17);
    expect([next.nextPageToken, next.searchQueryNext]).toEqual([undefined, undefined]);
    const byToken = open.list(MEMBERSHIPS, { nextPageToken: first.nextPageToken ?? '' });
    expect(await as(schema.memberships, 200, byToken)).toEqual(next);
    const some = await as(schema.companies, 200, open.list(COMPANIES));
    const { nextPageToken = '' } = some;
    const others = await as(schema.companies, 200, open.list(COMPANIES, { nextPageToken }));
    expect(others.companies[0]).not.toEqual(some.companies[0]);
    const exact = await as(schema.memberships, 200, open.list(MEMBERSHIPS, { limit: '42' }));
    expect([exact.memberships.length, exact.nextPageToken]).toEqual([42, undefined]);
  });

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: '2.5' },
    { limit: 'all' },
    { nextPageToken: 'made-up' },
    { locationRef: 'here' },
    { locationRef: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
    { status: 'approved' },
    { types: 'member,friend' },
  ])('refuses %j', async (query) => {
    open = await openSpacebring();
    await as(schema.responseError, 400, open.list(MEMBERSHIPS, query as Record<string, string>));
  });

  it('refuses a list without a location, and a token of other filters', async () => {
    open = await openSpacebring();
    for (const path of [MEMBERSHIPS, COMPANIES, REQUESTS])
      await as(schema.responseError, 400, open.get(path));
    const { nextPageToken = '' } = await as(schema.memberships, 200, open.list(MEMBERSHIPS));
    const other = open.list(MEMBERSHIPS, { nextPageToken, types: 'member' });
    await as(schema.responseError, 400, other);
  });

  it('joins to exactly the hosts that can be visited', async () => {
    open = await openSpacebring({ hosts: 70 });
    const all = await as(schema.memberships, 200, open.list(MEMBERSHIPS, { limit: '100' }));
    const { companies } = await as(schema.companies, 200, open.list(COMPANIES, { limit: '100' }));
    expect(companies).toHaveLength(60);
    const titles = new Map(companies.map(({ id, title }) => [id, title]));
    const kept = all.memberships
      .filter((one) => one.status === 'approved' && one.type === 'member' && !one.deleteDate)
      .map(({ userRef, user, companyRef }) => {
        const name = user?.surname ? `${user.name} ${user.surname}` : user?.name;
        return { id: userRef, name, ...(companyRef ? { company: titles.get(companyRef) } : {}) };
      });
    expect(kept).toHaveLength(70);
    expect(open.demo.hosts).toEqual(kept);
    expect(kept).toContainEqual(
      expect.objectContaining({ name: 'Maya Okafor', company: 'Tidewater Studio' }),
    );
    for (const { id, userRef } of all.memberships) expect(id).not.toBe(userRef);
  });

  it('filters as documented', async () => {
    open = await openSpacebring();
    const maya = open.demo.hosts[0]?.id ?? '';
    const found = async (query: Record<string, string>) =>
      (await as(schema.memberships, 200, open.list(MEMBERSHIPS, { limit: '100', ...query })))
        .memberships;
    const [one, ...rest] = await found({ userRef: maya });
    expect([one?.userRef, rest]).toEqual([maya, []]);
    expect(await found({ userEmail: one?.user?.email ?? '' })).toEqual([one]);
    expect(await found({ companyRef: one?.companyRef ?? '' })).toContainEqual(one);
    expect((await found({ status: 'requested' })).map(({ status }) => status)).toEqual(
      Array(4).fill('requested'),
    );
    expect((await found({ types: 'nonmember' })).map(({ type }) => type)).toEqual(
      Array(4).fill('nonmember'),
    );
    const titled = open.list(COMPANIES, { title: 'Tidewater Studio' });
    expect((await as(schema.companies, 200, titled)).companies).toHaveLength(1);
  });

  it('gives every one of 50,000 once, in pages', async () => {
    open = await openSpacebring({ hosts: 50_000 });
    const seen = new Set<string | undefined>();
    let nextPageToken: string | undefined;
    do {
      const query = { limit: '100', ...(nextPageToken === undefined ? {} : { nextPageToken }) };
      const answer = await open.list(MEMBERSHIPS, query);
      const page = (await answer.json()) as z.output<typeof schema.memberships>;
      for (const { userRef } of page.memberships) seen.add(userRef);
      nextPageToken = page.nextPageToken;
    } while (nextPageToken !== undefined);
    expect(seen.size).toBe(50_012);
  });
});

describe('Spacebring demo: visit requests', () => {
  it('creates one with 201, and gives it back', async () => {
    open = await openSpacebring();
    const visitor = { ...guest, phoneNumber: '+351912345678' };
    const { request } = await as(schema.oneRequest, 201, open.ask(visitor));
    const host = open.demo.hosts[0];
    expect(request).toMatchObject({
      createDate: '2026-03-02T09:30:15.400Z',
      userRefHost: host?.id,
      userHost: { id: host?.id, name: 'Maya', surname: 'Okafor' },
      visitor,
    });
    expect(request.membershipRefHost).not.toBe(host?.id);
    expect(open.demo.visitRequests).toEqual([request]);
    const read = open.get(`${REQUESTS}/${request.id}`);
    expect(await as(schema.oneRequest, 200, read)).toEqual({ request });
    await as(schema.responseError, 404, open.get(`${REQUESTS}/${host?.id}`));
  });

  it('keeps a double submission twice, of one and the same user', async () => {
    open = await openSpacebring();
    const first = await as(schema.oneRequest, 201, open.ask(guest));
    const second = await as(
      schema.oneRequest,
      201,
      open.ask({ email: guest.email.toUpperCase(), name: 'Ada' }),
    );
    expect(second.request.id).not.toBe(first.request.id);
    expect(second.request.userRefVisitor).toBe(first.request.userRefVisitor);
  });

  it.each([
    ['no e-mail address', { name: 'Ada' }, {}],
    ['an empty e-mail address', { ...guest, email: '' }, {}],
    ['no name', { email: guest.email }, {}],
    ['a company, which there is no field for', { ...guest, company: 'Analytical Engines' }, {}],
    ['a note, which there is no field for', guest, { comment: 'ref 1' }],
    ['a host who is unknown', guest, { userRefHost: '3c90c3cc-0d44-4b50-8888-8dd25736052a' }],
    ['a location that is not ours', guest, { locationRef: '3c90c3cc-0d44-4b50-8888-8dd25736052a' }],
  ])('refuses %s', async (_, visitor, more) => {
    open = await openSpacebring();
    await as(schema.responseError, 400, open.ask(visitor, more));
    expect(open.demo.visitRequests).toEqual([]);
  });

  it('refuses a membership’s id as host, and one who is not approved or has left', async () => {
    open = await openSpacebring();
    const list = open.list(MEMBERSHIPS, { limit: '100' });
    const { memberships } = await as(schema.memberships, 200, list);
    const approved = memberships.find((one) => one.userRef === open.demo.hosts[0]?.id);
    const unfit = memberships.filter((one) => one.status === 'requested' || one.deleteDate);
    expect(unfit).toHaveLength(8);
    for (const userRefHost of [approved?.id, ...unfit.map(({ userRef }) => userRef)])
      await as(schema.responseError, 400, open.ask(guest, { userRefHost }));
  });

  it('refuses what is not JSON', async () => {
    open = await openSpacebring();
    await as(schema.responseError, 400, open.post('not an object'));
    await as(schema.responseError, 400, open.post({}));
  });

  it('lists them by the time of their creation, in pages', async () => {
    open = await openSpacebring();
    for (const name of ['Ada', 'Grace', 'Hedy']) {
      await open.ask({ ...guest, name });
      open.clock.now += 1000;
    }
    const names = async (query: Record<string, string>) =>
      (await as(schema.requests, 200, open.list(REQUESTS, query))).requests.map(
        ({ visitor }) => visitor.name,
      );
    expect(await names({})).toEqual(['Ada', 'Grace', 'Hedy']);
    expect(await names({ 'createDate[gte]': '2026-03-02T09:30:16.400Z' })).toEqual([
      'Grace',
      'Hedy',
    ]);
    expect(await names({ 'createDate[lte]': '2026-03-02T10:30:16.399+01:00' })).toEqual(['Ada']);
    const first = await as(schema.requests, 200, open.list(REQUESTS, { limit: '2' }));
    const next = await as(schema.requests, 200, open.get(REQUESTS + first.searchQueryNext));
    expect([first, next].map(({ requests }) => requests.length)).toEqual([2, 1]);
    const bad = open.list(REQUESTS, { 'createDate[gte]': 'yesterday' });
    await as(schema.responseError, 400, bad);
  });

  it('shows a new one only when the lag is over', async () => {
    open = await openSpacebring({ readLagMs: 1000 });
    const created = (await (await open.ask(guest)).json()) as { request: { id: string } };
    const seen = async () => {
      const list = (await (await open.list('/visitors/requests/v1')).json()) as {
        requests: unknown[];
      };
      const one = await open.get(`/visitors/requests/v1/${created.request.id}`);
      return [list.requests.length, one.status];
    };
    open.clock.now += 999;
    expect(await seen()).toEqual([0, 404]);
    open.clock.now += 1;
    expect(await seen()).toEqual([1, 200]);
  });
});

describe('Spacebring demo: limits', () => {
  it.each([
    [false, null],
    [true, '1'],
  ])('says 429 beyond ten in a second (Retry-After: %j)', async (retryAfter, header) => {
    open = await openSpacebring({ limits: SPACEBRING_LIMITS, retryAfter });
    for (let count = 0; count < 10; count += 1)
      expect((await open.get('/networks/v1')).status).toBe(200);
    const answer = await open.get('/networks/v1');
    expect(answer.headers.get('retry-after')).toBe(header);
    await as(schema.responseError, 429, Promise.resolve(answer));
    open.clock.now += 1000;
    expect((await open.get('/networks/v1')).status).toBe(200);
  });
});
