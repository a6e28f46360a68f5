import { app, Menu, type Session, type WebContents } from 'electron';

/** What the pages of a session may do. */
export interface Bounds {
  /** Whether the session may ask for that address, for a page or for something on it. */
  loads(url: string): boolean;
  /** Whether a page or a frame may go there. */
  goesTo(url: string): boolean;
}

/** Closes every way out of a session's pages. To be called before the first window is made. */
export function harden(session: Session, { loads, goesTo }: Bounds): void {
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => confine(contents, goesTo));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !loads(url) }));
}

interface Navigation {
  readonly url: string;
  preventDefault(): void;
}

function confine(contents: WebContents, goesTo: Bounds['goesTo']): void {
  const stay = (navigation: Navigation) => {
    if (!goesTo(navigation.url)) navigation.preventDefault();
  };
  // It comes for the main frame too, and before will-navigate.
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('context-menu', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
