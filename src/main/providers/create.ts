import type { LiveProfile, Profile, ProviderProfile } from '#shared/domain/profile.ts';
import { type VendorKind, vendorOf } from '#shared/domain/vendors/vendors.ts';
import type { Clock } from '../clock.ts';
import { secretKeyFor } from '../credentials/key-for.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { HttpClient, type OnDate } from '../http/client.ts';
import { type Limits, RateBudget } from '../http/rate-budget.ts';
import { Share, type Turns } from '../http/share.ts';
import type { Log } from '../log/log.ts';
import type { KeyValues } from '../platform.ts';
import { type Day, dayOf } from '../time/site-day.ts';
import { createNexudus } from './nexudus/create.ts';
import type { Provider } from './provider.ts';
import { ProviderSecret } from './provider-secret.ts';
import { createSpacebring } from './spacebring/create.ts';

/** What a provider is built from. */
export interface ProviderParts {
  /** That which the profile names unless given. */
  readonly account?: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly settings: KeyValues;
  readonly log: Log;
  readonly site: Pick<Profile['site'], 'name' | 'timeZone'>;
  /**
   * Whether a session is kept with the secrets, so that the next start goes on with it; not, unless given, since whoever
   * signs in once would take the place of the kiosk's own.
   */
  readonly keepsSession?: boolean;
}

/** Those parts, and what is made for a provider of them. */
export interface MadeParts extends ProviderParts {
  readonly account: string;
  /** The site's day in which an instant lies (ms since the epoch). */
  readonly dayOf: (instant: number) => Day;
  /** What the kiosk signs in with. */
  readonly secret: ProviderSecret;
  /** Keeps to a vendor's limits, by turns where several kiosks share them. */
  budget(limits: Limits, turns: Turns): RateBudget;
  /** @param baseUrl that of the profile unless given */
  http(budget: RateBudget, baseUrl?: string): HttpClient;
}

/** Only in this file are the vendors known side by side. */
const create: {
  readonly [K in VendorKind]: (
    profile: Extract<LiveProfile, { kind: K }>,
    parts: MadeParts,
  ) => Provider;
} = { nexudus: createNexudus, spacebring: createSpacebring };

/** Builds the provider that a profile names. */
export function createProvider(
  given: ProviderParts & { profile: LiveProfile; fetch: typeof fetch; onDate?: OnDate },
): Provider {
  const { fetch, onDate, profile, ...parts } = given;
  const { account = accountOf(profile), clock, log, settings, site } = parts;
  const { share } = profile;
  const createOne = create[profile.kind] as (profile: LiveProfile, parts: MadeParts) => Provider;
  return createOne(profile, {
    ...parts,
    account,
    dayOf: (instant) => dayOf(instant, site.timeZone),
    secret: new ProviderSecret(parts.secrets, secretKeyFor(profile), clock),
    budget: (limits, turns) =>
      new RateBudget(
        clock,
        limits,
        share && share.kiosks > 1 ? new Share(clock, turns, share) : undefined,
      ),
    http: (budget, baseUrl = profile.baseUrl) =>
      new HttpClient({ fetch, clock, log, budget, baseUrl, settings, onDate }),
  });
}

/** Names the account that a profile leads to. Each start of a demo has a new address, so that is not part of it. */
export function accountOf(provider: ProviderProfile): string {
  return provider.kind === 'demo' ? `demo ${provider.of}` : vendorOf(provider).accountOf(provider);
}
