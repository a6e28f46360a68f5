import { onTestFinished } from 'vitest';
import type { LiveProfile } from '#shared/domain/profile.ts';
import { type NexudusOptions, startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import {
  type SpacebringDemo,
  type SpacebringOptions,
  startSpacebringDemo,
} from '../../../src/demo/spacebring/server.ts';
import { secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../../src/main/credentials/memory.ts';
import { accountOf, createProvider } from '../../../src/main/providers/create.ts';
import type { Provider } from '../../../src/main/providers/provider.ts';
import { customerSecretOf } from '../../../src/shared/domain/vendors/nexudus.ts';
import { harbourWorks } from '../../support/harbour-works.ts';
import { logLines } from '../../support/log-lines.ts';
import { settingsInMemory } from '../../support/settings-in-memory.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** Makes an answer that has come into the one that the kiosk gets. */
export type Tap = (answer: Response, again: () => Promise<Response>) => Promise<Response>;

/** A provider as a kiosk has it, limits and all, against a demo server that shares its clock. */
export interface Place {
  readonly clock: VirtualClock;
  readonly provider: Provider;
  readonly secrets: MemorySecrets;
  readonly lines: readonly object[];
  /** What the provider calls the vendor with. */
  readonly fetch: typeof fetch;
  /** Every answer goes through it. */
  tap: Tap | undefined;
  /** Lets time pass while something goes on, which it never overtakes: it stands still while a call is under way. */
  during<T>(work: Promise<T>): Promise<T>;
  wait(ms: number): Promise<void>;
}

async function placeOf(
  clock: VirtualClock,
  profile: LiveProfile,
  secrets: MemorySecrets,
): Promise<Place> {
  const { log, lines } = logLines();
  let underWay = 0;
  const ask: typeof fetch = async (input, init) => {
    underWay += 1;
    try {
      const again = () => fetch(input, init);
      const answer = await again();
      return await whole((await place.tap?.(answer, again)) ?? answer);
    } finally {
      underWay -= 1;
    }
  };
  const place: Place = {
    clock,
    secrets,
    lines,
    fetch: ask,
    tap: undefined,
    provider: createProvider({
      profile,
      account: accountOf(profile),
      secrets,
      clock,
      log,
      settings: settingsInMemory(),
      site: harbourWorks.site,
      fetch: ask,
    }),
    wait: (ms) => new Promise((resolve) => clock.after(ms, resolve)),
    async during(work) {
      let isOver = false;
      const ended = work.finally(() => {
        isOver = true;
      });
      // Whoever waits for it is told; here it only must not count as unheard.
      ended.catch(() => {});
      for (;;) {
        await clock.advance(0);
        if (isOver) return ended;
        const next = underWay > 0 ? undefined : clock.untilNext;
        if (next === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
        else await clock.advance(next);
      }
    },
  };
  return place;
}

/** The same answer, with all of its body here. */
async function whole(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer();
  const { status, headers } = answer;
  return new Response(body.byteLength === 0 ? null : body, { status, headers });
}

/** @param options.hasCustomer whether guests are registered in the name of the demo's customer */
export async function nexudusPlace({
  hasCustomer = false,
  ...options
}: NexudusOptions & { readonly hasCustomer?: boolean } = {}) {
  const clock = new VirtualClock();
  const demo = await startNexudusDemo({ now: () => clock.now(), ...options });
  onTestFinished(() => demo.stop());
  const { baseUrl, customer } = demo;
  const profile = hasCustomer
    ? { ...demo.provider, customer: { baseUrl, username: customer.username } }
    : demo.provider;
  const secrets = new MemorySecrets();
  await secrets.set(secretKeyFor(profile), demo.secret.value);
  const customerKey = customerSecretOf(profile);
  if (customerKey) await secrets.set(customerKey, customer.password);
  return Object.assign(await placeOf(clock, profile, secrets), { demo });
}

/** @param options.hasOAuth whether somebody signs in on the demo's page, instead of Basic */
export async function spacebringPlace({
  hasOAuth = false,
  ...options
}: SpacebringOptions & { readonly hasOAuth?: boolean } = {}) {
  const clock = new VirtualClock();
  const demo = await startSpacebringDemo({ now: () => clock.now(), ...options });
  onTestFinished(() => demo.stop());
  const { clientId, clientSecret, redirectUri } = demo.oauth;
  const profile = hasOAuth
    ? { ...demo.provider, clientId, oauth: { redirectUri, hosts: [] } }
    : demo.provider;
  const secrets = new MemorySecrets();
  await secrets.set(secretKeyFor(profile), hasOAuth ? clientSecret : demo.secret.value);
  const place = Object.assign(await placeOf(clock, profile, secrets), { demo });
  if (hasOAuth) await signIn(place);
  return place;
}

/** Does what a member of staff does on the vendor's page. */
export async function signIn({ demo, provider, during }: Place & { demo: SpacebringDemo }) {
  const redirectedTo = await passPage(provider, demo);
  const came = await during(signInOf(provider).finish(redirectedTo));
  if (came.kind !== 'signed-in') throw new Error(`Nobody can sign in: ${JSON.stringify(came)}`);
}

/** @returns where the vendor's page leads back to */
export async function passPage(provider: Provider, { oauth }: SpacebringDemo): Promise<URL> {
  const page = await signInOf(provider).begin();
  const form = new URLSearchParams(page.searchParams);
  for (const [name, value] of Object.entries(oauth.user)) form.set(name, value);
  const answer = await fetch(new URL('/oauth2/sign-in', page), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? 'about:blank');
}

export function signInOf({ signIn: found }: Provider) {
  if (found) return found;
  throw new Error('Nobody signs in here');
}
