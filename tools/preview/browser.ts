import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { findChromium } from '../setup/system-packages.mjs';
import { makeBrowserFolder, removeBrowserFolder, sweepBrowserFolders } from './browser-folder.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface BrowserOptions {
  readonly headless: boolean;
  readonly debuggingPort: number | undefined;
}

/** A lobby tablet, standing upright. */
const headlessScreen: Size = { width: 1080, height: 1920 };

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  // The second wall: whatever is not answered here finds no host.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** The Chromium that shows the app's windows: one page for each. */
export class PreviewBrowser {
  readonly headless: boolean;
  readonly context: BrowserContext;
  /** What a window can use of the screen. */
  readonly screen: Size;
  private readonly folder: string;
  private unused: Page | undefined;

  private constructor(
    headless: boolean,
    context: BrowserContext,
    folder: string,
    first: Page,
    screen: Size,
  ) {
    this.headless = headless;
    this.context = context;
    this.folder = folder;
    this.unused = first;
    this.screen = screen;
  }

  static async start({ headless, debuggingPort }: BrowserOptions): Promise<PreviewBrowser> {
    sweepBrowserFolders();
    const folder = makeBrowserFolder();
    process.once('exit', () => removeBrowserFolder(folder));
    const debugging =
      debuggingPort === undefined
        ? []
        : [`--remote-debugging-port=${debuggingPort}`, '--remote-debugging-address=127.0.0.1'];
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: chromiumPath(),
      headless,
      // Chromium's sandbox refuses to run as root.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...quiet, ...debugging],
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      viewport: headless ? headlessScreen : null,
      artifactsDir: join(folder, 'artifacts'),
      acceptDownloads: false,
      serviceWorkers: 'block',
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    const first = context.pages()[0] ?? (await context.newPage());
    const screen = headless
      ? headlessScreen
      : await first.evaluate(() => ({
          width: window.screen.availWidth,
          height: window.screen.availHeight,
        }));
    return new PreviewBrowser(headless, context, folder, first, screen);
  }

  /** Chromium starts with one page; the first window takes it. */
  async takePage(): Promise<Page> {
    const first = this.unused;
    this.unused = undefined;
    return first ?? this.context.newPage();
  }

  /** Gives a page the size that its window asks for. */
  async resize(page: Page, { width, height }: Size): Promise<void> {
    if (this.headless) return page.setViewportSize({ width, height });
    const cdp = await this.context.newCDPSession(page);
    const { windowId } = await cdp.send('Browser.getWindowForTarget');
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
    await cdp.detach();
  }

  async close(): Promise<void> {
    // It may be gone already: the person closed its last window.
    await this.context.close().catch(() => {});
    removeBrowserFolder(this.folder);
  }
}

/** @throws Error that says how to get one */
function chromiumPath(): string {
  const places = [process.env.CHROMIUM, chromium.executablePath(), findChromium()];
  const found = places.find((place) => place && existsSync(place));
  if (found) return found;
  throw new Error(
    'there is no Chromium. Run `npx playwright install chromium`, or name one in the variable CHROMIUM.',
  );
}
