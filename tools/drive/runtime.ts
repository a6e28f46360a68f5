import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The Node that the project brings: the preview needs it, whatever the tests run on. */
export const node = join(root, 'node_modules/node/bin', executable('node'));

const binary = join(
  process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist'),
  process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : executable('electron'),
);

export type Runtime =
  | { readonly name: 'electron'; readonly reason: string; readonly binary: string }
  | { readonly name: 'preview'; readonly reason: string };

/** What the suite runs on: Electron where its binary is, the preview elsewhere or when VESTIBULE_PREVIEW is set. */
export const runtime: Runtime = choose();

function choose(): Runtime {
  if (process.env.VESTIBULE_PREVIEW)
    return { name: 'preview', reason: 'VESTIBULE_PREVIEW asks for it' };
  if (existsSync(binary)) return { name: 'electron', reason: `its binary is ${binary}`, binary };
  return { name: 'preview', reason: `there is no Electron binary at ${binary}` };
}

function executable(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
