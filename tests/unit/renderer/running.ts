import { vi } from 'vitest';
import { checkPhone } from '#shared/domain/phone.ts';
import { after } from '../../../src/renderer/src/flow/after.ts';
import { createFlow, type FlowParts } from '../../../src/renderer/src/flow/store.ts';
import { FakeMain, maya, visitId } from './support.ts';

export const settle = () => vi.advanceTimersByTimeAsync(0);
export const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

export async function opened(main = new FakeMain(), parts: Partial<FlowParts> = {}) {
  const store = createFlow({
    bridge: () => main,
    after,
    newId: () => visitId,
    loadCheckPhone: async () => checkPhone,
    ...parts,
  });
  const stop = store.getState().start();
  await settle();
  const { send } = store.getState();
  return { main, stop, send, now: store.getState };
}

export async function atHost(main?: FakeMain) {
  const flow = await opened(main);
  flow.send({ type: 'sign-in', directory: 'ready' });
  flow.send({ type: 'type', field: 'firstName', text: 'Ana' });
  flow.send({ type: 'type', field: 'email', text: 'ana@silva.example' });
  await flow.now().giveSelf();
  return flow;
}

export async function atConfirm(main?: FakeMain) {
  const flow = await atHost(main);
  flow.send({ type: 'choose', of: 'host', item: maya });
  flow.now().giveHost();
  return flow;
}

export async function atResult(outcome: 'sending' | 'recorded' | 'told', main?: FakeMain) {
  const flow = await atConfirm(main);
  flow.send({ type: 'confirm', terms: false });
  flow.main.answerAdd[0]?.({ ok: true, value: { id: visitId, outcome } });
  await settle();
  return flow;
}
