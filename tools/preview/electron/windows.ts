import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, IpcMainInvokeEvent } from 'electron';
import type { Request as BrowserRequest, Page } from 'playwright';
import { only, preventable } from '../absent.ts';
import { toApp } from '../address.ts';
import type { PreviewBrowser } from '../browser.ts';
import { PageLink } from '../page/page-link.ts';
import { answerRequest } from '../requests.ts';
import type { AppStandIn } from './app.ts';
import { BrowserWindowStandIn, checkOptions } from './browser-window.ts';
import type { IpcMainStandIn } from './ipc-main.ts';
import type { SessionStandIn, Sessions } from './session.ts';
import { type Opened, WebContentsStandIn } from './web-contents.ts';

export type Report = (line: string) => void;

/** The app's windows, and which of them a page of the browser belongs to. */
export class Windows {
  private readonly app: AppStandIn;
  private readonly sessions: Sessions;
  private readonly ipcMain: IpcMainStandIn;
  private readonly report: Report;
  private readonly open = new Set<BrowserWindowStandIn>();
  private readonly contentsOf = new Map<Page, WebContentsStandIn>();
  private browser: PreviewBrowser | undefined;
  private taking: Promise<unknown> = Promise.resolve();
  private count = 0;

  constructor(app: AppStandIn, sessions: Sessions, ipcMain: IpcMainStandIn, report: Report) {
    this.app = app;
    this.sessions = sessions;
    this.ipcMain = ipcMain;
    this.report = report;
  }

  /** From here on every page and every request of `browser` is answered for. */
  async use(browser: PreviewBrowser): Promise<void> {
    this.browser = browser;
    await browser.context.route('**/*', (route) =>
      answerRequest(route, this.ownerOf(route.request())).catch((error: unknown) => {
        this.report(String(error));
        return route.abort('failed').catch(() => {
          // Answered already, or its page is gone.
        });
      }),
    );
    browser.context.on('page', (page) => {
      // A page of ours is known as such once it has been taken; any other is a pop-up.
      void this.taking
        .catch(() => {})
        .then(() => (this.contentsOf.has(page) ? undefined : page.close()));
    });
  }

  create(options: BrowserWindowConstructorOptions = {}): BrowserWindowStandIn {
    checkOptions(options);
    const { session, partition = '' } = options.webPreferences ?? {};
    const own = session ? (session as unknown as SessionStandIn) : this.sessions.get(partition);
    this.count += 1;
    const opening = Promise.withResolvers<Opened>();
    const contents = only('webContents', new WebContentsStandIn(this.count, own, opening.promise));
    const window = only('BrowserWindow', new BrowserWindowStandIn(contents, opening.promise));
    this.open.add(window);
    window.once('closed', () => this.forget(window));
    this.app.emit('web-contents-created', preventable({}), contents);
    opening.resolve(this.openPage(contents, options));
    return window;
  }

  all(): BrowserWindowStandIn[] {
    return [...this.open];
  }

  of(contents: WebContentsStandIn): BrowserWindowStandIn | null {
    return this.all().find((window) => window.webContents === contents) ?? null;
  }

  private async openPage(
    contents: WebContentsStandIn,
    { width, height, webPreferences }: BrowserWindowConstructorOptions,
  ): Promise<Opened> {
    const { browser } = this;
    if (!browser) throw new Error('Cannot create BrowserWindow before app is ready');
    const page = await this.takePage(browser, contents);
    page.on('download', (download) => {
      const item = only('DownloadItem', {
        getURL: () => toApp(download.url()),
        getFilename: () => download.suggestedFilename(),
      });
      contents.session.emit('will-download', preventable({}), item, contents);
    });
    if (width !== undefined && height !== undefined) await browser.resize(page, { width, height });
    await browser.context.grantPermissions(contents.session.granted());
    const { preload } = webPreferences ?? {};
    const link = await PageLink.open(page, preload ? readFileSync(preload, 'utf8') : '', {
      onInvoke: (channel, args) => {
        const event = { sender: contents, senderFrame: contents.mainFrame, type: 'frame' };
        return this.ipcMain.answer(channel, event as unknown as IpcMainInvokeEvent, args);
      },
      onWindowOpen: (url, name) => contents.windowOpened(url, name),
      onPreloadFailed: (reason) => this.report(`Unable to load preload script: ${reason}`),
    });
    return { page, link };
  }

  private async takePage(browser: PreviewBrowser, contents: WebContentsStandIn): Promise<Page> {
    const taking = browser.takePage().then((page) => {
      this.contentsOf.set(page, contents);
      return page;
    });
    this.taking = taking;
    return taking;
  }

  private ownerOf(request: BrowserRequest): WebContentsStandIn | undefined {
    try {
      return this.contentsOf.get(request.frame().page());
    } catch {
      // Playwright throws for the first request of a page that it does not know yet: a pop-up's.
      return undefined;
    }
  }

  private forget(window: BrowserWindowStandIn): void {
    this.open.delete(window);
    for (const [page, contents] of this.contentsOf)
      if (contents === window.webContents) this.contentsOf.delete(page);
    if (this.open.size === 0) this.app.allWindowsClosed();
  }
}
