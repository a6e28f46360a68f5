import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type Dispatch,
  operationFor,
  type Provider,
  SetbackError,
} from '../../../src/main/providers/provider.ts';
import type { Claim, ErrandKind, ErrandOf } from '../../../src/shared/domain/errand.ts';
import type { Host } from '../../../src/shared/domain/host.ts';
import type { Place } from '../contract/places.ts';
import { delivery, found, hosts, probe, settlement } from './outcomes.ts';

export interface Outcome {
  readonly kind: string;
}

/** One way to use a provider. */
export interface Target {
  readonly name: string;
  /** Every outcome that it may have. */
  readonly outcomes: z.ZodType;
  /** The one that it has when all answers are good. */
  readonly good: string;
  /** Gets ready what it takes, and answers the way to do it, once. */
  prepare(): Promise<() => Promise<Outcome>>;
}

/** What a guest types, which no log line may hold. */
export const typed = {
  firstName: 'Grimhilde',
  lastName: 'Quintessa',
  phone: '+351912345678',
  company: 'Obsidian Weavers',
  mailbox: 'grimhilde.q',
};

/** Somebody who has not been here before. */
export function guest() {
  const { firstName, lastName, phone, company, mailbox } = typed;
  const email = `${mailbox}.${randomUUID().slice(0, 8)}@guests.example`;
  return { firstName, lastName, phone, company, email };
}

export const byName = ({ email }: { email: string }): Claim => ({
  by: 'name',
  name: `${typed.firstName} ${typed.lastName}`,
  email,
});

export function dispatchOf<K extends ErrandKind>(
  { clock }: Place,
  errand: Omit<ErrandOf<K>, 'id'> & { readonly kind: K },
  more: Pick<Dispatch, 'hostId' | 'after'> = {},
): Dispatch<ErrandOf<K>> {
  return {
    errand: { ...errand, id: randomUUID() } as unknown as ErrandOf<K>,
    confirmedAt: new Date(clock.now()).toISOString(),
    ...more,
  };
}

export function walkInOf(place: Place, { id, name }: Host, more: { asksHost?: true } = {}) {
  const chosen = { kind: 'chosen', id, name } as const;
  const errand = { kind: 'walk-in', visitor: guest(), host: chosen, ...more } as const;
  return dispatchOf<'walk-in'>(place, errand, { hostId: id });
}

export function send(place: Place, dispatch: Dispatch) {
  const { kind } = dispatch.errand;
  const operation = operationFor(place.provider, kind);
  if (!operation) throw new Error(`There is no ${kind}`);
  return operation.send(dispatch);
}

/** Sends what has to be taken, and answers the receipt. */
export async function deliver(place: Place, dispatch: Dispatch): Promise<string> {
  const came = await place.during(send(place, dispatch));
  if (came.kind === 'delivered') return came.receipt;
  throw new Error(`The good answers came to ${JSON.stringify(came)}`);
}

/** Sending an errand, and looking for it. */
export function bothWays(
  place: Place,
  name: string,
  make: () => Dispatch | Promise<Dispatch>,
  good = 'delivered',
): Target[] {
  return [
    {
      name: `send ${name}`,
      outcomes: delivery,
      good,
      prepare: async () => {
        const dispatch = await make();
        return () => send(place, dispatch);
      },
    },
    {
      name: `settle ${name}`,
      outcomes: settlement,
      good: 'found',
      prepare: async () => {
        const dispatch = await make();
        const at = place.clock.now();
        await deliver(place, dispatch);
        const { kind } = dispatch.errand;
        const sent = { at, isClaimed: () => false };
        return async () => {
          const operation = operationFor(place.provider, kind);
          if (!operation) throw new Error(`There is no ${kind}`);
          return operation.settle(dispatch, sent);
        };
      },
    },
  ];
}

/** Looking for somebody who is expected. @param expect answers how they are found */
export function finding(place: Place, name: string, expect: () => Claim): Target {
  return {
    name: `find ${name}`,
    outcomes: found,
    good: 'found',
    prepare: async () => {
      const who = expect();
      return async () => {
        const { find } = place.provider;
        if (!find) throw new Error('Nobody is looked for');
        return find.call(place.provider, 'check-in', who, place.clock.now());
      };
    },
  };
}

/** What throws a setback, and nothing else, as an outcome. */
export async function reading(read: () => Promise<unknown>): Promise<Outcome> {
  try {
    const outcome = { kind: 'read', value: await read() };
    return outcome;
  } catch (error) {
    if (!(error instanceof SetbackError)) throw error;
    const outcome = { kind: 'stopped', setback: error.setback };
    return outcome;
  }
}

async function allHosts(provider: Provider): Promise<Host[][]> {
  const pages: Host[][] = [];
  for await (const page of provider.hosts()) pages.push(page);
  return pages;
}

/** What every provider has. @param expire what happens before each sign-in */
export function common({ provider }: Place, expire: () => void): Target[] {
  const probing = async () => reading(() => provider.probe());
  return [
    {
      name: 'hosts',
      outcomes: hosts,
      good: 'read',
      prepare: async () => () => reading(() => allHosts(provider)),
    },
    { name: 'probe', outcomes: probe, good: 'read', prepare: async () => probing },
    {
      name: 'probe with a session that is over',
      outcomes: probe,
      good: 'read',
      prepare: async () => {
        expire();
        return probing;
      },
    },
  ];
}
