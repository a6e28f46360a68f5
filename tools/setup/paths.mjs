// Zero dependencies, any Node from 20: this folder runs before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Node 24, which the project brings along as a package: the same that is in Electron. */
export const node24 = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** @param {string[]} names files and folders under the project's, in any order */
export function fingerprint(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesIn(name)).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * @param {string} name
 * @returns {string[]}
 */
function filesIn(name) {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).flatMap((entry) => filesIn(join(name, entry)));
  } catch {
    return [name];
  }
}

/** @param {string} stamp a file under the project's folder */
export function readStamp(stamp) {
  const path = join(root, stamp);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * @param {string} stamp
 * @param {string} content
 */
export function writeStamp(stamp, content) {
  const path = join(root, stamp);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
