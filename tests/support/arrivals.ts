import { randomUUID } from 'node:crypto';
import type { Dispatch } from '../../src/main/providers/provider.ts';
import type { HostChoice, Visitor, WalkIn } from '../../src/shared/domain/arrival.ts';

const CONFIRMED_AT = '2026-03-02T09:30:15.000Z';

const maya: HostChoice = { kind: 'chosen', id: '1', name: 'Maya Okafor' };

/** A walk-in, and when it was confirmed. */
export type Arrival = WalkIn & { readonly confirmedAt: string };

/** A walk-in with nothing but what has to be there. Each has an id and an e-mail address of its own. */
export function walkInOf(host: HostChoice = maya, visitor: Partial<Visitor> = {}): WalkIn {
  const id = randomUUID();
  return {
    kind: 'walk-in',
    id,
    visitor: { firstName: 'Ada', email: `${id}@guests.example`, ...visitor },
    host,
  };
}

export function arrivalOf(
  host: HostChoice = maya,
  visitor: Partial<Visitor> = {},
  more: Partial<Arrival> = {},
): Arrival {
  return { ...walkInOf(host, visitor), confirmedAt: CONFIRMED_AT, ...more };
}

/** An arrival as a provider gets it. */
export function dispatchOf({ confirmedAt, ...errand }: Arrival, hostId?: string): Dispatch<WalkIn> {
  return { errand, confirmedAt, ...(hostId === undefined ? {} : { hostId }) };
}

/** The host of a demo server by name, as a screen hands it over. */
export function chosen(
  { hosts }: { hosts: readonly { id: string; name: string }[] },
  name = 'Maya Okafor',
): HostChoice {
  const host = hosts.find((one) => one.name === name);
  if (!host) throw new Error(`The demo has no ${name}`);
  return { kind: 'chosen', id: host.id, name: host.name };
}
