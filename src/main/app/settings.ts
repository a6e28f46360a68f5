import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import type { Log } from '../log/log.ts';
import type { KeyValues } from '../platform.ts';

type Values = Record<string, unknown>;

/**
 * The kiosk's small settings, in settings.json. A file that is damaged is set aside; a disk that does not take a
 * change keeps nobody from signing in: the value then lives until the kiosk stops.
 */
export function openSettings(dataDir: string, log: Log): KeyValues {
  const store = openStore(dataDir, log);
  const unsaved = new Map<string, unknown>();
  return {
    get: (key) => (unsaved.has(key) ? unsaved.get(key) : store?.get(key)),
    set(key, value) {
      try {
        if (!store) throw new Error('the settings could not be opened');
        store.set(key, value);
        unsaved.delete(key);
      } catch (error) {
        unsaved.set(key, value);
        log('setting not kept', { key, reason: (error as Error).message });
      }
    },
  };
}

function openStore(dataDir: string, log: Log): Store<Values> | undefined {
  const open = () =>
    new Store<Values>({
      cwd: dataDir,
      name: 'settings',
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
    });
  try {
    return open();
  } catch (error) {
    log('settings unreadable', { reason: (error as Error).name });
  }
  try {
    const file = join(dataDir, 'settings.json');
    if (existsSync(file)) renameSync(file, join(dataDir, `settings.damaged-${Date.now()}.json`));
    return open();
  } catch (error) {
    log('settings not opened', { reason: (error as Error).message });
    return undefined;
  }
}
