import { randomUUID } from 'node:crypto';
import type { WalkIn } from '#shared/domain/arrival.ts';
import { systemClock } from '../../src/main/clock.ts';
import { secretKeyFor } from '../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import { HttpClient } from '../../src/main/http/client.ts';
import { type Limits, RateBudget } from '../../src/main/http/rate-budget.ts';
import { silent } from '../../src/main/log/log.ts';
import type { Outbox } from '../../src/main/outbox/outbox.ts';
import { createProvider } from '../../src/main/providers/create.ts';
import type { Provider } from '../../src/main/providers/provider.ts';
import { ProviderSecret } from '../../src/main/providers/provider-secret.ts';
import { BasicCredentials } from '../../src/main/providers/spacebring/credentials.ts';
import { Spacebring } from '../../src/main/providers/spacebring/spacebring.ts';
import type { LiveProfile } from '../../src/shared/domain/profile.ts';
import { createOutbox } from '../support/create-outbox.ts';
import { harbourWorks } from '../support/harbour-works.ts';
import { settingsInMemory } from '../support/settings-in-memory.ts';

/** What every entry of the bench belongs to; as long as a real one. */
export const ACCOUNT = 'spacebring https://api.spacebring.com 5b0dd9a4-3c1f-4f4e-9f0a-9d1c1a3b7c11';

const noLimits: Limits = { all: [], write: [], read: [], background: [] };

/** A provider that never answers, until the kiosk gives it up. */
export const hanging: typeof fetch = (_, init) =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new Error('given up')));
  });

interface Server {
  readonly provider: LiveProfile;
  readonly secret: { readonly value: string };
}

const nobody: Server = {
  provider: {
    kind: 'spacebring',
    baseUrl: 'http://127.0.0.1:9',
    networkId: randomUUID(),
    locationId: randomUUID(),
    clientId: 'nobody',
  },
  secret: { value: 'nothing' },
};

async function secretsOf({ provider, secret }: Server): Promise<MemorySecrets> {
  const secrets = new MemorySecrets();
  await secrets.set(secretKeyFor(provider), secret.value);
  return secrets;
}

/** Spacebring as in the kiosk, but that it keeps no limits. */
export async function unlimited(
  fetch: typeof globalThis.fetch,
  server = nobody,
): Promise<Provider> {
  const { provider: profile } = server;
  if (profile.kind !== 'spacebring') throw new Error('This is for Spacebring');
  const clock = systemClock;
  const log = silent;
  const budget = new RateBudget(clock, noLimits);
  const settings = settingsInMemory();
  const { baseUrl, clientId } = profile;
  return new Spacebring({
    ...harbourWorks,
    credentials: new BasicCredentials({
      http: new HttpClient({ fetch, clock, log, budget, baseUrl, settings }),
      secret: new ProviderSecret(await secretsOf(server), secretKeyFor(profile), clock),
      clientId,
    }),
    profile,
    account: ACCOUNT,
    log,
  });
}

/** The provider that the kiosk itself builds. */
export async function limited(fetch: typeof globalThis.fetch, server: Server): Promise<Provider> {
  return createProvider({
    ...harbourWorks,
    profile: server.provider,
    account: ACCOUNT,
    secrets: await secretsOf(server),
    fetch,
    clock: systemClock,
    settings: settingsInMemory(),
    log: silent,
  });
}

/**
 * An outbox as compose builds it, with its key on the disk, where a copy finds it.
 * @param onChange called when an entry has changed
 */
export function outboxFor(parts: {
  dataDir: string;
  provider: Provider;
  onChange?: (outbox: Outbox) => void;
}): Outbox {
  const outbox: Outbox = createOutbox({
    dataDir: parts.dataDir,
    provider: parts.provider,
    clock: systemClock,
    onChange: () => parts.onChange?.(outbox),
  });
  return outbox;
}

export function stamp() {
  return { at: Date.now(), offset: 0, run: '3f0c3a52-77c7-4f47-9b5d-4d1f0c5a5e0e', elapsed: 1 };
}

/** A visitor who gives everything that can be asked for. */
export function walkInTo(host: { id: string; name: string }): WalkIn {
  const id = randomUUID();
  return {
    kind: 'walk-in',
    id,
    visitor: {
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: `${id}@guests.example`,
      phone: '+351912345678',
      company: 'Analytical Engines',
    },
    host: { kind: 'chosen', id: host.id, name: host.name },
    agreement: { version: '2026-01', language: 'en' },
  };
}
