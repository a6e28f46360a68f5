import { compose, type Services } from '../../src/main/compose.ts';
import type { Log } from '../../src/main/log/log.ts';
import type { Child, Platform } from '../../src/main/platform.ts';
import type { Launch } from '../../src/main/settings/launch.ts';
import type { Event, News } from '../../src/shared/ipc/contract.ts';
import { logLines } from './log-lines.ts';
import { settingsInMemory } from './settings-in-memory.ts';

export type Told = { [E in Event]: { event: E; news: News<E> } }[Event];

/** A whole kiosk without a window, in plain Node, with everything it tells noted down. */
export async function composedKiosk(parts: {
  dataDir: string;
  profile?: Launch['profile'];
  startKeychain?: () => Child;
}): Promise<Services & { told: Told[]; lines: ReturnType<typeof logLines>['lines'] }> {
  const told: Told[] = [];
  const { log, lines }: { log: Log; lines: ReturnType<typeof logLines>['lines'] } = logLines();
  const platform: Platform = {
    fetch,
    dataDir: parts.dataDir,
    isOnline: () => true,
    startKeychain:
      parts.startKeychain ??
      (() => {
        throw new Error('A demo needs no keychain');
      }),
    settings: settingsInMemory(),
  };
  const { dataDir, profile } = parts;
  const launch: Launch = { profile, dataDir, headless: true, signIn: false };
  const services = await compose(
    launch,
    platform,
    (event, news) => told.push({ event, news } as Told),
    log,
  );
  return { ...services, told, lines };
}
