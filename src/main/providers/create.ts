import { randomUUID } from 'node:crypto';
import type { LiveProfile, ProviderProfile } from '#shared/domain/profile.ts';
import type { Clock } from '../clock.ts';
import { customerKeyFor, refreshTokenKey, secretKeyFor } from '../credentials/key-for.ts';
import type { SecretKey, SecretStore } from '../credentials/secret-store.ts';
import { HttpClient, type OnDate } from '../http/client.ts';
import { type Limits, RateBudget } from '../http/rate-budget.ts';
import { Share, type Turns } from '../http/share.ts';
import type { Log } from '../log/log.ts';
import type { KeyValues } from '../platform.ts';
import type { Day } from '../time/site-day.ts';
import { nexudusLimits, nexudusTurns } from './nexudus/limits.ts';
import { Nexudus } from './nexudus/nexudus.ts';
import { RefreshToken } from './nexudus/refresh-token.ts';
import { NexudusSession } from './nexudus/session.ts';
import { WritesInTurn } from './nexudus/writes-in-turn.ts';
import type { Provider } from './provider.ts';
import { ProviderSecret } from './provider-secret.ts';
import { BasicCredentials } from './spacebring/credentials.ts';
import { spacebringLimits, spacebringTurns } from './spacebring/limits.ts';
import { SpacebringOAuth } from './spacebring/oauth.ts';
import { Spacebring } from './spacebring/spacebring.ts';

/**
 * Builds the provider that a profile names. Only in this file are the two known side by side.
 * @param parts.dayOf the site's day in which an instant lies
 * @param parts.siteName the name that visitors know the place by
 * @param parts.keepsSession whether a session is kept with the secrets, so that the next start goes on with it; not,
 * unless given, since whoever signs in once would take the place of the kiosk's own
 */
export function createProvider(parts: {
  profile: LiveProfile;
  account: string;
  secrets: SecretStore;
  fetch: typeof fetch;
  clock: Clock;
  settings: KeyValues;
  log: Log;
  dayOf: (instant: number) => Day;
  siteName: string;
  onDate?: OnDate;
  keepsSession?: boolean;
}): Provider {
  const { profile, account, clock, log } = parts;
  const secret = new ProviderSecret(parts.secrets, secretKeyFor(profile), clock);
  const { share } = profile;
  const roomWithin = (limits: Limits, turns: Turns) =>
    new RateBudget(
      clock,
      limits,
      share && share.kiosks > 1 ? new Share(clock, turns, share) : undefined,
    );
  const http = (budget: RateBudget, baseUrl = profile.baseUrl) =>
    new HttpClient({
      fetch: parts.fetch,
      clock,
      log,
      budget,
      baseUrl,
      settings: parts.settings,
      onDate: parts.onDate,
    });
  if (profile.kind === 'spacebring') {
    const { clientId, oauth } = profile;
    const calls = { http: http(roomWithin(spacebringLimits, spacebringTurns)), secret };
    const signIn =
      oauth &&
      new SpacebringOAuth({
        ...calls,
        secrets: parts.secrets,
        clock,
        profile: { ...profile, oauth },
      });
    return new Spacebring({
      credentials: signIn ?? new BasicCredentials({ ...calls, clientId }),
      signIn,
      profile,
      account,
      log,
      dayOf: parts.dayOf,
      siteName: parts.siteName,
    });
  }
  // Whom the limits count is not documented: both accounts are taken to be counted together.
  const budget = roomWithin(nexudusLimits, nexudusTurns);
  const writes = new WritesInTurn();
  const session = (key: SecretKey, of: 'clientId' | 'customerClientId') =>
    new NexudusSession({
      http: writes.of(http(budget, key.address)),
      secret: new ProviderSecret(parts.secrets, key, clock),
      clock,
      username: key.account,
      clientId: clientId(parts.settings, of),
      refreshToken: new RefreshToken(
        parts.keepsSession ? { store: parts.secrets, key: refreshTokenKey(key) } : undefined,
      ),
    });
  const customer = customerKeyFor(profile);
  return new Nexudus({
    session: session(secretKeyFor(profile), 'clientId'),
    customer: customer && session(customer, 'customerClientId'),
    profile,
    account,
    clock,
    dayOf: parts.dayOf,
    log,
  });
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

/** This kiosk's own client_id at Nexudus, made once, and that of the customer in whose name it registers guests. */
function clientId(settings: KeyValues, of: 'clientId' | 'customerClientId'): string {
  const known = settings.get(`nexudus.${of}`);
  if (typeof known === 'string' && known !== '') return known;
  const made = randomUUID();
  settings.set(`nexudus.${of}`, made);
  return made;
}
