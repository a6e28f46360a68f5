import { join } from 'node:path';
import type { Kiosk } from '../../../tools/drive/launch.ts';
import { root } from '../../../tools/drive/runtime.ts';

const preload = join(root, 'tests/e2e/support/raw-preload.cjs');

/** A second window of the app whose page may ask main anything. */
export interface RawWindow {
  invoke(channel: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Loads another address and gives what its document says; nothing when there is none. */
  textOf(url: string): Promise<string>;
  close(): Promise<void>;
}

export async function openRawWindow(
  kiosk: Kiosk,
  url: string,
  partition: string,
): Promise<RawWindow> {
  const id = await kiosk.evaluate(
    async ({ BrowserWindow }, given) => {
      const { preload, partition } = given;
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, partition, sandbox: true, contextIsolation: true },
      });
      await window.loadURL(given.url);
      return window.id;
    },
    { url, partition, preload },
  );
  const run = (code: string) =>
    kiosk.evaluate(
      ({ BrowserWindow }, given) =>
        BrowserWindow.getAllWindows()
          .find((window) => window.id === given.id)
          ?.webContents.executeJavaScript(given.code) as Promise<unknown>,
      { id, code },
    );
  return {
    invoke: (channel, ...args) =>
      run(`window.raw.invoke(${JSON.stringify(channel)}, ${JSON.stringify(args)})`),
    async textOf(address) {
      const loaded = await kiosk.evaluate(
        ({ BrowserWindow }, given) =>
          BrowserWindow.getAllWindows()
            .find((window) => window.id === given.id)
            ?.loadURL(given.address)
            .then(
              () => true,
              () => false,
            ),
        { id, address },
      );
      return loaded ? String(await run('document.documentElement.outerHTML')) : '';
    },
    close: () =>
      kiosk.evaluate(async ({ BrowserWindow }, closing) => {
        const window = BrowserWindow.getAllWindows().find(({ id }) => id === closing);
        if (!window) return;
        const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
        window.close();
        await closed;
      }, id),
  };
}
