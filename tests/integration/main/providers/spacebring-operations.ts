import { secretKeyFor } from '../../../../src/main/credentials/key-for.ts';
import type { Operations, Provider, Sent } from '../../../../src/main/providers/provider.ts';
import { ProviderSecret } from '../../../../src/main/providers/provider-secret.ts';
import { SpacebringOAuth } from '../../../../src/main/providers/spacebring/oauth.ts';
import { Spacebring } from '../../../../src/main/providers/spacebring/spacebring.ts';
import { userSessionOf } from '../../../../src/shared/domain/vendors/spacebring.ts';
import { FallibleSecrets } from '../../../support/fallible-secrets.ts';
import { harbourWorks } from '../../../support/harbour-works.ts';
import { spacebringKiosk } from '../../../support/kiosk-provider.ts';

/** The operation for one kind of errand. */
export function operationOf<K extends keyof Operations>(
  { operations }: Provider,
  kind: K,
): NonNullable<Operations[K]> {
  const operation = operations[kind];
  if (!operation) throw new Error(`The provider takes no ${kind}`);
  return operation;
}

/** A sending at an instant, with receipts that belong to other entries. */
export const sentAt = (at: number, ...claimed: (string | undefined)[]): Sent => ({
  at,
  isClaimed: (receipt) => claimed.includes(receipt),
});

/** A kiosk for which somebody signs in on Spacebring's page, and what they do there. */
export async function oauthKiosk(...options: Parameters<typeof spacebringKiosk>) {
  const kiosk = await spacebringKiosk(...options);
  const { clock, demo, http, log } = kiosk;
  const { clientId, clientSecret, redirectUri, user } = demo.oauth;
  const oauth = { redirectUri, hosts: [] };
  const profile = { ...demo.provider, clientId, oauth };
  const secrets = new FallibleSecrets();
  const [clientKey, refreshKey] = [secretKeyFor(profile), userSessionOf(profile)];
  await secrets.set(clientKey, clientSecret);

  /** The kiosk as it is after a start. */
  const start = () => {
    const secret = new ProviderSecret(secrets, clientKey, clock);
    const signIn = new SpacebringOAuth({ http, secret, secrets, clock, profile });
    const provider = new Spacebring({
      credentials: signIn,
      signIn,
      profile,
      account: 'spacebring demo',
      log,
      ...harbourWorks,
    });
    return { provider, signIn };
  };
  const started = start();

  /** Somebody enters their password on the page; where it leads back to. */
  async function enter(page: URL, password = user.password): Promise<URL> {
    const shown = await fetch(page);
    if (shown.status !== 200) throw new Error(`The page was answered ${shown.status}`);
    const answer = await fetch(new URL('/oauth2/sign-in', page), {
      method: 'POST',
      body: new URLSearchParams([
        ...page.searchParams,
        ['email', user.email],
        ['password', password],
      ]),
      redirect: 'manual',
    });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The password was answered ${answer.status}`);
    return new URL(location);
  }

  async function signIn(at = started.signIn) {
    return at.finish(await enter(await at.begin()));
  }

  const keptToken = async () => {
    const kept = await secrets.get(refreshKey);
    return kept.state === 'present' ? kept.secret : undefined;
  };
  return {
    ...kiosk,
    ...started,
    oauth: started.signIn,
    clientKey,
    enter,
    keptToken,
    profile,
    refreshKey,
    secrets,
    signIn,
    start,
  };
}
