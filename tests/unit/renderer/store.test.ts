import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPhone } from '#shared/domain/phone.ts';
import { languageOf } from '../../../src/renderer/src/flow/store.ts';
import { atConfirm, atHost, atResult, opened, seconds, settle } from './running.ts';
import { FakeMain, kiosk, maya, mayank, visitId } from './support.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening', () => {
  it('tries again every 5 s until main answers', async () => {
    const main = new FakeMain();
    main.opened = { ok: false, error: { code: 'internal' } };
    const { now } = await opened(main);
    expect(now()).toMatchObject({ kiosk: null, closed: true });
    await seconds(4.9);
    expect(main.opens).toBe(1);
    main.opened = { ok: true, value: kiosk };
    await seconds(0.1);
    expect(now()).toMatchObject({ kiosk, closed: false });
    await seconds(60);
    expect(main.opens).toBe(2);
  });

  it('takes a call that breaks for no answer', async () => {
    const main = new FakeMain();
    main.open = () => Promise.reject(new Error('no handler'));
    expect((await opened(main)).now()).toMatchObject({ kiosk: null, closed: true });
  });

  it('follows the status', async () => {
    const { main, now } = await opened();
    main.tellStatus({ ...kiosk.status, line: 'offline', waiting: 2 });
    expect(now().kiosk?.status).toMatchObject({ line: 'offline', waiting: 2 });
  });

  it('stops listening and waiting when it is stopped', async () => {
    const { main, stop, send, now } = await opened();
    send({ type: 'sign-in', directory: 'ready' });
    stop();
    expect(main.listening).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    await seconds(600);
    expect(now().state.screen).toBe('you');
  });
});

describe('You', () => {
  it('loads the rule for phone numbers only for one who gives a number', async () => {
    const loadCheckPhone = vi.fn(async () => checkPhone);
    const { now, send } = await opened(undefined, { loadCheckPhone });
    send({ type: 'sign-in', directory: 'ready' });
    await now().giveSelf();
    expect(loadCheckPhone).not.toHaveBeenCalled();
    send({ type: 'type', field: 'phone', text: '12' });
    await now().giveSelf();
    expect(now().state).toMatchObject({ problem: { phone: 'not-a-phone-number' } });
  });

  it('leaves the number to main when the rule cannot be loaded', async () => {
    const { now, send } = await opened(undefined, {
      loadCheckPhone: () => Promise.reject(new Error('gone')),
    });
    send({ type: 'sign-in', directory: 'ready' });
    send({ type: 'type', field: 'phone', text: '12' });
    await now().giveSelf();
    expect(now().state).toMatchObject({ problem: { firstName: 'empty', email: 'empty' } });
    expect(now().state).not.toHaveProperty('problem.phone');
  });

  it('goes on when the directory comes while the rule is loading', async () => {
    const { main, now, send } = await opened();
    send({ type: 'sign-in', directory: 'not-yet' });
    send({ type: 'type', field: 'firstName', text: 'Ana' });
    send({ type: 'type', field: 'email', text: 'ana@silva.example' });
    send({ type: 'type', field: 'phone', text: '912345678' });
    const checking = now().giveSelf();
    main.tellStatus({ ...kiosk.status, directory: 'ready' });
    await checking;
    expect(now().state).toMatchObject({ screen: 'host', draft: { host: { listing: 'ready' } } });
  });

  it('does not judge answers that have changed while it was loading', async () => {
    const { now, send } = await opened();
    send({ type: 'sign-in', directory: 'ready' });
    send({ type: 'type', field: 'phone', text: '12' });
    const checking = now().giveSelf();
    send({ type: 'type', field: 'phone', text: '' });
    await checking;
    expect(now().state).toMatchObject({ screen: 'you', checks: 0 });
  });
});

describe('searching', () => {
  it('asks once the typing pauses, for what is typed then', async () => {
    const { main, send, now } = await atHost();
    for (const text of ['m', 'ma', 'may']) send({ type: 'type', field: 'host', text });
    expect(main.searched).toEqual([]);
    await seconds(0.2);
    expect(main.searched).toEqual(['may']);
    main.answerSearch[0]?.();
    await settle();
    expect(now().state).toMatchObject({ draft: { host: { found: [maya, mayank] } } });
  });

  it('drops an answer that comes late', async () => {
    const { main, send, now } = await atHost();
    send({ type: 'type', field: 'host', text: 'may' });
    await seconds(0.2);
    send({ type: 'type', field: 'host', text: 'mayk' });
    await seconds(0.2);
    main.answerSearch[1]?.({ ok: true, value: { directory: 'ready', hosts: [] } });
    await settle();
    main.answerSearch[0]?.();
    await settle();
    expect(main.searched).toEqual(['may', 'mayk']);
    expect(now().state).toMatchObject({ draft: { host: { found: [] } } });
  });

  it('asks again when the directory has come', async () => {
    const main = new FakeMain();
    const { send } = await atHost(main);
    main.tellStatus({ ...kiosk.status, directory: 'not-yet' });
    send({ type: 'type', field: 'host', text: 'may' });
    await seconds(0.2);
    main.tellStatus(kiosk.status);
    await seconds(0.2);
    expect(main.searched).toEqual(['may', 'may']);
  });

  it('never asks for more than main takes', async () => {
    const { main, send } = await atHost();
    send({ type: 'type', field: 'host', text: '𠮷'.repeat(300) });
    await seconds(0.2);
    expect(main.searched).toEqual(['𠮷'.repeat(100)]);
  });

  it('asks nothing after the visitor has moved on', async () => {
    const { main, send } = await atHost();
    send({ type: 'type', field: 'host', text: 'may' });
    send({ type: 'leave' });
    await seconds(1);
    expect(main.searched).toEqual([]);
  });

  it('says so when main does not answer', async () => {
    const { main, send, now } = await atHost();
    send({ type: 'type', field: 'host', text: 'may' });
    await seconds(0.2);
    main.answerSearch[0]?.({ ok: false, error: { code: 'internal' } });
    await settle();
    expect(now().state).toMatchObject({ problem: 'no-answer' });
  });
});

describe('confirming', () => {
  it('hands the walk-in over once, however often it is tapped', async () => {
    const { main, send } = await atConfirm();
    send({ type: 'confirm', terms: false });
    send({ type: 'confirm', terms: false });
    await settle();
    expect(main.added).toEqual([
      {
        kind: 'walk-in',
        id: visitId,
        visitor: { firstName: 'Ana', email: 'ana@silva.example' },
        host: { kind: 'chosen', id: maya.id, name: maya.name },
      },
    ]);
  });

  it('keeps the id when an answer has to be mended, and takes another for the next visit', async () => {
    // One for each Continue; a visit has that of its first Confirm.
    const ids = ['you', 'first', 'you again', 'host again', 'next you', 'second'];
    const main = new FakeMain();
    const { send, now } = await opened(main, { newId: () => ids.shift() ?? 'none' });
    const give = async () => {
      send({ type: 'sign-in', directory: 'ready' });
      send({ type: 'type', field: 'firstName', text: 'Ana' });
      send({ type: 'type', field: 'email', text: 'ana@silva.example' });
      await now().giveSelf();
      send({ type: 'choose', of: 'host', item: maya });
      now().giveHost();
      send({ type: 'confirm', terms: false });
    };
    await give();
    const fields = [{ field: 'phone', problem: 'empty' }];
    main.answerAdd[0]?.({ ok: false, error: { code: 'invalid', fields } });
    await settle();
    expect(now().state).toMatchObject({ screen: 'you', problem: { phone: 'empty' } });
    await now().giveSelf();
    now().giveHost();
    send({ type: 'confirm', terms: false });
    send({ type: 'leave' });
    await give();
    expect(main.added.map(({ id }) => id)).toEqual(['first', 'first', 'second']);
  });

  it('sends to reception when the call breaks', async () => {
    const main = new FakeMain();
    main.add = () => Promise.reject(new Error('gone'));
    const { send, now } = await atHost(main);
    send({ type: 'choose', of: 'host', item: maya });
    now().giveHost();
    send({ type: 'confirm', terms: false });
    await settle();
    expect(now().state).toMatchObject({ screen: 'result', outcome: 'reception' });
  });

  it('forgets an answer that comes after the visitor has left', async () => {
    const { main, send, now } = await atConfirm();
    send({ type: 'confirm', terms: false });
    send({ type: 'leave' });
    main.answerAdd[0]?.({ ok: true, value: { id: visitId, outcome: 'told' } });
    await settle();
    expect(now().state).toEqual({ screen: 'welcome', language: null });
  });
});

describe('the result', () => {
  it('says sending for at most 3 s, then recorded, and ends 15 s later', async () => {
    const { now } = await atResult('sending');
    await seconds(2.9);
    expect(now().state).toMatchObject({ outcome: 'sending' });
    await seconds(0.1);
    expect(now().state).toMatchObject({ outcome: 'recorded' });
    await seconds(14.9);
    expect(now().state.screen).toBe('result');
    await seconds(0.1);
    expect(now().state.screen).toBe('welcome');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stands 15 s from its last change', async () => {
    const { main, send, now } = await atResult('recorded');
    await seconds(14);
    main.tellEntry({ id: visitId, outcome: 'told' });
    await seconds(14);
    expect(now().state).toMatchObject({ screen: 'result', outcome: 'told' });
    main.tellEntry({ id: visitId, outcome: 'told' });
    send({ type: 'speak', language: 'ar' });
    await seconds(1);
    expect(now().state.screen).toBe('welcome');
  });

  it('does not turn to recorded once the host has been told', async () => {
    const { main, now } = await atResult('sending');
    main.tellEntry({ id: visitId, outcome: 'told' });
    await seconds(10);
    expect(now().state).toMatchObject({ outcome: 'told' });
  });

  it('is not asked whether it is still there', async () => {
    const main = new FakeMain();
    main.opened = { ok: true, value: { ...kiosk, idleSeconds: 5 } };
    const { send, now } = await atHost(main);
    send({ type: 'choose', of: 'host', item: maya });
    now().giveHost();
    send({ type: 'confirm', terms: false });
    main.answerAdd[0]?.({ ok: true, value: { id: visitId, outcome: 'told' } });
    await settle();
    now().touched();
    await seconds(10);
    expect(now()).toMatchObject({ secondsLeft: null, state: { screen: 'result' } });
  });
});

describe('nobody there', () => {
  it('asks after idleSeconds, counts down, and then forgets everything', async () => {
    const { now } = await atConfirm();
    await seconds(59.9);
    expect(now().secondsLeft).toBeNull();
    await seconds(0.1);
    expect(now().secondsLeft).toBe(10);
    await seconds(9);
    expect(now()).toMatchObject({ secondsLeft: 1, state: { screen: 'confirm' } });
    await seconds(1);
    expect(now()).toMatchObject({ secondsLeft: null, state: { screen: 'welcome' } });
    expect(JSON.stringify(now())).not.toContain('Ana');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts waiting anew with each touch, also while it asks', async () => {
    const { now } = await atHost();
    await seconds(50);
    now().touched();
    await seconds(50);
    expect(now().secondsLeft).toBeNull();
    await seconds(15);
    expect(now().secondsLeft).toBe(5);
    now().touched();
    expect(now()).toMatchObject({ secondsLeft: null, state: { screen: 'host' } });
    await seconds(59);
    expect(now().secondsLeft).toBeNull();
  });

  it('does not take news for a touch', async () => {
    const { main, now } = await atHost();
    await seconds(65);
    main.tellStatus({ ...kiosk.status, directory: 'not-yet' });
    main.tellEntry({ id: 'another', outcome: 'told' });
    expect(now().secondsLeft).toBe(5);
  });

  it('goes back to the site’s language on Welcome without asking', async () => {
    const { send, now } = await opened();
    send({ type: 'speak', language: 'ar' });
    expect(languageOf(now())).toBe('ar');
    await seconds(60);
    expect(languageOf(now())).toBe('en');
    expect(now().secondsLeft).toBeNull();
  });

  it('waits for nobody on Welcome', async () => {
    const { now } = await opened();
    now().touched();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('speaks the site’s first language after the visit', async () => {
  const { send, now } = await opened();
  send({ type: 'speak', language: 'ar' });
  send({ type: 'sign-in', directory: 'ready' });
  expect(languageOf(now())).toBe('ar');
  send({ type: 'leave' });
  expect(languageOf(now())).toBe('en');
});
