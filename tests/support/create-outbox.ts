import type { Clock } from '../../src/main/clock.ts';
import type { SecretStore } from '../../src/main/credentials/secret-store.ts';
import type { Named } from '../../src/main/directory/directory.ts';
import { type Log, silent } from '../../src/main/log/log.ts';
import { EntryKeys } from '../../src/main/outbox/entry-keys.ts';
import { DeliveryLoop } from '../../src/main/outbox/loop.ts';
import { Outbox } from '../../src/main/outbox/outbox.ts';
import type { OutboxStore } from '../../src/main/outbox/store.ts';
import type { Contact, Provider } from '../../src/main/providers/provider.ts';
import { Backoff } from '../../src/main/retry/backoff.ts';

const notYet = (): Named => ({ kind: 'not-yet' });

/** An outbox as the kiosk builds it, for one who knows the time. Without `secrets` its key stays on the disk. */
export function createOutbox(parts: {
  dataDir: string;
  provider: Provider;
  clock: Clock;
  secrets?: SecretStore;
  random?: () => number;
  log?: Log;
  hostNamed?: (name: string) => Named;
  keepEndedSince?: (now: number) => number;
  onStore?: (store: OutboxStore) => void;
  onChange?: (id: string) => void;
  onContact?: (contact: Contact) => void;
  onDisk?: (disk: string) => void;
  /** In place of what the outbox itself does about it. */
  onDiskError?: (error: unknown) => void;
}): Outbox {
  const { clock, dataDir, log = silent, provider, random = Math.random } = parts;
  const outbox: Outbox = new Outbox({
    dataDir,
    account: provider.account,
    clock,
    log,
    stamp: () => ({ at: clock.now(), offset: 0, run: 'run', elapsed: clock.elapsed() }),
    runBegan: () => undefined,
    keepEndedSince: parts.keepEndedSince ?? (() => 0),
    createKeys(store) {
      parts.onStore?.(store);
      return new EntryKeys({
        store,
        secrets: parts.secrets,
        clock,
        log,
        onKeychain: () => {},
        onLost: () => outbox.tryNow(),
      });
    },
    createLoop: (store, keys) =>
      new DeliveryLoop({
        store,
        keys,
        provider,
        hostNamed: parts.hostNamed ?? notYet,
        isTimeKnown: () => true,
        clock,
        random,
        backoff: new Backoff(clock, random),
        log,
        onChange: (id) => parts.onChange?.(id),
        onContact: (contact) => parts.onContact?.(contact),
        onDiskError: parts.onDiskError ?? ((error) => outbox.diskFailed(error)),
      }),
    onDisk: (disk) => parts.onDisk?.(disk),
  });
  return outbox;
}
