import { onTestFinished } from 'vitest';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import type { SecretStore } from '../../src/main/credentials/secret-store.ts';
import type { Named } from '../../src/main/directory/directory.ts';
import { EntryKeys } from '../../src/main/outbox/entry-keys.ts';
import { DeliveryLoop } from '../../src/main/outbox/loop.ts';
import { OutboxStore } from '../../src/main/outbox/store.ts';
import type { Contact, Provider } from '../../src/main/providers/provider.ts';
import { Backoff } from '../../src/main/retry/backoff.ts';
import type { Errand } from '../../src/shared/domain/errand.ts';
import type { Arrival } from './arrivals.ts';
import { logLines } from './log-lines.ts';
import { tempFolder } from './temp-folder.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A delivery loop over a real store, with everything it tells noted down. */
export function deliveryRig(parts: {
  provider: Provider;
  clock: VirtualClock;
  random?: () => number;
  hostNamed?: (name: string) => Named;
  folder?: string;
  /** Where the keys are; a second kiosk on the same folder needs the same. */
  secrets?: SecretStore;
  isTimeKnown?: () => boolean;
}) {
  const { provider, clock } = parts;
  const folder = parts.folder ?? tempFolder();
  const random = parts.random ?? (() => 0.999);
  const store = new OutboxStore(folder);
  const { log, lines } = logLines();
  const changed: string[] = [];
  const contacts: Contact[] = [];
  const diskErrors: unknown[] = [];
  const secrets = parts.secrets ?? new MemorySecrets();
  const keys = new EntryKeys({
    store,
    secrets,
    clock,
    log,
    onKeychain: () => {},
    onLost: () => {},
  });
  const loop = new DeliveryLoop({
    store,
    keys,
    provider,
    hostNamed: parts.hostNamed ?? (() => ({ kind: 'not-yet' })),
    isTimeKnown: parts.isTimeKnown ?? (() => true),
    clock,
    random,
    backoff: new Backoff(clock, random),
    log,
    onChange: (id) => changed.push(id),
    onContact: (contact) => contacts.push(contact),
    onDiskError: (error) => diskErrors.push(error),
  });
  let lastAdd = Promise.resolve();
  const rig = {
    changed,
    contacts,
    diskErrors,
    folder,
    keys,
    lines,
    loop,
    secrets,
    store,
    /** Keeps arrivals, each on disk before the next. */
    add(...arrivals: Arrival[]) {
      for (const { confirmedAt: _, ...errand } of arrivals) void rig.keep(errand);
    },
    keep(
      errand: Errand,
      { account = provider.account, after }: { account?: string; after?: string } = {},
    ) {
      const { id, kind } = errand;
      const stamp = { at: clock.now(), offset: 0, run: 'run', elapsed: 0 };
      lastAdd = lastAdd.then(() =>
        keys.seal(id, { errand }, (sealed) => {
          store.add({ id, kind, account, stamp, after, ...sealed });
          loop.tryNow();
        }),
      );
      return lastAdd;
    },
    /** What is in an entry. */
    async payload(arrival: { id: string }) {
      const entry = store.get(arrival.id);
      const opened = entry && (await keys.open(entry));
      return opened?.kind === 'open' ? opened.payload : opened?.kind;
    },
    state: (arrival: { id: string }) => store.get(arrival.id)?.state,
    /** As when the kiosk is turned off: nothing more is written. */
    stop() {
      loop.stop();
      keys.stop();
      store.close();
    },
  };
  let stopped = false;
  const { stop } = rig;
  rig.stop = () => {
    if (!stopped) stop();
    stopped = true;
  };
  onTestFinished(rig.stop);
  return rig;
}

/**
 * Lets time pass while a real conversation goes on, which it never overtakes: it stands still while a call is under way.
 * @param done looked at between one event and the next
 * @param most milliseconds of the clock's time that this may take
 */
export async function passUntil(
  world: { clock: VirtualClock; traffic: { underWay: number } },
  done: () => boolean,
  most = 3_600_000,
): Promise<void> {
  const end = world.clock.now() + most;
  for (;;) {
    await world.clock.advance(0);
    if (done()) return;
    if (world.traffic.underWay > 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    const wait = world.clock.untilNext;
    if (wait === undefined) throw new Error('Nothing is due any more, and it has not come about');
    if (world.clock.now() + wait > end) throw new Error(`It has not come about in ${most} ms`);
    await world.clock.advance(wait);
  }
}
