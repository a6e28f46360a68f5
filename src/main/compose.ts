import type { LiveProfile, Profile } from '#shared/domain/profile.ts';
import type { Asked, Channel, Response } from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';
import { demos } from '../demo/demos.ts';
import { Bookings } from './bookings/bookings.ts';
import { bootId, systemClock } from './clock.ts';
import { secretKeyFor } from './credentials/key-for.ts';
import { Keychain } from './credentials/keychain.ts';
import { MemorySecrets } from './credentials/memory.ts';
import type { SecretStore } from './credentials/secret-store.ts';
import { HostCache } from './directory/cache.ts';
import { Directory } from './directory/directory.ts';
import { Calls } from './front-desk/calls.ts';
import { FrontDesk } from './front-desk/front-desk.ts';
import { HostAnswers } from './front-desk/host-answers.ts';
import { offersOf } from './front-desk/offers.ts';
import { searchBookings } from './ipc/handlers/bookings.ts';
import { searchDirectory } from './ipc/handlers/directory.ts';
import { addEntry } from './ipc/handlers/entries.ts';
import { answerOfHost } from './ipc/handlers/hosts.ts';
import { openKiosk } from './ipc/handlers/kiosk.ts';
import { LineWatch } from './line/line-watch.ts';
import type { Log } from './log/log.ts';
import { EntryKeys } from './outbox/entry-keys.ts';
import { DeliveryLoop } from './outbox/loop.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Announce, Platform } from './platform.ts';
import { accountOf, createProvider } from './providers/create.ts';
import type { Contact } from './providers/provider.ts';
import { Backoff } from './retry/backoff.ts';
import { demoProfile } from './settings/demo-profile.ts';
import type { Launch } from './settings/launch.ts';
import { StatusBoard } from './status/status-board.ts';
import { dayOf, startOfDay } from './time/site-day.ts';
import { TrueTime } from './time/true-time.ts';

export type Handlers = { [C in Channel]: (asked: Asked<C>) => Promise<Result<Response<C>>> };

/** A kiosk without its window. */
export interface Services {
  readonly handlers: Handlers;
  stop(): Promise<void>;
}

/** Builds every service of the kiosk and starts them. */
export async function compose(
  launch: Launch,
  platform: Platform,
  announce: Announce,
  log: Log,
): Promise<Services> {
  const profile = launch.profile ?? demoProfile;
  const random = Math.random;
  const status = new StatusBoard(profile.provider.kind === 'demo', (now) =>
    announce('status.changed', now),
  );

  const clock = new TrueTime({
    device: systemClock,
    boot: bootId(),
    settings: platform.settings,
    onOffset(offset) {
      log('device clock', { offset });
      status.clock(offset);
    },
  });

  const { live, secrets, keysIn, disconnect } = await connect(profile, platform);
  const account = accountOf(profile.provider);
  const provider = createProvider({
    profile: live,
    account,
    secrets,
    fetch: platform.fetch,
    clock,
    settings: platform.settings,
    log,
    site: profile.site,
    keepsSession: true,
    onDate: (...heard) => clock.heard(...heard),
  });

  const directory = new Directory({
    provider,
    cache: openHostCache(platform.dataDir, log),
    clock,
    log,
    backoff: new Backoff(clock, random),
    onReady: () => status.directory('ready'),
    onContact(contact) {
      status.contact('directory', contact);
      if (contact.kind === 'answered') outbox.tryNow();
    },
  });

  const bookings = offersOf(profile, provider).booking
    ? new Bookings({
        fetch: async (at) => (await provider.bookings?.(at)) ?? [],
        dayOf: (instant) => dayOf(instant, profile.site.timeZone),
        clock,
        log,
        backoff: new Backoff(clock, random),
        onContact: (contact) => status.contact('bookings', contact),
      })
    : undefined;

  const outbox = new Outbox({
    dataDir: platform.dataDir,
    account,
    clock,
    stamp: () => clock.stamp(),
    runBegan: () => clock.runBegan(),
    keepEndedSince: (now) =>
      startOfDay(now - profile.retentionHours * 3_600_000, profile.site.timeZone),
    log,
    createKeys: (store) =>
      new EntryKeys({
        store,
        secrets: keysIn,
        clock,
        log,
        onKeychain: (state) => status.keychain(state),
        onLost() {
          tellCounts();
          outbox.tryNow();
        },
      }),
    createLoop: (store, keys) =>
      new DeliveryLoop({
        store,
        keys,
        provider,
        hostNamed: (name) => directory.named(name),
        isTimeKnown: () => clock.runBegan() !== undefined,
        clock,
        random,
        backoff: new Backoff(clock, random),
        log,
        onChange(id) {
          tellCounts();
          announce('entries.changed', { id, outcome: outbox.outcome(id) });
        },
        onContact,
        onDiskError: (error) => outbox.diskFailed(error),
      }),
    onDisk(disk) {
      status.disk(disk);
      tellCounts();
    },
  });

  function tellCounts(): void {
    const counts = outbox.counts();
    // While the disk cannot be read, what was known last stands.
    if (counts) status.counts(counts);
  }

  function onContact(contact: Contact): void {
    const back = status.now.line !== 'online' && contact.kind === 'answered';
    status.contact('delivery', contact);
    if (back) refreshIfDue();
  }

  function refreshIfDue(): void {
    directory.refreshIfDue();
    bookings?.refreshIfDue();
  }

  const calls = new Calls({
    clock,
    settings: platform.settings,
    onChange: (count, latest) => status.calls(count, latest),
  });
  const frontDesk = new FrontDesk({ outbox, provider, profile, clock, calls });
  const hostAnswers = new HostAnswers({
    outbox,
    provider,
    clock,
    calls,
    log,
    seconds: profile.walkIn.hostSeconds,
  });

  const line = new LineWatch(platform.isOnline, clock, () => {
    outbox.tryNow();
    refreshIfDue();
  });

  log('start', { account, profile: launch.profile ? 'given' : 'demo' });
  clock.start();
  clock.onMeasured(() => outbox.putRight());
  outbox.start();
  void directory.start();
  bookings?.start();
  calls.start();
  line.start();

  return {
    handlers: {
      'kiosk.open': openKiosk(profile, provider, () => status.now),
      'directory.search': searchDirectory(directory),
      'bookings.search': searchBookings(bookings),
      'entries.add': addEntry(frontDesk),
      'hosts.answer': answerOfHost(hostAnswers),
    },
    async stop() {
      clock.stop();
      line.stop();
      directory.stop();
      bookings?.stop();
      calls.stop();
      outbox.stop();
      await disconnect();
      log('stop');
    },
  };
}

interface Connection {
  readonly live: LiveProfile;
  readonly secrets: SecretStore;
  /** Where the keys of the outbox are kept; absent for a demo, whose secrets end with it. */
  readonly keysIn: SecretStore | undefined;
  disconnect(): Promise<void>;
}

/** Where the provider is and what opens it: for a demo, a server of our own that has just made its secret up. */
async function connect({ provider }: Profile, platform: Platform): Promise<Connection> {
  if (provider.kind !== 'demo') {
    const keychain = new Keychain({
      start: platform.startKeychain,
      remembered: platform.settings,
    });
    return {
      live: provider,
      secrets: keychain,
      keysIn: keychain,
      disconnect: async () => keychain.stop(),
    };
  }
  const demo = await demos[provider.of]({ furnished: true });
  const live: LiveProfile = demo.provider;
  const secrets = new MemorySecrets();
  await secrets.set(secretKeyFor(live), demo.secret.value);
  return { live, secrets, keysIn: undefined, disconnect: () => demo.stop() };
}

/** Without a disk the directory still serves from memory. */
function openHostCache(dataDir: string, log: Log): HostCache | undefined {
  try {
    return new HostCache(dataDir);
  } catch (error) {
    log('directory not kept', { reason: (error as Error).message });
    return undefined;
  }
}
