import type {
  HandlerDetails,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import type { Page } from 'playwright';
import { KnownEmitter, only, type Preventable, preventable } from '../absent.ts';
import { toWeb } from '../address.ts';
import type { PageLink } from '../page/page-link.ts';
import type { SessionStandIn } from './session.ts';

type Covered = Pick<
  WebContents,
  'executeJavaScript' | 'getURL' | 'id' | 'isDestroyed' | 'send' | 'setWindowOpenHandler'
>;

/** A page and the line to it, once Chromium has made it. */
export interface Opened {
  readonly page: Page;
  readonly link: PageLink;
}

export class WebContentsStandIn extends KnownEmitter implements Covered {
  readonly id: number;
  readonly session: SessionStandIn;
  readonly mainFrame: Pick<WebFrameMain, 'url' | 'parent'>;
  private readonly opening: Promise<Opened>;
  private opened: Opened | undefined;
  private destroyed = false;
  private openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined;
  /** Addresses that main itself is loading: those are nobody's to refuse. */
  private readonly loading = new Set<string>();

  constructor(id: number, session: SessionStandIn, opening: Promise<Opened>) {
    // No redirect is served, no webview can exist and no menu is Electron's to show: those three never come.
    super('webContents', [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
      'context-menu',
      'destroyed',
    ]);
    this.id = id;
    this.session = session;
    this.opening = opening;
    const address = () => this.getURL();
    this.mainFrame = only('webFrameMain', {
      parent: null,
      get url() {
        return address();
      },
    });
    opening.then(
      (opened) => {
        this.opened = opened;
        opened.page.once('close', () => {
          this.destroyed = true;
          this.emit('destroyed');
        });
      },
      // Whoever awaits the window's loading is told.
      () => {},
    );
  }

  getURL(): string {
    return this.opened?.link.url ?? '';
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    this.opened?.link.send(channel, args);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { page } = await this.opening;
    return page.evaluate(code);
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }

  async load(url: string): Promise<void> {
    const { page, link } = await this.opening;
    const address = toWeb(url);
    const isFirst = link.url === 'about:blank';
    this.loading.add(address);
    try {
      await page.goto(address);
      if (isFirst) await link.forgetHistory();
    } finally {
      this.loading.delete(address);
    }
  }

  /** Whether a frame of the page may go to `url` (the browser's address of it). */
  allowsNavigation(url: string, address: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.loading.has(address)) return true;
    const details = { url, isMainFrame, isSameDocument: false, frame: null };
    const ask = (event: string): Preventable => {
      const navigation = preventable(details);
      this.emit(event, navigation);
      return navigation;
    };
    const events = isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'];
    // The later event does not come once the earlier one was prevented.
    return events.every((event) => !ask(event).defaultPrevented);
  }

  windowOpened(url: string, frameName: string): void {
    const referrer = { url: this.getURL(), policy: 'no-referrer' } as const;
    const details = { url, frameName, features: '', disposition: 'new-window', referrer } as const;
    if (this.openHandler?.(details).action !== 'deny')
      throw new Error('a window that a page may open is not in the preview');
  }
}
