import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostAnswer } from '#shared/domain/arrival.ts';
import { atHost, atResult, opened, seconds, settle } from './running.ts';
import { FakeMain, harbourRoom, kiosk, maya, visitId } from './support.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('waiting for the host', () => {
  async function waiting(outcome: 'recorded' | 'told' = 'told') {
    const main = new FakeMain();
    main.opened = {
      ok: true,
      value: { ...kiosk, idleSeconds: 5, walkIn: { ...kiosk.walkIn, asksHost: true } },
    };
    return atResult(outcome, main);
  }
  const answer = (value: HostAnswer) => ({ ok: true, value: { answer: value } }) as const;

  it('asks first after 2 s, then 4 s after each answer, one at a time', async () => {
    const { main } = await waiting();
    await seconds(1.9);
    expect(main.asked).toEqual([]);
    await seconds(0.1);
    expect(main.asked).toEqual([visitId]);
    await seconds(60);
    expect(main.asked).toHaveLength(1);
    main.answerHost[0]?.(answer('waiting'));
    await seconds(3.9);
    expect(main.asked).toHaveLength(1);
    await seconds(0.1);
    expect(main.asked).toHaveLength(2);
  });

  it('asks again after an answer that did not come', async () => {
    const { main, now } = await waiting();
    await seconds(2);
    main.answerHost[0]?.({ ok: false, error: { code: 'internal' } });
    await seconds(4);
    expect(main.asked).toHaveLength(2);
    expect(now().state).toMatchObject({ errand: { answer: 'waiting' } });
  });

  it('stands, unasked whether anybody is there, until the answer, and then 15 s', async () => {
    const { main, now } = await waiting();
    now().touched();
    await seconds(600);
    expect(now()).toMatchObject({ secondsLeft: null, state: { screen: 'result' } });
    main.answerHost[0]?.(answer('come-up'));
    await settle();
    expect(now().state).toMatchObject({ errand: { answer: 'come-up' } });
    await seconds(14.9);
    expect(now().state.screen).toBe('result');
    await seconds(0.1);
    expect(now().state.screen).toBe('welcome');
    expect(main.asked).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops asking when the visitor leaves, and drops the answer under way', async () => {
    const { main, send, now } = await waiting();
    await seconds(2);
    send({ type: 'leave' });
    main.answerHost[0]?.(answer('accepted'));
    await seconds(60);
    expect(main.asked).toHaveLength(1);
    expect(now().state.screen).toBe('welcome');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops asking when a person is needed', async () => {
    const { main, now } = await waiting();
    main.tellEntry({ id: visitId, outcome: 'reception' });
    await seconds(14.9);
    expect(main.asked).toEqual([]);
    expect(now().state).toMatchObject({ screen: 'result', outcome: 'reception' });
    await seconds(0.1);
    expect(now().state.screen).toBe('welcome');
  });

  it('begins when what was recorded is told', async () => {
    const { main, now } = await waiting('recorded');
    await seconds(14);
    expect(main.asked).toEqual([]);
    main.tellEntry({ id: visitId, outcome: 'told' });
    await seconds(20);
    expect(main.asked).toEqual([visitId]);
    expect(now().state).toMatchObject({ screen: 'result', errand: { answer: 'waiting' } });
  });

  it('ends by itself, should main never end it', async () => {
    const { now } = await waiting();
    await seconds(20 * 60);
    expect(now().state).toMatchObject({ screen: 'result', errand: { answer: 'reception' } });
    await seconds(15);
    expect(now().state.screen).toBe('welcome');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not for a site that asks no hosts', async () => {
    const { main, now } = await atResult('told');
    await seconds(15);
    expect(main.asked).toEqual([]);
    expect(now().state.screen).toBe('welcome');
  });
});

describe('looking for a booking', () => {
  async function atBooking(main?: FakeMain) {
    const flow = await opened(main);
    flow.send({ type: 'book-in', directory: 'ready' });
    await settle();
    return flow;
  }

  it('asks at once whether there are any, and for what is typed once the typing pauses', async () => {
    const { main, send, now } = await atBooking();
    expect(main.searchedBookings).toEqual(['']);
    expect(now().state).toMatchObject({ draft: { booking: { listing: 'ready', found: null } } });
    for (const text of ['h', 'ha', 'har']) send({ type: 'type', field: 'booking', text });
    await seconds(0.2);
    expect(main.searchedBookings).toEqual(['', 'har']);
    expect(main.searched).toEqual([]);
    expect(now().state).toMatchObject({
      draft: { booking: { found: main.bookings.found } },
    });
  });

  it('says so when none are known yet', async () => {
    const main = new FakeMain();
    main.bookings = { bookings: 'not-yet', found: [] };
    const { now } = await atBooking(main);
    expect(now().state).toMatchObject({ draft: { booking: { listing: 'not-yet' } } });
    expect(vi.getTimerCount()).toBe(1);
  });

  it('hands over a walk-in for its host, with the booking', async () => {
    const { main, send, now } = await atBooking();
    send({ type: 'choose', of: 'booking', item: harbourRoom });
    send({ type: 'booking-given' });
    send({ type: 'type', field: 'firstName', text: 'Ana' });
    send({ type: 'type', field: 'email', text: 'ana@silva.example' });
    await now().giveSelf();
    send({ type: 'confirm', terms: false });
    expect(main.added).toEqual([
      {
        kind: 'walk-in',
        id: visitId,
        visitor: { firstName: 'Ana', email: 'ana@silva.example' },
        host: { kind: 'chosen', id: maya.id, name: maya.name },
        booking: harbourRoom.id,
      },
    ]);
  });
});

describe('looking for a visit', () => {
  it('hands over once, however often it is asked, and anew with each try', async () => {
    const ids = ['first', 'unused', 'second', 'third'];
    const { main, send, now } = await opened(undefined, { newId: () => ids.shift() ?? 'none' });
    send({ type: 'find', purpose: 'sign-out' });
    send({ type: 'type', field: 'code', text: '004217' });
    now().handOver();
    now().handOver();
    const fields = [{ field: 'who.code', problem: 'not-in' }];
    main.answerAdd[0]?.({ ok: false, error: { code: 'invalid', fields } });
    await settle();
    expect(now().state).toMatchObject({ screen: 'find', problem: { code: 'not-in' } });
    now().handOver();
    expect(main.added).toEqual([
      { kind: 'sign-out', id: 'first', who: { by: 'code', code: '004217' } },
      { kind: 'sign-out', id: 'second', who: { by: 'code', code: '004217' } },
    ]);
    main.answerAdd[1]?.({ ok: true, value: { id: 'second', outcome: 'already' } });
    await settle();
    expect(now().state).toMatchObject({ errand: { kind: 'sign-out' }, outcome: 'already' });
    await seconds(15);
    expect(now().state.screen).toBe('welcome');
  });

  it('hands nothing over that cannot be a code', async () => {
    const { main, send, now } = await opened();
    send({ type: 'find', purpose: 'check-in' });
    send({ type: 'type', field: 'code', text: '1' });
    now().handOver();
    expect(main.added).toEqual([]);
  });

  it('forgets everything that was typed once nobody is there', async () => {
    const { send, now } = await opened();
    send({ type: 'find', purpose: 'check-in' });
    send({ type: 'type', field: 'code', text: '004217' });
    send({ type: 'by', by: 'name' });
    send({ type: 'type', field: 'name', text: 'Ana Silva' });
    await seconds(70);
    expect(now().state).toEqual({ screen: 'welcome', language: null });
    expect(JSON.stringify(now())).not.toMatch(/Ana|004217/);
  });
});

describe('without a host', () => {
  it('hands over the details alone', async () => {
    const { main, send, now } = await atHost();
    now().giveNoHost();
    send({ type: 'confirm', terms: false });
    expect(main.added).toEqual([
      {
        kind: 'contact',
        id: visitId,
        visitor: { firstName: 'Ana', email: 'ana@silva.example' },
      },
    ]);
  });
});

describe('calling reception', () => {
  it('hands the call over, and forgets the name once nobody is there', async () => {
    const { main, send, now } = await opened();
    send({ type: 'call' });
    send({ type: 'type', field: 'name', text: 'Ana' });
    await seconds(70);
    expect(now().state.screen).toBe('welcome');
    expect(JSON.stringify(now())).not.toContain('Ana');
    send({ type: 'call' });
    now().handOver();
    expect(main.added).toEqual([{ kind: 'call', id: visitId }]);
  });
});
