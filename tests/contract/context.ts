import { randomInt, randomUUID } from 'node:crypto';
import type { Dispatch, Operation, Provider, Sent } from '../../src/main/providers/provider.ts';
import { operationFor } from '../../src/main/providers/provider.ts';
import type { Visitor } from '../../src/shared/domain/arrival.ts';
import type { ErrandKind, ErrandOf } from '../../src/shared/domain/errand.ts';
import type { Host } from '../../src/shared/domain/host.ts';

/** A scenario needs something that cannot be had at this place. */
export class NotPossible extends Error {}

/** What only whoever plays the vendor can do. */
export interface Backstage {
  /** Everybody who can be visited. */
  readonly hosts?: readonly Host[];
  /** A member announces somebody for today; answers the code, which begins with a zero. */
  expectGuest?(guest: Visitor): string;
  /** The host of a walk-in says yes to it. */
  hostAccepts?(receipt: string): void;
  /** The host of a walk-in says no to it. */
  hostDeclines?(receipt: string): void;
}

export interface Site {
  readonly provider: Provider;
  /** Where the mails to guests go; each guest has a sub-address of it, as name+word@domain. */
  readonly email: string;
  /** One that the vendor takes for no e-mail address. */
  readonly refusedEmail: string;
  /** Who is visited; the first of all unless given. */
  readonly hostName?: string | undefined;
  now(): number;
  /** Lets so many ms pass. */
  wait(ms: number): Promise<void>;
  readonly backstage?: Backstage;
}

/** Where the scenarios are played: a provider, and what has to be known to use it. */
export interface Context extends Omit<Site, 'hostName' | 'backstage'> {
  readonly backstage: Backstage;
  /** All hosts, page by page, which are read once. */
  pages(): Promise<readonly (readonly Host[])[]>;
  /** The one who is visited. */
  host(): Promise<Host>;
  /** Somebody who has not been here before. @param surname what comes after `Vestibule Test` */
  guest(surname?: string): Visitor;
}

/** Reads were seen to trail writes by about a second. */
const LAG = 3_000;

export function contextOf({ hostName, backstage = {}, ...site }: Site): Context {
  let reading: Promise<Host[][]> | undefined;
  let guests = 0;
  const run = randomInt(36 ** 3, 36 ** 4).toString(36);
  const pages = () => {
    reading ??= pagesOf(site.provider);
    return reading;
  };
  return {
    ...site,
    backstage,
    pages,
    async host() {
      const all = (await pages()).flat();
      const host = hostName === undefined ? all[0] : all.find(({ name }) => name === hostName);
      if (host) return host;
      throw new NotPossible(hostName === undefined ? 'there are no hosts' : `no ${hostName}`);
    },
    guest(surname) {
      guests += 1;
      const word = `${run}-${guests}`;
      const [name = '', domain = ''] = site.email.split(/@(?=[^@]*$)/);
      return {
        firstName: 'Vestibule',
        lastName: ['Test', surname, word].filter(Boolean).join(' '),
        email: `${name}+vestibule-${word}@${domain}`,
      };
    },
  };
}

async function pagesOf(provider: Provider): Promise<Host[][]> {
  const pages: Host[][] = [];
  for await (const page of provider.hosts()) pages.push(page);
  return pages;
}

/** An errand as the outbox hands it over, confirmed now. */
export function dispatchOf<K extends ErrandKind>(
  context: Context,
  errand: Omit<ErrandOf<K>, 'id'> & { readonly kind: K },
  more: Pick<Dispatch, 'hostId' | 'after'> = {},
): Dispatch<ErrandOf<K>> {
  return {
    errand: { ...errand, id: randomUUID() } as unknown as ErrandOf<K>,
    confirmedAt: new Date(context.now()).toISOString(),
    ...more,
  };
}

export function operation(context: Context, kind: ErrandKind): Operation {
  const found = operationFor(context.provider, kind);
  if (found) return found;
  throw new NotPossible(`the provider takes no ${kind}`);
}

/** What was sent then. @param claimed the receipt of another entry */
export const sentAt = (at: number, claimed?: string): Sent => ({
  at,
  isClaimed: (receipt) => receipt === claimed,
});

/** Lets what was written come to be read. */
export const untilRead = ({ wait }: Context): Promise<void> => wait(LAG);
