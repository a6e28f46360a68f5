import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type {
  BrowserWindowConstructorOptions,
  Display,
  Menu,
  Net,
  Protocol,
  Screen,
} from 'electron';
import { only } from '../absent.ts';
import { type BrowserOptions, PreviewBrowser } from '../browser.ts';
import { AppStandIn, type Manifest } from './app.ts';
import { IpcMainStandIn } from './ipc-main.ts';
import { Sessions } from './session.ts';
import { UtilityProcessStandIn } from './utility-process.ts';
import type { WebContentsStandIn } from './web-contents.ts';
import { type Report, Windows } from './windows.ts';

export interface Preview {
  /** What `electron` is to the app. */
  readonly electron: object;
  readonly app: AppStandIn;
  /** Starts the browser and tells the app that it is ready. */
  start(): Promise<void>;
}

/**
 * Electron, as far as the app uses it, on plain Node and a Chromium.
 * @param root the app's folder
 * @param report gets a line for whoever started the preview
 */
export function createPreview(root: string, options: BrowserOptions, report: Report): Preview {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  let browser: PreviewBrowser | undefined;
  const app = new AppStandIn(root, manifest, {
    async closeWindows() {
      const answers = await Promise.all(windows.all().map((window) => window.askToClose()));
      return answers.every((closed) => closed);
    },
    closeBrowser: async () => browser?.close(),
  });
  const sessions = new Sessions(() => app.isReady());
  const ipcMain = new IpcMainStandIn();
  const windows = new Windows(app, sessions, ipcMain, report);

  const protocol: Pick<Protocol, 'registerSchemesAsPrivileged'> = {
    registerSchemesAsPrivileged: () => app.beforeReady('protocol.registerSchemesAsPrivileged'),
  };
  const menu: Pick<typeof Menu, 'setApplicationMenu'> = {
    setApplicationMenu(given) {
      if (given !== null) throw new Error('a menu is not in the preview');
    },
  };
  const net: Pick<Net, 'fetch' | 'isOnline'> = {
    fetch: (input, init) => fetch(input, init),
    isOnline: () =>
      Object.values(networkInterfaces()).some((addresses) =>
        addresses?.some(({ internal }) => !internal),
      ),
  };
  const screen: Pick<Screen, 'getPrimaryDisplay'> = {
    getPrimaryDisplay() {
      if (!browser) throw new Error('screen cannot be used before app is ready');
      return only('Display', { workAreaSize: browser.screen }) as Display;
    },
  };
  function BrowserWindow(given?: BrowserWindowConstructorOptions) {
    return windows.create(given);
  }
  BrowserWindow.getAllWindows = () => windows.all();
  BrowserWindow.fromWebContents = (contents: WebContentsStandIn) => windows.of(contents);

  const electron = {
    app: only('electron.app', app),
    BrowserWindow: only('electron.BrowserWindow', BrowserWindow),
    // Only for a program without a terminal, which the preview never is.
    dialog: only('electron.dialog', {}),
    ipcMain: only('electron.ipcMain', ipcMain),
    Menu: only('electron.Menu', menu),
    net: only('electron.net', net),
    protocol: only('electron.protocol', protocol),
    screen: only('electron.screen', screen),
    session: only('electron.session', {
      fromPartition: (partition: string) => sessions.get(partition),
      get defaultSession() {
        return sessions.get('');
      },
    }),
    // electron-store names it and calls it never.
    shell: only('electron.shell', {}),
    utilityProcess: only('electron.utilityProcess', { fork: UtilityProcessStandIn.fork }),
  };
  return {
    electron: only('electron', electron),
    app,
    async start() {
      browser = await PreviewBrowser.start(options);
      await windows.use(browser);
      app.becomeReady();
    },
  };
}
