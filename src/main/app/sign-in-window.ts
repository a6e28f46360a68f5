import { randomUUID } from 'node:crypto';
import { BrowserWindow, session } from 'electron';
import { type Bounds, harden } from './hardening.ts';
import { confined } from './web-preferences.ts';

/** A page on which somebody signs in at the provider. */
export interface SignInPage {
  readonly page: URL;
  /** Where the provider leads back to. Nothing has to be there: it is never asked for. */
  readonly redirectUri: string;
  /** Names of the hosts, besides its own, that the page may lead to. */
  readonly hosts: readonly string[];
}

/**
 * Shows a sign-in page in a window of its own, whose session is empty, in memory, and kept to the hosts that it needs.
 * @returns where it led back to, with what the provider says there; undefined when the window was closed
 */
export async function showSignIn(signIn: SignInPage, headless: boolean): Promise<URL | undefined> {
  const { promise, resolve } = Promise.withResolvers<URL | undefined>();
  const own = session.fromPartition(`sign-in ${randomUUID()}`);
  harden(own, boundsOf(signIn, resolve));
  const window = new BrowserWindow({
    width: 720,
    height: 960,
    title: 'Vestibule',
    show: false,
    webPreferences: { ...confined(), session: own },
  });
  window.once('closed', () => resolve(undefined));
  if (!headless) window.once('ready-to-show', () => window.show());
  const opened = window.loadURL(signIn.page.href).catch((error: Error) => {
    throw new Error(`The provider’s page could not be opened: ${error.message}`);
  });
  // A provider that leads back at once is one whose page never loads.
  const back = await Promise.race([promise, opened.then(() => promise)]);
  if (!window.isDestroyed()) window.destroy();
  return back;
}

function boundsOf({ page, redirectUri, hosts }: SignInPage, onBack: (back: URL) => void): Bounds {
  const back = new URL(redirectUri);
  const isBack = (url: URL) => url.origin === back.origin && url.pathname === back.pathname;
  const isAllowed = (url: URL) =>
    url.protocol === page.protocol &&
    (url.host === page.host || (url.port === '' && hosts.includes(url.hostname)));
  return {
    loads(address) {
      const url = URL.parse(address);
      if (!url) return false;
      if (!isBack(url)) return isAllowed(url);
      onBack(url);
      return false;
    },
    goesTo(address) {
      const url = URL.parse(address);
      return url !== null && (isBack(url) || isAllowed(url));
    },
  };
}
