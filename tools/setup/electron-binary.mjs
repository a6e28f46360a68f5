import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, readStamp, root, writeStamp } from './paths.mjs';

const stamp = 'node_modules/.vestibule-no-electron';
const TRY_AGAIN_AFTER = 24 * 3_600_000;
const PATIENCE = 10 * 60_000;

/** The Electron program, if it is on this machine. */
export function findElectron() {
  const name = join(root, 'node_modules/electron/path.txt');
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const program = existsSync(name) ? readFileSync(name, 'utf8').trim() : 'electron';
  const path = join(own, program);
  return existsSync(path) ? path : undefined;
}

/**
 * The Electron program, fetched if need be. Its binary comes from a release host that not every network reaches;
 * where that failed it is not tried again for a day.
 */
export function fetchElectron() {
  const found = findElectron();
  if (found) return found;
  const failedAt = Number(readStamp(stamp) ?? 0);
  if (Date.now() - failedAt < TRY_AGAIN_AFTER) return undefined;
  process.stderr.write('Fetching Electron … ');
  const { status } = spawnSync(node24, [join(root, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: PATIENCE,
  });
  process.stderr.write(status === 0 ? 'done\n' : 'its release host cannot be reached\n');
  if (status !== 0) writeStamp(stamp, String(Date.now()));
  return findElectron();
}
