import { onTestFinished } from 'vitest';
import type { DemoServer } from '../../src/demo/demo-server.ts';
import {
  type NexudusDemo,
  type NexudusOptions,
  startNexudusDemo,
} from '../../src/demo/nexudus/server.ts';
import {
  type SpacebringDemo,
  type SpacebringOptions,
  startSpacebringDemo,
} from '../../src/demo/spacebring/server.ts';
import { secretKeyFor } from '../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import type { SecretKey, SecretStore } from '../../src/main/credentials/secret-store.ts';
import { HttpClient } from '../../src/main/http/client.ts';
import { type Limits, RateBudget } from '../../src/main/http/rate-budget.ts';
import { Nexudus } from '../../src/main/providers/nexudus/nexudus.ts';
import { RefreshToken } from '../../src/main/providers/nexudus/refresh-token.ts';
import { NexudusSession } from '../../src/main/providers/nexudus/session.ts';
import { ProviderSecret } from '../../src/main/providers/provider-secret.ts';
import { BasicCredentials } from '../../src/main/providers/spacebring/credentials.ts';
import { Spacebring } from '../../src/main/providers/spacebring/spacebring.ts';
import { dayOf } from '../../src/main/time/site-day.ts';
import { customerSecretOf, passwordSessionOf } from '../../src/shared/domain/vendors/nexudus.ts';
import { harbourWorks } from './harbour-works.ts';
import { logLines } from './log-lines.ts';
import { settingsInMemory } from './settings-in-memory.ts';
import { VirtualClock } from './virtual-clock.ts';

export const CLIENT_ID = 'kiosk-at-the-door';
export const UNLIMITED: Limits = { all: [], write: [], read: [], background: [] };

/** What both sides of a real conversation are made of; the clock is shared, and moves only when told to. */
async function parts<D extends DemoServer>(
  start: (options: { limits: []; now: () => number }) => Promise<D>,
) {
  const clock = new VirtualClock();
  const demo = await start({ limits: [], now: () => clock.now() });
  onTestFinished(() => demo.stop());
  const { log, lines } = logLines();
  const traffic = countedFetch();
  const secrets = new MemorySecrets();
  const key = secretKeyFor(demo.provider);
  await secrets.set(key, demo.secret.value);
  const http = new HttpClient({
    fetch: traffic.fetch,
    clock,
    log,
    budget: new RateBudget(clock, UNLIMITED),
    baseUrl: demo.baseUrl,
    settings: settingsInMemory(),
  });
  const secret = new ProviderSecret(secrets, key, clock);
  return { clock, demo, http, key, lines, log, secret, secrets, traffic };
}

export interface NexudusSite {
  /** The demo's own unless given. */
  readonly timeZone?: string;
  /** Whether guests are registered in the name of the demo's customer. */
  readonly hasCustomer?: boolean;
}

/** A kiosk's Nexudus against the demo server, without the limits that would take time. */
export async function nexudusKiosk(options: NexudusOptions = {}, site: NexudusSite = {}) {
  const common = await parts<NexudusDemo>((base) => startNexudusDemo({ ...base, ...options }));
  const { clock, demo, http, key, log, secrets } = common;
  const { username, password } = demo.customer;
  const { baseUrl } = demo;
  const profile = site.hasCustomer
    ? { ...demo.provider, customer: { baseUrl, username } }
    : demo.provider;
  const customerKey = customerSecretOf(profile);
  if (customerKey) await secrets.set(customerKey, password);
  /** The kiosk as it is after a start: nothing is left but what is in the keychain. */
  const start = (store: SecretStore = secrets) => {
    const sessionOf = (of: SecretKey, clientId: string) =>
      new NexudusSession({
        http,
        secret: new ProviderSecret(store, of, clock),
        clock,
        username: of.account,
        clientId,
        refreshToken: new RefreshToken({ store, key: passwordSessionOf(of) }),
      });
    const session = sessionOf(key, CLIENT_ID);
    const provider = new Nexudus({
      session,
      customer: customerKey && sessionOf(customerKey, `${CLIENT_ID} for a customer`),
      profile,
      account: 'nexudus demo',
      clock,
      dayOf: (instant) => dayOf(instant, site.timeZone ?? 'Europe/Lisbon'),
      log,
    });
    return { session, provider };
  };
  return { ...common, ...start(), customerKey, profile, start };
}

/** A kiosk's Spacebring against the demo server, without the limits that would take time. */
export async function spacebringKiosk(options: SpacebringOptions = {}) {
  const common = await parts<SpacebringDemo>((base) =>
    startSpacebringDemo({ ...base, ...options }),
  );
  const { demo, http, log, secret } = common;
  const { clientId } = demo.provider;
  const provider = new Spacebring({
    credentials: new BasicCredentials({ http, secret, clientId }),
    profile: demo.provider,
    account: 'spacebring demo',
    log,
    ...harbourWorks,
  });
  return { ...common, provider };
}

/** A real fetch that knows how many calls are under way; an answer counts until it has been read to its end. */
function countedFetch() {
  const traffic = {
    underWay: 0,
    fetch: (async (input, init) => {
      traffic.underWay += 1;
      try {
        const answer = await fetch(input, init);
        const body = await answer.arrayBuffer();
        // Whoever makes a 204 must not give it a body, not even an empty one.
        const { headers, status } = answer;
        return new Response(status === 204 ? null : body, { status, headers });
      } finally {
        traffic.underWay -= 1;
      }
    }) as typeof fetch,
  };
  return traffic;
}

/** The last request that a demo server has read, of that method and path. */
export function lastRequest(demo: DemoServer, method: string, path: string) {
  const found = demo.requests.findLast((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`No ${method} ${path} came in`);
  return found;
}

/** How many requests a demo server has read, of that method and path. */
export const requestCount = (demo: DemoServer, method: string, path: string): number =>
  demo.requests.filter((one) => one.method === method && one.path === path).length;
