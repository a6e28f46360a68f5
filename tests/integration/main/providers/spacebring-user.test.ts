import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import type { Dispatch } from '../../../../src/main/providers/provider.ts';
import type { ErrandOf } from '../../../../src/shared/domain/errand.ts';
import { arrivalOf, chosen, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, requestCount, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { oauthKiosk, operationOf, sentAt } from './spacebring-operations.ts';

const TICKETS = '/support/tickets/v1';
const REQUESTS = '/visitors/requests/v1';
const MINUTE = 60_000;

async function openKiosk(...options: Parameters<typeof oauthKiosk>) {
  const kiosk = await oauthKiosk(...options);
  const { clock, demo, provider } = kiosk;
  expect(await kiosk.signIn()).toEqual({ kind: 'signed-in' });
  const confirmedAt = () => new Date(clock.now()).toISOString();
  const callOf = (name?: string): Dispatch<ErrandOf<'call'>> => ({
    errand: { kind: 'call', id: randomUUID(), ...(name === undefined ? {} : { name }) },
    confirmedAt: confirmedAt(),
  });
  const decisionOf = (
    record: string,
    decision: ErrandOf<'decision'>['decision'],
  ): Dispatch<ErrandOf<'decision'>> => ({
    errand: { kind: 'decision', id: randomUUID(), record, decision },
    confirmedAt: confirmedAt(),
  });
  /** Somebody at the door; the id of their request. */
  async function ask(email = 'ada@guests.example'): Promise<string> {
    const host = chosen(demo);
    const walkIn = dispatchOf(arrivalOf(host, { email }), host.kind === 'chosen' ? host.id : '');
    const sent = await operationOf(provider, 'walk-in').send(walkIn);
    if (sent.kind !== 'delivered') throw new Error(sent.kind);
    return sent.receipt;
  }
  return {
    ...kiosk,
    ask,
    callOf,
    calls: operationOf(provider, 'call'),
    decisionOf,
    decisions: operationOf(provider, 'decision'),
  };
}

const lost: [string, Fault, boolean][] = [
  ['a connection cut after the commit', { kind: 'commit-then-drop' }, true],
  ['a connection cut before it', { kind: 'drop' }, false],
  ['half an answer', { kind: 'truncated' }, true],
  ['a page of HTML', { kind: 'html' }, false],
  ['500 after the commit', { kind: 'status', status: 500, commit: true }, true],
];

describe('what takes a token at Spacebring', () => {
  it('is not offered with Basic, and everything else is', async () => {
    const { provider } = await spacebringKiosk();
    expect(Object.keys(provider.operations)).toEqual([
      'walk-in',
      'check-in',
      'sign-out',
      'contact',
    ]);
    expect(provider.signIn).toBeUndefined();
  });

  it('is offered with OAuth, besides all the rest', async () => {
    const { provider } = await oauthKiosk();
    expect(Object.keys(provider.operations)).toEqual([
      'walk-in',
      'check-in',
      'sign-out',
      'contact',
      'call',
      'decision',
    ]);
  });
});

describe('calling reception at Spacebring', () => {
  it('is a ticket that says what, where, when and by whom, and names no requester', async () => {
    const { callOf, calls, demo } = await openKiosk();
    const call = callOf('Ada King');
    expect(await calls.send(call)).toEqual({ kind: 'delivered', receipt: demo.tickets[0]?.id });
    const { body, headers } = lastRequest(demo, 'POST', TICKETS);
    expect(body).toEqual({
      ticket: {
        locationRef: demo.provider.locationId,
        type: 'other',
        text: [
          'Somebody at the check-in kiosk of Harbour Works asks for reception.',
          'Name: Ada King',
          'Time: 2026-03-02T09:30:15.000Z',
          `Vestibule ${call.errand.id}`,
        ].join('\n'),
      },
    });
    expect(headers).toMatchObject({
      authorization: 'Bearer',
      'spacebring-network-id': demo.provider.networkId,
    });
    await calls.send(callOf());
    expect(demo.tickets[1]?.description).not.toContain('Name');
  });

  it.each(lost)('lost to %s is looked for, and found or not', async (_, fault, committed) => {
    const { callOf, calls, clock, demo } = await openKiosk();
    const [call, sent] = [callOf(), sentAt(clock.now())];
    demo.faults.next({ match: { method: 'POST', path: TICKETS }, do: fault });
    expect(await calls.send(call)).toMatchObject({ kind: 'unsettled' });
    await calls.send(callOf());
    expect(await calls.settle(call, sent)).toEqual(
      committed ? { kind: 'found', receipt: demo.tickets[0]?.id } : { kind: 'absent' },
    );
  });

  it('is found by its own mark, the newest first, and no further back than it was sent', async () => {
    const { callOf, calls, clock, demo } = await openKiosk();
    for (let number = 0; number < 150; number += 1) await calls.send(callOf());
    await clock.advance(10 * MINUTE);
    const [call, sent] = [callOf(), sentAt(clock.now())];
    await calls.send(call);
    for (let number = 0; number < 100; number += 1) await calls.send(callOf());
    expect(await calls.settle(call, sent)).toEqual({
      kind: 'found',
      receipt: demo.tickets[150]?.id,
    });
    expect(requestCount(demo, 'GET', TICKETS)).toBe(2);
    expect(await calls.settle(callOf(), sent)).toEqual({ kind: 'absent' });
    expect(requestCount(demo, 'GET', TICKETS)).toBe(4);
  });

  it('is seen once reads have caught up', async () => {
    const { callOf, calls, clock, demo } = await openKiosk({ readLagMs: 1000 });
    const [call, sent] = [callOf(), sentAt(clock.now())];
    demo.faults.next({
      match: { method: 'POST', path: TICKETS },
      do: { kind: 'commit-then-drop' },
    });
    await calls.send(call);
    expect(await calls.settle(call, sent)).toEqual({ kind: 'absent' });
    await clock.advance(1000);
    expect(await calls.settle(call, sent)).toMatchObject({ kind: 'found' });
  });

  it('by somebody who may not holds up this alone, and the token stays', async () => {
    const { callOf, calls, demo, provider } = await openKiosk();
    demo.faults.next({ match: { path: TICKETS }, do: { kind: 'status', status: 403 } });
    expect(await calls.send(callOf())).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'credentials', state: 'no-role' },
    });
    expect(await provider.probe()).toContain('its hosts can be read');
    expect(requestCount(demo, 'POST', '/oauth2/token')).toBe(1);
  });
});

describe('a decision given for a host at Spacebring', () => {
  it.each(['hold', 'come-up'] as const)('to %s approves', async (decision) => {
    const { ask, decisionOf, decisions, demo } = await openKiosk();
    const record = await ask();
    const came = await decisions.send(decisionOf(record, decision));
    expect(came).toEqual({ kind: 'delivered', receipt: demo.visits[0]?.id });
    expect(lastRequest(demo, 'POST', `${REQUESTS}/${record}/approve`).body).toBeUndefined();
  });

  it('to decline rejects, which is answered with nothing', async () => {
    const { ask, decisionOf, decisions, demo } = await openKiosk();
    const record = await ask();
    expect(await decisions.send(decisionOf(record, 'decline'))).toEqual({
      kind: 'delivered',
      receipt: record,
    });
    expect(demo.visits).toEqual([]);
    expect(await decisions.send(decisionOf(record, 'decline'))).toMatchObject({
      kind: 'refused',
      message: 'Request not found.',
    });
  });

  describe.each([true, false])('whose request is kept (%s)', (keepsDecidedRequests) => {
    it.each(lost)('an approval lost to %s is looked for', async (_, fault, committed) => {
      const { ask, clock, decisionOf, decisions, demo } = await openKiosk({
        keepsDecidedRequests,
      });
      const record = await ask();
      const [decision, sent] = [decisionOf(record, 'come-up'), sentAt(clock.now())];
      demo.faults.next({ match: { path: `${REQUESTS}/${record}/approve` }, do: fault });
      expect(await decisions.send(decision)).toMatchObject({ kind: 'unsettled' });
      expect(await decisions.settle(decision, sent)).toEqual(
        committed ? { kind: 'found', receipt: demo.visits[0]?.id } : { kind: 'absent' },
      );
    });
  });

  // A 204 has nothing that could be cut in half.
  const rejected = lost.filter(([, { kind }]) => kind !== 'truncated');
  it.each(rejected)('a rejection lost to %s is looked for', async (_, fault, committed) => {
    const { ask, clock, decisionOf, decisions, demo } = await openKiosk();
    const record = await ask();
    const [decision, sent] = [decisionOf(record, 'decline'), sentAt(clock.now())];
    demo.faults.next({ match: { path: `${REQUESTS}/${record}/reject` }, do: fault });
    expect(await decisions.send(decision)).toMatchObject({ kind: 'unsettled' });
    expect(await decisions.settle(decision, sent)).toEqual(
      committed ? { kind: 'found', receipt: record } : { kind: 'absent' },
    );
  });

  it('that the host has given meanwhile is delivered, if it is the same', async () => {
    const { ask, decisionOf, decisions, demo } = await openKiosk({ keepsDecidedRequests: true });
    const record = await ask();
    const { id: receipt } = demo.approve(record);
    expect(await decisions.send(decisionOf(record, 'hold'))).toEqual({
      kind: 'delivered',
      receipt,
    });
    expect(await decisions.send(decisionOf(record, 'decline'))).toMatchObject({
      kind: 'refused',
      message: 'The request was answered already.',
    });
  });

  it('whose answer was lost is left to a person after a restart, if its request is gone', async () => {
    const { ask, clock, decisionOf, decisions, demo, start } = await openKiosk();
    const record = await ask();
    const [decision, sent] = [decisionOf(record, 'hold'), sentAt(clock.now())];
    demo.faults.next({
      match: { path: `${REQUESTS}/${record}/approve` },
      do: { kind: 'commit-then-drop' },
    });
    await decisions.send(decision);
    const restarted = operationOf(start().provider, 'decision');
    expect(await restarted.settle(decision, sent)).toMatchObject({ kind: 'ambiguous' });
    expect(await decisions.settle(decision, sent)).toMatchObject({ kind: 'found' });
  });

  it.each(['hold', 'decline'] as const)('to %s is not decided on by a failure', async (way) => {
    const { ask, clock, decisionOf, decisions, demo } = await openKiosk();
    const decision = decisionOf(await ask(), way);
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'status', status: 503 } });
    expect(await decisions.send(decision)).toMatchObject({ kind: 'not-sent' });
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'truncated' } });
    expect(await decisions.settle(decision, sentAt(clock.now()))).toMatchObject({
      kind: 'unreadable',
    });
  });
});
