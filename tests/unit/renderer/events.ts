import type { Outcome } from '#shared/domain/arrival.ts';
import { welcome } from '../../../src/renderer/src/flow/machine/go.ts';
import { transition } from '../../../src/renderer/src/flow/machine/transition.ts';
import type { FlowEvent, State } from '../../../src/renderer/src/flow/state.ts';
import { maya, mayank, visitId } from './support.ts';

/** The state that events lead to from Welcome. */
export const through = (...events: FlowEvent[]) => events.reduce(transition, welcome as State);

export const signIn: FlowEvent = { type: 'sign-in', directory: 'ready' };
export const typed = (
  field: 'firstName' | 'email' | 'host' | 'booking' | 'code' | 'name',
  text: string,
): FlowEvent => ({
  type: 'type',
  field,
  text,
});
export const youDone: FlowEvent = { type: 'you-checked', problems: {}, id: visitId };
export const toHost = [
  signIn,
  typed('firstName', 'Ana'),
  typed('email', 'ana@silva.example'),
  youDone,
];
export const found = {
  type: 'found',
  of: 'host',
  query: 'may',
  listing: 'ready',
  found: [maya, mayank],
} as const satisfies FlowEvent;
export const choose: FlowEvent = { type: 'choose', of: 'host', item: maya };
export const hostGiven: FlowEvent = { type: 'host-given', id: visitId };
export const toConfirm: FlowEvent[] = [...toHost, typed('host', 'may'), found, choose, hostGiven];
export const confirm: FlowEvent = { type: 'confirm', terms: false };
export const kept = (outcome: Outcome, asksHost = false): FlowEvent => ({
  type: 'kept',
  id: visitId,
  outcome,
  asksHost,
});
export const news = (outcome: Outcome): FlowEvent => ({ type: 'news', id: visitId, outcome });
export const back: FlowEvent = { type: 'back' };
export const handOver: FlowEvent = { type: 'hand-over', id: visitId };
export const refused = (...fields: { field: string; problem: string }[]): FlowEvent => ({
  type: 'not-kept',
  id: visitId,
  failure: { code: 'invalid', fields },
});
