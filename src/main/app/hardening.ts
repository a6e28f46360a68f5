import { app, Menu, type Session, type WebContents } from 'electron';
import { isKioskPage, SCHEME } from './address.ts';

/** What the kiosk's session may load. The developer tools exist in an unpackaged app only. */
const loadable = new Set([`${SCHEME}:`, 'devtools:']);

/** Closes every way out of the kiosk's page. To be called before the first window is made. */
export function harden(session: Session): void {
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !loadable.has(URL.parse(url)?.protocol ?? '') }),
  );
}

interface Navigation {
  readonly url: string;
  preventDefault(): void;
}

function confine(contents: WebContents): void {
  const stay = (navigation: Navigation) => {
    if (!isKioskPage(navigation.url)) navigation.preventDefault();
  };
  // It comes for the main frame too, and before will-navigate.
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('context-menu', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
