import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../../src/main/providers/provider.ts';
import type { Claim } from '../../../../src/shared/domain/errand.ts';
import { arrivalOf, chosen, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, requestCount, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { operationOf } from './spacebring-operations.ts';

const VISITS = '/visitors/visits/v1';
const EMAIL = 'ada@guests.example';
const MINUTE = 60_000;

async function openKiosk(...options: Parameters<typeof spacebringKiosk>) {
  const kiosk = await spacebringKiosk(...options);
  const { clock, demo, provider } = kiosk;
  /** Ada stands at the door for Maya. */
  async function ask(email = EMAIL): Promise<Asked> {
    const host = chosen(demo);
    const hostId = host.kind === 'chosen' ? host.id : '';
    const at = clock.now();
    const sent = await operationOf(provider, 'walk-in').send(
      dispatchOf(arrivalOf(host, { email }), hostId),
    );
    if (sent.kind !== 'delivered') throw new Error(sent.kind);
    return { receipt: sent.receipt, hostId, email: email.toUpperCase(), at };
  }
  return { ...kiosk, ask };
}

describe('what a host says at Spacebring', () => {
  it('is waited for until the request has become a visit, which is then to be checked in', async () => {
    const { ask, clock, demo, provider } = await openKiosk();
    const asked = await ask();
    expect(provider.asksHost).toBe('always');
    expect(await provider.hostReply(asked)).toEqual({ kind: 'waiting' });
    expect(lastRequest(demo, 'GET', VISITS).query).toMatchObject({
      locationRef: demo.provider.locationId,
      userRefHost: asked.hostId,
      'createDate[gte]': new Date(asked.at - 5 * MINUTE).toISOString(),
    });
    const who: Claim = { by: 'name', name: 'Ada', email: EMAIL };
    expect(await provider.find('check-in', who, clock.now())).toEqual({ kind: 'nobody' });
    await clock.advance(10_000);
    const { id } = demo.approve(asked.receipt);
    const accepted = { kind: 'accepted', answer: 'accepted' };
    expect(await provider.hostReply(asked)).toEqual({ ...accepted, checkIn: id });
    await operationOf(provider, 'check-in').send({
      errand: { kind: 'check-in', id, who: { by: 'record', record: id } },
      confirmedAt: new Date(clock.now()).toISOString(),
    });
    expect(await provider.hostReply(asked)).toEqual(accepted);
  });

  it.each([true, false])(
    'leads to no second check-in where a yes is one (requests that are kept: %s)',
    async (keepsDecidedRequests) => {
      const { ask, demo, provider } = await openKiosk({
        approvalChecksIn: true,
        keepsDecidedRequests,
      });
      const asked = await ask();
      demo.approve(asked.receipt);
      expect(await provider.hostReply(asked)).toEqual({ kind: 'accepted', answer: 'accepted' });
    },
  );

  it.each(['customer', 'membership'] as const)('is read with the names of %s', async (naming) => {
    const { ask, demo, provider } = await openKiosk({ naming });
    const asked = await ask();
    const { id: checkIn } = demo.approve(asked.receipt);
    expect(await provider.hostReply(asked)).toMatchObject({ kind: 'accepted', checkIn });
  });

  it('is no yes of another host, nor to another visitor, nor one that was taken back', async () => {
    const { ask, demo, provider } = await openKiosk();
    const asked = await ask();
    const other = demo.hosts.find(({ id }) => id !== asked.hostId)?.id ?? '';
    demo.expect({ name: 'Ada', email: EMAIL, hostRef: other });
    demo.expect({ name: 'Bob', email: 'bob@guests.example', hostRef: asked.hostId });
    expect(await provider.hostReply(asked)).toEqual({ kind: 'waiting' });
    const { visitor, ...visit } = demo.approve(asked.receipt);
    const body = JSON.stringify({ visits: [{ ...visit, visitor, deleteDate: visit.date }] });
    demo.faults.next({ match: { path: VISITS }, do: { kind: 'status', status: 200, body } });
    expect(await provider.hostReply(asked)).toEqual({ kind: 'waiting' });
  });

  it('of the request before is not taken for that of this one, while this one can be read', async () => {
    const { ask, clock, demo, provider } = await openKiosk();
    const first = await ask();
    const visit = demo.approve(first.receipt);
    await clock.advance(MINUTE);
    const second = await ask();
    expect(await provider.hostReply(second)).toEqual({ kind: 'waiting' });
    expect(await provider.hostReply(first)).toMatchObject({ checkIn: visit.id });
    await clock.advance(MINUTE);
    const { id: checkIn } = demo.approve(second.receipt);
    expect(await provider.hostReply(second)).toMatchObject({ kind: 'accepted', checkIn });
  });

  it.each(['could be read before', 'could never be read'])(
    'of the request before is not taken for that of this one, which is gone and %s',
    async (how) => {
      const { ask, clock, demo, provider } = await openKiosk();
      const first = await ask();
      demo.approve(first.receipt);
      await clock.advance(how === 'could be read before' ? 1_000 : 6_000);
      const second = await ask();
      if (how === 'could be read before')
        expect(await provider.hostReply(second)).toEqual({ kind: 'waiting' });
      demo.reject(second.receipt);
      expect(await provider.hostReply(second)).toEqual({ kind: 'waiting' });
      expect(await provider.hostReply(first)).toMatchObject({ kind: 'accepted' });
    },
  );

  it('is nothing when it is no: nobody says so', async () => {
    const { ask, demo, provider } = await openKiosk();
    const asked = await ask();
    demo.reject(asked.receipt);
    expect(await provider.hostReply(asked)).toEqual({ kind: 'waiting' });
  });

  it('comes later where reads trail behind', async () => {
    const { ask, clock, demo, provider } = await openKiosk({ readLagMs: 2000 });
    const asked = await ask();
    demo.approve(asked.receipt);
    expect(await provider.hostReply(asked)).toEqual({ kind: 'waiting' });
    await clock.advance(2000);
    expect(await provider.hostReply(asked)).toMatchObject({ kind: 'accepted' });
  });

  it.each([{ kind: 'status', status: 500 }, { kind: 'html' }, { kind: 'drop' }] as const)(
    'is not decided on by %j, wherever it comes',
    async (fault) => {
      const { ask, demo, provider } = await openKiosk();
      const asked = await ask();
      demo.approve(asked.receipt);
      for (const path of [VISITS, `/visitors/requests/v1/${asked.receipt}`]) {
        demo.faults.next({ match: { path }, do: fault });
        expect(await provider.hostReply(asked)).toMatchObject({ kind: 'unreadable' });
      }
      expect(await provider.hostReply(asked)).toMatchObject({ kind: 'accepted' });
      expect(requestCount(demo, 'POST', `${VISITS}/checkin`)).toBe(0);
    },
  );

  it('is looked for when the answer to a request without a body says that it is gone', async () => {
    const { ask, demo, provider } = await openKiosk();
    const asked = await ask();
    demo.approve(asked.receipt);
    demo.faults.next({
      match: { path: `/visitors/requests/v1/${asked.receipt}` },
      do: { kind: 'status', status: 404 },
    });
    expect(await provider.hostReply(asked)).toMatchObject({ kind: 'accepted' });
  });
});
