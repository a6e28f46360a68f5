import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node24, readStamp, root, writeStamp } from './paths.mjs';

const stamp = 'node_modules/.vestibule-no-electron';
const TRY_AGAIN_AFTER = 24 * 3_600_000;
const PATIENCE = 10 * 60_000;

/** Where the Electron program is, or would be. */
export const electronPath = join(
  process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist'),
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron',
);

/**
 * The Electron program, fetched if need be. Its binary comes from a release host that not every network reaches;
 * where that failed it is not tried again for a day.
 */
export function fetchElectron() {
  if (existsSync(electronPath)) return electronPath;
  const failedAt = Number(readStamp(stamp) ?? 0);
  if (Date.now() - failedAt < TRY_AGAIN_AFTER) return undefined;
  process.stderr.write('Fetching Electron … ');
  const { status } = spawnSync(node24, [join(root, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: PATIENCE,
  });
  process.stderr.write(status === 0 ? 'done\n' : 'its release host cannot be reached\n');
  if (status !== 0) writeStamp(stamp, String(Date.now()));
  return status === 0 && existsSync(electronPath) ? electronPath : undefined;
}
