import { resolve } from 'node:path';

/**
 * The kiosk's own flags. Installed, that is all that follows the program; from a checkout, all that follows the app's
 * folder, since what stands before it is for Electron.
 */
export function ownArguments(
  argv: readonly string[],
  appPath: string,
  packaged: boolean,
): readonly string[] {
  if (packaged) return argv.slice(1);
  const folder = argv.findIndex((given, at) => at > 0 && resolve(given) === resolve(appPath));
  return argv.slice(folder === -1 ? 2 : folder + 1);
}
