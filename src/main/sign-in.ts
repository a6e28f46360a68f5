import type { Profile } from '#shared/domain/profile.ts';
import { systemClock } from './clock.ts';
import { Keychain } from './credentials/keychain.ts';
import { silent } from './log/log.ts';
import type { Platform } from './platform.ts';
import { createProvider } from './providers/create.ts';
import type { Setback, SignedIn } from './providers/provider.ts';

/** Shows a page, and gives where it led back to; undefined when whoever was to sign in closed it. */
export type ShowPage = (page: URL) => Promise<URL | undefined>;

/** What came of it, in a sentence for whoever signs in. */
export interface SignInEnd {
  readonly ok: boolean;
  readonly says: string;
}

/** Has a member of staff sign in at the provider, in whose name the kiosk speaks from then on. */
export async function signIn(
  { provider: live, site }: Profile,
  platform: Pick<Platform, 'fetch' | 'settings' | 'startKeychain'>,
  show: ShowPage,
): Promise<SignInEnd> {
  if (live.kind === 'demo') return failure('A demonstration needs nobody to sign in.');
  const keychain = new Keychain({
    start: platform.startKeychain,
    remembered: platform.settings,
  });
  // Somebody waits for it at a window: it does not wait for this kiosk's turn.
  const { share: _, ...profile } = live;
  const provider = createProvider({
    profile,
    secrets: keychain,
    fetch: platform.fetch,
    clock: systemClock,
    settings: platform.settings,
    log: silent,
    site,
  });
  try {
    if (!provider.signIn) return failure('This profile signs in by itself.');
    const back = await show(await provider.signIn.begin());
    if (!back) return failure('Nobody signed in: the window was closed.');
    return endOf(await provider.signIn.finish(back), profile.baseUrl);
  } finally {
    keychain.stop();
  }
}

function endOf(signedIn: SignedIn, address: string): SignInEnd {
  switch (signedIn.kind) {
    case 'signed-in':
      return { ok: true, says: `Signed in at ${address}. A kiosk that runs goes on by itself.` };
    case 'refused':
      return failure(`Nobody is signed in: ${signedIn.reason}. Try again.`);
    case 'setback':
      return failure(`Nobody is signed in: ${reasonOf(signedIn.setback)}. Try again.`);
  }
}

const failure = (says: string): SignInEnd => ({ ok: false, says });

function reasonOf(setback: Setback): string {
  return setback.kind === 'throttled'
    ? `the provider wants silence until ${new Date(setback.until).toISOString()}`
    : setback.reason;
}
