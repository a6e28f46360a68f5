import { describe, expect, it } from 'vitest';
import { arrivalOf, chosen, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';
import {
  errandOf,
  lostAnswers,
  lostRequests,
  operationOf,
  sent,
  walkIns,
} from './nexudus-operations.ts';

const PATH = '/api/spaces/visitors';

/** Somebody at the door whose host has been asked. */
async function asked(options: Parameters<typeof nexudusKiosk>[0] = {}) {
  const kiosk = await nexudusKiosk(options);
  const host = chosen(kiosk.demo);
  const hostId = host.kind === 'chosen' ? host.id : '';
  const arrival = arrivalOf(host, {}, { asksHost: true });
  const at = kiosk.clock.now();
  const delivery = await walkIns(kiosk.provider).send(dispatchOf(arrival, hostId));
  const receipt = 'receipt' in delivery ? delivery.receipt : '';
  const reply = () =>
    kiosk.provider.hostReply({ receipt, hostId, email: arrival.visitor.email, at });
  const stored = () => kiosk.demo.visitors.find(({ Id }) => String(Id) === receipt);
  return { ...kiosk, receipt, reply, stored };
}

describe('what a host says', () => {
  it.each([
    ['hold', { kind: 'accepted', answer: 'hold' }],
    ['come-up', { kind: 'accepted', answer: 'come-up' }],
    ['reject', { kind: 'declined' }],
  ] as const)('%s', async (decision, said) => {
    const { clock, demo, provider, receipt, reply } = await asked();
    expect(await reply()).toEqual({ kind: 'waiting' });
    demo.decide(Number(receipt), decision);
    if (said.kind === 'declined') {
      expect(await reply()).toEqual(said);
      return;
    }
    expect(await reply()).toEqual({ ...said, checkIn: receipt });
    const checkIn = errandOf({ kind: 'check-in', who: { by: 'record', record: receipt } });
    expect(await operationOf(provider, 'check-in').send(checkIn)).toEqual({
      kind: 'delivered',
      receipt,
    });
    await clock.advance(1_000);
    expect(await reply()).toEqual(said);
  });

  it('comes after a while by itself', async () => {
    const { clock, reply } = await asked({ answersAfterMs: 8_000 });
    await clock.advance(7_999);
    expect(await reply()).toEqual({ kind: 'waiting' });
    await clock.advance(1);
    expect(await reply()).toMatchObject({ kind: 'accepted', answer: 'hold' });
  });

  it.each([
    [{ HostApprovalStatus: 1 }, { kind: 'accepted', answer: 'accepted' }],
    [
      { HostApprovalStatus: 1, Arrived: true },
      { kind: 'accepted', answer: 'accepted' },
    ],
    [{ HostApprovalStatus: 9 }, { kind: 'unreadable' }],
    [{ HostApprovalStatus: 'Requested' }, { kind: 'unreadable' }],
    [{}, { kind: 'unreadable' }],
    [{ Id: 3, HostApprovalStatus: 4 }, { kind: 'unreadable' }],
  ])('%j means %j', async (fields, said) => {
    const { demo, receipt, reply } = await asked();
    const body = JSON.stringify({ Id: Number(receipt), ...fields });
    const match = { method: 'GET', path: `${PATH}/${receipt}` };
    demo.faults.next({ match, do: { kind: 'status', status: 200, body } });
    expect(await reply()).toMatchObject(said);
  });

  it('is waited for while the visitor cannot be read yet, and not when they are gone', async () => {
    const { clock, demo, receipt, reply } = await asked({ readLagMs: 1_000 });
    expect(await reply()).toEqual({ kind: 'waiting' });
    await clock.advance(19_999);
    const match = { method: 'GET', path: `${PATH}/${receipt}` };
    demo.faults.next({ match, times: 2, do: { kind: 'status', status: 404 } });
    expect(await reply()).toEqual({ kind: 'waiting' });
    await clock.advance(1);
    expect(await reply()).toEqual({ kind: 'gone' });
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'failing'],
    [{ kind: 'status', status: 404, body: '<html>' }, 'failing'],
    [{ kind: 'html' }, 'failing'],
    [{ kind: 'empty' }, 'failing'],
    [{ kind: 'drop' }, 'offline'],
    [{ kind: 'throttle', status: 409, retryAfter: 3 }, 'throttled'],
  ] as const)('is not known after %j', async (fault, kind) => {
    const { demo, reply } = await asked();
    demo.faults.next({ match: { method: 'GET' }, do: fault });
    expect(await reply()).toMatchObject({ kind: 'unreadable', setback: { kind } });
  });
});

describe('a host’s answer that somebody else gives', () => {
  it.each([
    ['hold', 4],
    ['come-up', 5],
    ['decline', 3],
  ] as const)('%s is written as %i, once, and nothing else is', async (decision, status) => {
    const { demo, provider, receipt, stored } = await asked();
    const before = stored();
    const dispatch = errandOf({ kind: 'decision', record: receipt, decision });
    const decide = () => operationOf(provider, 'decision').send(dispatch);
    expect(await decide()).toEqual({ kind: 'delivered', receipt });
    expect(stored()).toEqual({ ...before, HostApprovalStatus: status });
    const { body } = lastRequest(demo, 'PUT', PATH);
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(before ?? {}).sort());
    expect(await decide()).toEqual({ kind: 'delivered', receipt });
    expect(requestCount(demo, 'PUT', PATH)).toBe(1);
  });

  it.each([...lostAnswers, ...lostRequests])('is looked for after %j', async (fault) => {
    const { clock, demo, provider, receipt } = await asked();
    const dispatch = errandOf({ kind: 'decision', record: receipt, decision: 'come-up' });
    const operation = operationOf(provider, 'decision');
    demo.faults.next({ match: { method: 'PUT' }, do: fault });
    expect(await operation.send(dispatch)).toMatchObject({ kind: 'unsettled' });
    const there = lostAnswers.some((one) => one === fault);
    expect(await operation.settle(dispatch, sent(clock.now()))).toEqual(
      there ? { kind: 'found', receipt } : { kind: 'absent' },
    );
  });

  it('of nobody is for whoever knows better, and of somebody who cannot be read is not sent', async () => {
    const { demo, provider, receipt } = await asked();
    const operation = operationOf(provider, 'decision');
    const of = (record: string) => errandOf({ kind: 'decision', record, decision: 'hold' });
    expect(await operation.send(of('1'))).toMatchObject({ kind: 'nothing-there' });
    expect(await operation.settle(of('1'), sent(0))).toEqual({ kind: 'absent' });
    demo.faults.next({ match: { method: 'GET' }, times: 2, do: { kind: 'html' } });
    expect(await operation.send(of(receipt))).toMatchObject({ kind: 'not-sent' });
    expect(await operation.settle(of(receipt), sent(0))).toMatchObject({ kind: 'unreadable' });
  });
});
