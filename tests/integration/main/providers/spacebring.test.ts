import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import type { Host } from '../../../../src/shared/domain/host.ts';
import { arrivalOf, chosen, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, requestCount, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { operationOf, sentAt } from './spacebring-operations.ts';

const PATH = '/visitors/requests/v1';
const match = { method: 'POST', path: PATH };

/** A guest of Maya's. */
function visitTo(demo: { hosts: readonly Host[] }, visitor: Parameters<typeof arrivalOf>[1] = {}) {
  const host = chosen(demo);
  if (host.kind !== 'chosen') throw new Error('no host');
  return dispatchOf(arrivalOf(host, visitor), host.id);
}

/** A kiosk, and the operation that all of this is about. */
async function openKiosk(...options: Parameters<typeof spacebringKiosk>) {
  const kiosk = await spacebringKiosk(...options);
  return { ...kiosk, walkIns: operationOf(kiosk.provider, 'walk-in') };
}

describe('what is sent to Spacebring', () => {
  it('is a request, with Basic and the network, and never a company', async () => {
    const { demo, walkIns } = await openKiosk();
    const visit = visitTo(demo, {
      lastName: 'King',
      phone: '+351912345678',
      company: 'Engine & Co',
    });
    expect(await walkIns.send(visit)).toEqual({
      kind: 'delivered',
      receipt: demo.visitRequests[0]?.id,
    });
    const { body, headers } = lastRequest(demo, 'POST', PATH);
    expect(body).toEqual({
      request: {
        locationRef: demo.provider.locationId,
        userRefHost: visit.hostId,
        visitor: {
          email: visit.errand.visitor.email,
          name: 'Ada',
          surname: 'King',
          phoneNumber: '+351912345678',
        },
      },
    });
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Basic',
      'spacebring-network-id': demo.provider.networkId,
    });
  });

  it('leaves out what was not given', async () => {
    const { demo, walkIns } = await openKiosk();
    const visit = visitTo(demo);
    expect(await walkIns.send(visit)).toMatchObject({ kind: 'delivered' });
    expect(demo.visitRequests[0]?.visitor).toEqual({
      email: visit.errand.visitor.email,
      name: 'Ada',
    });
  });

  it('is nothing without a host', async () => {
    const { demo, walkIns } = await openKiosk();
    expect(await walkIns.send(dispatchOf(arrivalOf()))).toMatchObject({ kind: 'refused' });
    expect(demo.requests).toHaveLength(0);
  });
});

describe('what the answer of Spacebring means', () => {
  const body = (status: number, value: unknown): Fault => ({
    kind: 'status',
    status,
    body: JSON.stringify(value),
  });

  it.each<[string, Fault, object]>([
    ['201 without a request', body(201, {}), { kind: 'unsettled', setback: { kind: 'failing' } }],
    [
      '500 after the commit',
      { kind: 'status', status: 500, commit: true },
      { kind: 'unsettled', setback: { kind: 'failing' } },
    ],
    ['a page of HTML', { kind: 'html' }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    ['nothing', { kind: 'empty' }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    ['half of it', { kind: 'truncated' }, { kind: 'unsettled', setback: { kind: 'failing' } }],
    [
      'a connection cut after the commit',
      { kind: 'commit-then-drop' },
      { kind: 'unsettled', setback: { kind: 'offline' } },
    ],
    [
      '400 without a body',
      { kind: 'status', status: 400 },
      { kind: 'refused', message: 'the provider answered 400', fields: [] },
    ],
    ['400 as a page', { kind: 'status', status: 400, body: '<html>' }, { kind: 'refused' }],
    [
      '400 with issues',
      body(400, {
        message: 'Bad',
        issues: [{ path: ['request', 'visitor', 'email'], message: 'is odd' }],
      }),
      {
        kind: 'refused',
        message: 'Bad',
        fields: [{ field: 'request.visitor.email', message: 'is odd' }],
      },
    ],
    [
      '403',
      { kind: 'status', status: 403 },
      { kind: 'not-sent', setback: { kind: 'credentials', state: 'no-role' } },
    ],
    [
      '429 without Retry-After',
      { kind: 'status', status: 429 },
      { kind: 'not-sent', setback: { kind: 'throttled' } },
    ],
  ])('%s', async (_, fault, meaning) => {
    const { demo, walkIns } = await openKiosk();
    demo.faults.next({ match, do: fault });
    expect(await walkIns.send(visitTo(demo))).toMatchObject(meaning);
  });

  it('a host who is unknown is refused', async () => {
    const { demo, walkIns } = await openKiosk();
    const visit = { ...visitTo(demo), hostId: demo.provider.networkId };
    expect(await walkIns.send(visit)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('userRefHost'),
    });
  });

  it('429 silences everything until it may speak again', async () => {
    const { clock, demo, provider, walkIns } = await openKiosk();
    demo.faults.next({ match, do: { kind: 'throttle', status: 429, retryAfter: 30 } });
    const until = clock.now() + 30_000;
    expect(await walkIns.send(visitTo(demo))).toMatchObject({ setback: { until } });
    const before = demo.requests.length;
    await expect(provider.hosts().next()).rejects.toMatchObject({
      setback: { kind: 'throttled', until },
    });
    expect(demo.requests).toHaveLength(before);
    await clock.advance(30_000);
    expect(await walkIns.send(visitTo(demo))).toMatchObject({ kind: 'delivered' });
  });

  it('a secret that is refused is not tried again until it changes', async () => {
    const { demo, key, secrets, walkIns } = await openKiosk();
    await walkIns.send(visitTo(demo));
    demo.changeSecret('spring-tide');
    const refused = { kind: 'not-sent', setback: { kind: 'credentials', state: 'refused' } };
    expect(await walkIns.send(visitTo(demo))).toMatchObject(refused);
    const before = demo.requests.length;
    expect(await walkIns.send(visitTo(demo))).toMatchObject(refused);
    expect(demo.requests).toHaveLength(before);
    await secrets.set(key, 'spring-tide');
    expect(await walkIns.send(visitTo(demo))).toMatchObject({ kind: 'delivered' });
  });
});

describe('settling with Spacebring', () => {
  it('finds the one request that fits', async () => {
    const { clock, demo, walkIns } = await openKiosk();
    const began = clock.now();
    for (let count = 0; count < 120; count += 1) await walkIns.send(visitTo(demo));
    const visit = visitTo(demo, { email: 'Ada@Guests.example' });
    demo.faults.next({ match, do: { kind: 'commit-then-drop' } });
    await walkIns.send(visit);
    const other = demo.hosts.find(({ id }) => id !== visit.hostId)?.id ?? '';
    await walkIns.send({ ...visit, hostId: other });
    expect(await walkIns.settle(visit, sentAt(began))).toEqual({
      kind: 'found',
      receipt: demo.visitRequests[120]?.id,
    });
    expect(requestCount(demo, 'GET', PATH)).toBe(2);
    expect(lastRequest(demo, 'GET', PATH).query).toMatchObject({
      locationRef: demo.provider.locationId,
      'createDate[gte]': '2026-03-02T09:25:15.000Z',
    });
  });

  it('tells visitors who share an address apart by their names, and says when it cannot', async () => {
    const { clock, demo, walkIns } = await openKiosk();
    const shared = { email: 'front-desk@guests.example' };
    const grace = visitTo(demo, { ...shared, firstName: 'Grace', lastName: 'Hopper' });
    const ada = visitTo(demo, { ...shared, firstName: 'Ádá' });
    await walkIns.send(grace);
    expect(await walkIns.settle(ada, sentAt(clock.now()))).toMatchObject({
      kind: 'ambiguous',
    });
    await walkIns.send({
      ...ada,
      errand: { ...ada.errand, visitor: { ...shared, firstName: 'ADA' } },
    });
    const [first, second] = demo.visitRequests.map(({ id }) => id);
    expect(await walkIns.settle(ada, sentAt(clock.now()))).toEqual({
      kind: 'found',
      receipt: second,
    });
    expect(await walkIns.settle(grace, sentAt(clock.now()))).toEqual({
      kind: 'found',
      receipt: first,
    });
  });

  it('leaves what belongs to another entry, and says when two fit', async () => {
    const { clock, demo, walkIns } = await openKiosk();
    const visit = visitTo(demo);
    expect(await walkIns.settle(visit, sentAt(clock.now()))).toEqual({
      kind: 'absent',
    });
    await walkIns.send(visit);
    await walkIns.send(visit);
    const [first, second] = demo.visitRequests.map(({ id }) => id);
    expect(await walkIns.settle(visit, sentAt(clock.now()))).toMatchObject({
      kind: 'ambiguous',
    });
    expect(await walkIns.settle(visit, sentAt(clock.now(), first))).toEqual({
      kind: 'found',
      receipt: second,
    });
    expect(await walkIns.settle(visit, sentAt(clock.now(), first, second))).toEqual({
      kind: 'absent',
    });
  });

  it('does not look at requests from before', async () => {
    const { clock, demo, walkIns } = await openKiosk();
    const visit = visitTo(demo);
    await walkIns.send(visit);
    await clock.advance(5 * 60_000 + 1);
    expect(await walkIns.settle(visit, sentAt(clock.now()))).toEqual({
      kind: 'absent',
    });
  });

  it.each([{ kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'truncated' }] as const)(
    'decides nothing on %j',
    async (fault) => {
      const { clock, demo, walkIns } = await openKiosk();
      demo.faults.next({ match: { method: 'GET' }, do: fault });
      expect(await walkIns.settle(visitTo(demo), sentAt(clock.now()))).toMatchObject({
        kind: 'unreadable',
        setback: { kind: 'failing' },
      });
    },
  );
});

describe('the hosts of Spacebring', () => {
  const all = async (hosts: AsyncIterable<Host[]>) => {
    const pages = [];
    for await (const page of hosts) pages.push(page);
    return pages;
  };

  it('are all members who have not left, by userRef, with their company', async () => {
    const { demo, provider } = await spacebringKiosk({ hosts: 230 });
    const pages = await all(provider.hosts());
    expect(pages).toHaveLength(3);
    expect(pages.flat()).toEqual(demo.hosts);
    expect(pages.flat().some(({ company }) => company !== undefined)).toBe(true);
  });

  it('come to an end though the token repeats', async () => {
    const { demo, provider } = await spacebringKiosk();
    const body = JSON.stringify({ companies: [], nextPageToken: 'again' });
    demo.faults.next({
      match: { path: '/community/companies/v1' },
      times: 3,
      do: { kind: 'status', status: 200, body },
    });
    await all(provider.hosts());
    expect(requestCount(demo, 'GET', '/community/companies/v1')).toBe(2);
  });

  it('come to an end at a token that is empty or null', async () => {
    const { demo, provider } = await spacebringKiosk();
    for (const [path, value] of [
      ['/community/companies/v1', { companies: [], nextPageToken: null }],
      ['/community/memberships/v1', { memberships: [], nextPageToken: '' }],
    ] as const)
      demo.faults.next({
        match: { path },
        do: { kind: 'status', status: 200, body: JSON.stringify(value) },
      });
    expect(await all(provider.hosts())).toEqual([[]]);
  });

  it('make do with what a membership has', async () => {
    const { demo, lines, provider } = await spacebringKiosk();
    const memberships = [
      { userRef: 'a', user: { name: ' Ana ', surname: ' ' }, companyRef: 'nowhere' },
      { user: { id: 'b', surname: 'Sá' } },
      { userRef: 'c' },
      { user: { name: 'Nobody' } },
      { userRef: 'd', user: { name: 'Rui' }, status: 'requested' },
      { userRef: 'e', user: { name: 'Rui' }, type: 'nonmember' },
      { userRef: 'f', user: { name: 'Rui' }, deleteDate: '2025-01-01T00:00:00Z' },
      'nonsense',
    ];
    demo.faults.next({
      match: { path: '/community/memberships/v1' },
      do: { kind: 'status', status: 200, body: JSON.stringify({ memberships }) },
    });
    expect(await all(provider.hosts())).toEqual([
      [
        { id: 'a', name: 'Ana' },
        { id: 'b', name: 'Sá' },
      ],
    ]);
    expect(lines).toContainEqual({ event: 'rows unreadable', rows: 1 });
  });

  it('are read when members are called customers, and when fields are odd', async () => {
    const { demo, lines, provider } = await spacebringKiosk();
    const customers = [
      { userRef: 'a', user: { name: 'Ana', surname: 7 }, companyRef: {}, status: null },
      { userRef: 5, user: { id: 'b', name: 'Sá' }, type: [], news: { about: 'this' } },
      { userRef: 'c', user: { name: 'Rui' }, deleteDate: 1 },
      { userRef: 'd', user: 'Rui' },
      7,
    ];
    demo.faults.next({
      match: { path: '/community/memberships/v1' },
      do: { kind: 'status', status: 200, body: JSON.stringify({ customers }) },
    });
    expect(await all(provider.hosts())).toEqual([
      [
        { id: 'a', name: 'Ana' },
        { id: 'b', name: 'Sá' },
      ],
    ]);
    expect(lines).toContainEqual({ event: 'rows unreadable', rows: 1 });
  });

  it('are counted by a probe', async () => {
    const { demo, provider } = await spacebringKiosk();
    expect(await provider.probe()).toContain('its hosts can be read');
    demo.changeSecret('other');
    await expect(provider.probe()).rejects.toMatchObject({ setback: { state: 'refused' } });
  });
});
