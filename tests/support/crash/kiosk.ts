// A kiosk without a screen, in a process that a test kills: it keeps one arrival after another and delivers them.
// Run as: node killed-kiosk.ts <JSON of KilledKiosk>. Each arrival that is on disk is told in a line on stdout.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { NexudusProfile, SpacebringProfile } from '../../src/demo/demo-server.ts';
import type { Clock } from '../../src/main/clock.ts';
import { secretKeyFor } from '../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import { HttpClient } from '../../src/main/http/client.ts';
import { RateBudget } from '../../src/main/http/rate-budget.ts';
import { silent } from '../../src/main/log/log.ts';
import { EntryKeys } from '../../src/main/outbox/entry-keys.ts';
import { DeliveryLoop } from '../../src/main/outbox/loop.ts';
import { Outbox } from '../../src/main/outbox/outbox.ts';
import { Nexudus } from '../../src/main/providers/nexudus/nexudus.ts';
import { NexudusSession } from '../../src/main/providers/nexudus/session.ts';
import { ProviderSecret } from '../../src/main/providers/provider-secret.ts';
import { Spacebring } from '../../src/main/providers/spacebring/spacebring.ts';
import { Backoff } from '../../src/main/retry/backoff.ts';
import { settingsInMemory } from './settings-in-memory.ts';

export interface KilledKiosk {
  readonly profile: NexudusProfile | SpacebringProfile;
  readonly secret: string;
  readonly dataDir: string;
  readonly hostId: string;
  /** When the test began (ms since the epoch): from then on its time runs faster. */
  readonly epoch: number;
  /** How often an arrival comes, in ms; 0: none comes any more, and the process ends when nothing waits. */
  readonly every: number;
}

/** How much faster time runs for the kiosk and for its server, so that a wait of ten seconds is no wait. */
const FASTER = 10;

export const fastNow = (epoch: number): number => epoch + (Date.now() - epoch) * FASTER;

async function run({ profile, secret, dataDir, hostId, epoch, every }: KilledKiosk): Promise<void> {
  const clock: Clock = {
    now: () => fastNow(epoch),
    elapsed: () => fastNow(epoch) - epoch,
    after(wait, call) {
      const timer = setTimeout(call, wait / FASTER);
      return () => clearTimeout(timer);
    },
  };
  const secrets = new MemorySecrets();
  const key = secretKeyFor(profile);
  await secrets.set(key, secret);
  const limits = { all: [], write: [], read: [], background: [] };
  const http = new HttpClient({
    fetch,
    clock,
    log: silent,
    budget: new RateBudget(clock, limits),
    baseUrl: profile.baseUrl,
    settings: settingsInMemory(),
  });
  const parts = {
    http,
    secret: new ProviderSecret(secrets, key, clock),
    account: 'here',
    log: silent,
  };
  const provider =
    profile.kind === 'spacebring'
      ? new Spacebring({ ...parts, profile })
      : new Nexudus({
          ...parts,
          profile,
          session: new NexudusSession({
            ...parts,
            clock,
            username: profile.username,
            clientId: randomUUID(),
          }),
        });
  const endIfDone = () => {
    if (every === 0 && outbox.counts()?.waiting === 0) outbox.stop();
  };
  const outbox = new Outbox({
    dataDir,
    account: 'here',
    clock,
    log: silent,
    stamp: () => ({ at: clock.now(), offset: 0, run: 'run', elapsed: 0 }),
    runBegan: () => undefined,
    keepEndedSince: () => 0,
    createKeys: (store) =>
      new EntryKeys({
        store,
        secrets: undefined,
        clock,
        log: silent,
        onKeychain: () => {},
        onLost: () => {},
      }),
    createLoop: (store, keys) =>
      new DeliveryLoop({
        store,
        keys,
        provider,
        hostNamed: () => ({ kind: 'not-yet' }),
        isTimeKnown: () => true,
        clock,
        random: Math.random,
        backoff: new Backoff(clock, Math.random),
        log: silent,
        onChange: () => queueMicrotask(endIfDone),
        onContact: () => {},
        onDiskError: (error) => outbox.diskFailed(error),
      }),
    onDisk: () => {},
  });
  outbox.start();
  queueMicrotask(endIfDone);
  if (every === 0) return;
  const keepOne = async () => {
    const id = randomUUID();
    await outbox.add({
      id,
      visitor: { firstName: 'Ada', email: `${id}@guests.example` },
      host: { kind: 'chosen', id: hostId, name: 'Maya Okafor' },
    });
    writeSync(1, `${id}\n`);
  };
  setInterval(() => void keepOne(), every);
}

if (import.meta.main) await run(JSON.parse(process.argv[2] ?? '') as KilledKiosk);
