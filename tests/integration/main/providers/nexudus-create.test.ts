import { describe, expect, it, onTestFinished } from 'vitest';
import { startNexudusDemo } from '../../../../src/demo/nexudus/server.ts';
import { systemClock } from '../../../../src/main/clock.ts';
import { secretKeysFor } from '../../../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../../../src/main/credentials/memory.ts';
import { createProvider } from '../../../../src/main/providers/create.ts';
import { arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import { harbourWorks } from '../../../support/harbour-works.ts';
import { logLines } from '../../../support/log-lines.ts';
import { settingsInMemory } from '../../../support/settings-in-memory.ts';
import { errandOf, operationOf, walkIns } from './nexudus-operations.ts';

async function site() {
  const demo = await startNexudusDemo({ limits: [] });
  onTestFinished(() => demo.stop());
  const { username, password } = demo.customer;
  const profile = { ...demo.provider, customer: { baseUrl: demo.baseUrl, username } };
  const secrets = new MemorySecrets();
  const [own, customer] = secretKeysFor(profile);
  await secrets.set(own, demo.secret.value);
  if (customer) await secrets.set(customer, password);
  const settings = settingsInMemory();
  const writes = { underWay: 0, most: 0 };
  const counted: typeof fetch = async (input, init) => {
    if (init?.method === 'GET') return fetch(input, init);
    writes.underWay += 1;
    writes.most = Math.max(writes.most, writes.underWay);
    const answer = await fetch(input, init);
    const body = await answer.arrayBuffer();
    writes.underWay -= 1;
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
  const start = (keepsSession: boolean) =>
    createProvider({
      profile,
      account: 'here',
      secrets,
      fetch: counted,
      clock: systemClock,
      settings,
      log: logLines().log,
      site: harbourWorks.site,
      keepsSession,
    });
  const grants = () =>
    demo.requests
      .filter(({ path }) => path === '/api/token')
      .map(({ body }) => (body as Record<string, string>).grant_type);
  return { demo, grants, start, writes };
}

it('writes one at a time, whichever account it is', async () => {
  const { demo, start, writes } = await site();
  const provider = start(false);
  demo.faults.next({ match: { method: 'POST' }, times: 2, do: { kind: 'delay', ms: 600 } });
  const visitor = { firstName: 'Ana', email: 'ana@sequeira.example' };
  const arrivals = ['2036-03-09T09:00:00Z'];
  const came = await Promise.all([
    walkIns(provider).send(dispatchOf(arrivalOf(undefined, visitor))),
    operationOf(provider, 'registration').send(
      errandOf({ kind: 'registration', visitor, arrivals }),
    ),
  ]);
  expect(came.map(({ kind }) => kind)).toEqual(['delivered', 'delivered']);
  expect(writes.most).toBe(1);
});

describe('a kiosk that is started again', () => {
  it('goes on with both of its sessions', async () => {
    const { demo, grants, start } = await site();
    await start(true).probe();
    await start(true).probe();
    expect(grants()).toEqual(['password', 'password', 'refresh_token', 'refresh_token']);
    const ids = demo.requests.flatMap(({ headers }) => headers.client_id ?? []);
    expect(new Set(ids).size).toBe(2);
  });

  it('signs in anew where nothing was kept, and leaves alone what was', async () => {
    const { grants, start } = await site();
    await start(true).probe();
    await start(false).probe();
    expect(grants().slice(2)).toEqual(['password', 'password']);
  });
});
