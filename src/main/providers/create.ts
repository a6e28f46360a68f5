import { randomUUID } from 'node:crypto';
import type { LiveProfile, ProviderProfile } from '#shared/domain/profile.ts';
import type { Clock } from '../clock.ts';
import { secretKeyFor } from '../credentials/key-for.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { HttpClient, type OnDate } from '../http/client.ts';
import { type Limits, RateBudget } from '../http/rate-budget.ts';
import { Share, type Turns } from '../http/share.ts';
import type { Log } from '../log/log.ts';
import type { KeyValues } from '../platform.ts';
import { nexudusLimits, nexudusTurns } from './nexudus/limits.ts';
import { Nexudus } from './nexudus/nexudus.ts';
import { NexudusSession } from './nexudus/session.ts';
import type { Provider } from './provider.ts';
import { ProviderSecret } from './provider-secret.ts';
import { spacebringLimits, spacebringTurns } from './spacebring/limits.ts';
import { Spacebring } from './spacebring/spacebring.ts';

/** Builds the provider that a profile names. Only in this file are the two known side by side. */
export function createProvider(parts: {
  profile: LiveProfile;
  account: string;
  secrets: SecretStore;
  fetch: typeof fetch;
  clock: Clock;
  settings: KeyValues;
  log: Log;
  onDate?: OnDate;
}): Provider {
  const { profile, account, clock, log } = parts;
  const secret = new ProviderSecret(parts.secrets, secretKeyFor(profile), clock);
  const { share } = profile;
  const http = (limits: Limits, turns: Turns) =>
    new HttpClient({
      fetch: parts.fetch,
      clock,
      log,
      budget: new RateBudget(
        clock,
        limits,
        share && share.kiosks > 1 ? new Share(clock, turns, share) : undefined,
      ),
      baseUrl: profile.baseUrl,
      settings: parts.settings,
      onDate: parts.onDate,
    });
  if (profile.kind === 'spacebring')
    return new Spacebring({
      http: http(spacebringLimits, spacebringTurns),
      secret,
      profile,
      account,
      log,
    });
  const client = http(nexudusLimits, nexudusTurns);
  const session = new NexudusSession({
    http: client,
    secret,
    clock,
    username: profile.username,
    clientId: clientId(parts.settings),
  });
  return new Nexudus({ session, profile, account, log });
}

/** Names the account that a profile leads to. Each start of a demo has a new address, so that is not part of it. */
export function accountOf(provider: ProviderProfile): string {
  switch (provider.kind) {
    case 'nexudus':
      return `nexudus ${provider.baseUrl} ${provider.businessId}`;
    case 'spacebring':
      return `spacebring ${provider.baseUrl} ${provider.locationId}`;
    case 'demo':
      return `demo ${provider.of}`;
  }
}

/** This kiosk's own client_id at Nexudus, made once. */
function clientId(settings: KeyValues): string {
  const known = settings.get('nexudus.clientId');
  if (typeof known === 'string' && known !== '') return known;
  const made = randomUUID();
  settings.set('nexudus.clientId', made);
  return made;
}
