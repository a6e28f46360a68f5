import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { KnownEmitter, preventable } from '../absent.ts';
import type { Opened, WebContentsStandIn } from './web-contents.ts';

type Covered = Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'id'
  | 'isDestroyed'
  | 'isMinimized'
  | 'loadURL'
  | 'restore'
  | 'show'
>;

const options = new Set<string>([
  'height',
  'kiosk',
  'show',
  'title',
  'useContentSize',
  'webPreferences',
  'width',
] satisfies (keyof BrowserWindowConstructorOptions)[]);

/** The only kind of page there is here, by the preferences that must or may be so. */
const preferences: { readonly [K in keyof WebPreferences]?: readonly WebPreferences[K][] } = {
  backgroundThrottling: [false],
  contextIsolation: [true, undefined],
  nodeIntegration: [false, undefined],
  sandbox: [true, undefined],
  webviewTag: [false, undefined],
};
const freePreferences = new Set(['devTools', 'partition', 'preload', 'session', 'spellcheck']);

export class BrowserWindowStandIn extends KnownEmitter implements Covered {
  readonly id: number;
  readonly webContents: WebContentsStandIn;
  private readonly opening: Promise<Opened>;
  private destroyed = false;

  constructor(webContents: WebContentsStandIn, opening: Promise<Opened>) {
    super('BrowserWindow', ['ready-to-show', 'close', 'closed', 'focus', 'show']);
    this.id = webContents.id;
    this.webContents = webContents;
    this.opening = opening;
    opening.then(
      ({ page }) => {
        page.once('domcontentloaded', () => this.emit('ready-to-show'));
        page.once('close', () => {
          this.destroyed = true;
          this.emit('closed');
        });
      },
      // loadURL tells it.
      () => {},
    );
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
  }

  /** Chromium's page is on the screen from the beginning. */
  show(): void {
    this.emit('show');
  }

  focus(): void {
    void this.opening.then(({ page }) => page.bringToFront()).then(() => this.emit('focus'));
  }

  /** Nothing tells the preview; `focus` brings a minimized window back as well. */
  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.focus();
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  close(): void {
    void this.askToClose();
  }

  destroy(): void {
    void this.opening.then(({ page }) => page.close());
  }

  /** False when the app refused. */
  async askToClose(): Promise<boolean> {
    const closing = preventable({});
    this.emit('close', closing);
    if (closing.defaultPrevented) return false;
    const { page } = await this.opening;
    await page.close();
    return true;
  }
}

/** @throws Error for an option that would not do here what it does in Electron */
export function checkOptions({
  webPreferences = {},
  ...rest
}: BrowserWindowConstructorOptions): void {
  for (const name of Object.keys(rest))
    if (!options.has(name)) throw new Error(`BrowserWindow's option ${name} is not in the preview`);
  if (rest.kiosk) throw new Error('a kiosk window is not in the preview');
  for (const [name, value] of Object.entries(webPreferences)) {
    const allowed = preferences[name as keyof WebPreferences] as readonly unknown[] | undefined;
    if (!freePreferences.has(name) && !allowed?.includes(value))
      throw new Error(`webPreferences.${name}: ${String(value)} is not in the preview`);
  }
}
