import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, node24, readStamp, root, writeStamp } from './paths.mjs';
import { step } from './step.mjs';

const stamp = 'out/.built-from';

/** Builds the app into out/, unless what is there was built from these very files. */
export function buildApp() {
  const sources = fingerprint([
    'src',
    'electron.vite.config.ts',
    'package.json',
    'package-lock.json',
  ]);
  if (readStamp(stamp) === sources && existsSync(join(root, 'out/main/index.js'))) return;
  step('Building', node24, [
    join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
    'build',
  ]);
  writeStamp(stamp, sources);
}
