import { afterEach, describe, expect, it } from 'vitest';
import { as, bare, guest, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const REQUESTS = '/visitors/requests/v1';
const VISITS = '/visitors/visits/v1';

const asked = async () => (await as(schema.oneRequest, 201, open.ask(guest))).request;
const answer = (id: string, how: 'approve' | 'reject', token: Record<string, string>) =>
  open.send('POST', `${REQUESTS}/${id}/${how}`, undefined, token);
/** How many are in the list, and what its own path says. */
const seen = async (id: string) => [
  (await as(schema.requests, 200, open.list(REQUESTS))).requests.length,
  (await open.get(`${REQUESTS}/${id}`)).status,
];

describe('Spacebring demo: the host’s answer', () => {
  it('makes an approved request a visit of today, and takes it away', async () => {
    open = await openSpacebring();
    const token = await open.bearer();
    const request = await asked();
    expect(await seen(request.id)).toEqual([1, 200]);
    open.clock.now += 30_000;
    const { visit } = await as(schema.oneVisit, 201, answer(request.id, 'approve', token));
    const { visitor, userRefVisitor, userRefHost, membershipRefHost } = request;
    expect(visit).toMatchObject({
      createDate: '2026-03-02T09:30:45.400Z',
      date: '2026-03-02T09:30:45.400Z',
      ...{ visitor, userRefVisitor, userRefHost, membershipRefHost },
    });
    expect([visit.checkInDate, visit.checkInRef]).toEqual([undefined, undefined]);
    expect(await seen(request.id)).toEqual([0, 404]);
    expect(open.demo.visitRequests).toEqual([request]);
    const since = open.list(VISITS, { 'createDate[gte]': request.createDate, userRefHost });
    expect((await as(schema.visits, 200, since)).visits).toEqual([visit]);
    for (const how of ['approve', 'reject'] as const)
      await as(schema.responseError, 404, answer(request.id, how, token));
    await as(schema.oneVisit, 200, open.pass('checkin', visit.code));
  });

  it('leaves nothing of a rejected one', async () => {
    open = await openSpacebring();
    const token = await open.bearer();
    const request = await asked();
    await bare(204, answer(request.id, 'reject', token));
    expect(await seen(request.id)).toEqual([0, 404]);
    expect(open.demo.visits).toEqual([]);
    await as(schema.responseError, 404, answer(request.id, 'approve', token));
  });

  it('checks in with the approval, if that is how it is', async () => {
    open = await openSpacebring({ approvalChecksIn: true });
    const { id } = await asked();
    open.demo.approve(id);
    const { visits } = await as(schema.visits, 200, open.list(VISITS));
    expect(visits).toMatchObject([{ checkInDate: '2026-03-02T09:30:15.400Z' }]);
    const { code = '' } = visits[0] ?? {};
    await as(schema.responseError, 400, open.pass('checkin', code));
    await as(schema.oneVisit, 200, open.pass('checkout', code));
  });

  it('keeps answered requests, if that is how it is', async () => {
    open = await openSpacebring({ keepsDecidedRequests: true });
    const token = await open.bearer();
    const [first, second] = [await asked(), await asked()];
    open.demo.approve(first.id);
    open.demo.reject(second.id);
    expect(await seen(first.id)).toEqual([2, 200]);
    expect(await seen(second.id)).toEqual([2, 200]);
    await as(schema.responseError, 400, answer(first.id, 'approve', token));
    await as(schema.responseError, 400, answer(second.id, 'approve', token));
    await as(schema.responseError, 404, answer(open.demo.provider.networkId, 'reject', token));
    expect(open.demo.visits).toHaveLength(1);
  });

  it('is given by tests, once for each request', async () => {
    open = await openSpacebring();
    const { id } = await asked();
    expect(open.demo.approve(id)).toEqual(open.demo.visits[0]);
    expect(() => open.demo.approve(id)).toThrow(id);
    expect(() => open.demo.reject(id)).toThrow(id);
  });

  it('comes by itself after a while, by the server’s clock', async () => {
    open = await openSpacebring({ answersAfterMs: 6000 });
    const first = await asked();
    open.clock.now += 5000;
    const second = await asked();
    open.clock.now += 999;
    expect(await seen(first.id)).toEqual([2, 200]);
    open.clock.now += 60_000;
    expect(await seen(first.id)).toEqual([0, 404]);
    const { visits } = await as(schema.visits, 200, open.list(VISITS));
    expect(visits.map(({ createDate }) => createDate)).toEqual([
      '2026-03-02T09:30:21.400Z',
      '2026-03-02T09:30:26.400Z',
    ]);
    expect(() => open.demo.reject(second.id)).toThrow(second.id);
    const third = await asked();
    open.demo.reject(third.id);
    open.clock.now += 6000;
    expect(open.demo.visits).toHaveLength(2);
  });
});
