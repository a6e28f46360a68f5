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
import { HttpClient } from '../../src/main/http/client.ts';
import { type Limits, RateBudget } from '../../src/main/http/rate-budget.ts';
import { Nexudus } from '../../src/main/providers/nexudus/nexudus.ts';
import { NexudusSession } from '../../src/main/providers/nexudus/session.ts';
import { ProviderSecret } from '../../src/main/providers/provider-secret.ts';
import { Spacebring } from '../../src/main/providers/spacebring/spacebring.ts';
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

/** A kiosk's Nexudus against the demo server, without the limits that would take time. */
export async function nexudusKiosk(options: NexudusOptions = {}) {
  const common = await parts<NexudusDemo>((base) => startNexudusDemo({ ...base, ...options }));
  const { clock, demo, http, log, secret } = common;
  const { username } = demo.provider;
  const session = new NexudusSession({ http, secret, clock, username, clientId: CLIENT_ID });
  const provider = new Nexudus({
    session,
    profile: demo.provider,
    account: 'nexudus demo',
    log,
  });
  return { ...common, session, provider };
}

/** A kiosk's Spacebring against the demo server, without the limits that would take time. */
export async function spacebringKiosk(options: SpacebringOptions = {}) {
  const common = await parts<SpacebringDemo>((base) =>
    startSpacebringDemo({ ...base, ...options }),
  );
  const { demo, http, log, secret } = common;
  const account = 'spacebring demo';
  return {
    ...common,
    provider: new Spacebring({ http, secret, profile: demo.provider, account, log }),
  };
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
        return new Response(body, { status: answer.status, headers: answer.headers });
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
