import { existsSync } from 'node:fs';
import { electronPath } from '../setup/electron-binary.mjs';

export { node24 as node, root } from '../setup/paths.mjs';

export type Runtime =
  | { readonly name: 'electron'; readonly reason: string; readonly binary: string }
  | { readonly name: 'preview'; readonly reason: string };

/** What the suite runs on: Electron where its binary is, the preview elsewhere or when VESTIBULE_PREVIEW is set. */
export const runtime: Runtime = choose();

function choose(): Runtime {
  if (process.env.VESTIBULE_PREVIEW)
    return { name: 'preview', reason: 'VESTIBULE_PREVIEW asks for it' };
  if (existsSync(electronPath))
    return { name: 'electron', reason: `its binary is ${electronPath}`, binary: electronPath };
  return { name: 'preview', reason: `there is no Electron binary at ${electronPath}` };
}
