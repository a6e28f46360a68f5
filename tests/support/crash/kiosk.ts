// A kiosk without a screen, in a process that is killed: it keeps one errand after another and delivers them.
// Run as: node kiosk.ts <JSON of CrashKiosk>. It says on stdout what came of each errand, a line each:
// "asks <JSON of Asked>" before it is kept, "kept ID" once it is confirmed, "dies" when it kills itself.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { NexudusProfile, SpacebringProfile } from '../../../src/demo/demo-server.ts';
import { seeded } from '../../../src/demo/random.ts';
import type { Clock } from '../../../src/main/clock.ts';
import { secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../../src/main/credentials/memory.ts';
import { HttpClient } from '../../../src/main/http/client.ts';
import { RateBudget } from '../../../src/main/http/rate-budget.ts';
import { silent } from '../../../src/main/log/log.ts';
import type { OutboxStore } from '../../../src/main/outbox/store.ts';
import { Nexudus } from '../../../src/main/providers/nexudus/nexudus.ts';
import { NexudusSession } from '../../../src/main/providers/nexudus/session.ts';
import { ProviderSecret } from '../../../src/main/providers/provider-secret.ts';
import { BasicCredentials } from '../../../src/main/providers/spacebring/credentials.ts';
import { Spacebring } from '../../../src/main/providers/spacebring/spacebring.ts';
import { createOutbox } from '../create-outbox.ts';
import { harbourWorks } from '../harbour-works.ts';
import { settingsInMemory } from '../settings-in-memory.ts';
import { type Guests, turns } from './errands.ts';
import { fastNow, inFastTime } from './fast-time.ts';
import { FileSecrets } from './file-secrets.ts';
import type { Asked } from './promises.ts';
import { type Doom, watchSteps } from './steps.ts';

export interface CrashKiosk {
  readonly profile: NexudusProfile | SpacebringProfile;
  readonly secret: string;
  readonly dataDir: string;
  /** A file that stands for the OS keychain. */
  readonly keychain: string;
  readonly isKeychainLocked: boolean;
  readonly guests: Guests;
  /** When the test's own time began to run (ms since the epoch). */
  readonly began: number;
  readonly seed: number;
  /** Whether everything that was delivered is erased at the start. */
  readonly erases: boolean;
  /** Where it kills itself, if it does. */
  readonly doom?: Doom | undefined;
  /** The arrival that the first one may follow. */
  readonly after?: string | undefined;
  /** Whether arrivals come. Otherwise the process ends when nothing is left to be done. */
  readonly isOpen: boolean;
}

/** A process that has not come to its step, or to its end, by then never will (ms), and ends as one that failed. */
const LONGEST_LIFE = 20_000;
/** How often an arrival comes, in ms; less often while so many of them wait. */
const EVERY = 8;
const WAITING = 10;

async function run(kiosk: CrashKiosk): Promise<void> {
  const { profile, began } = kiosk;
  const passes = watchSteps(kiosk.doom);
  const random = seeded(kiosk.seed);
  const start = fastNow(began);
  const clock: Clock = {
    now: () => fastNow(began),
    elapsed: () => fastNow(began) - start,
    after(wait, call) {
      const timer = setTimeout(call, inFastTime(wait));
      return () => clearTimeout(timer);
    },
  };
  const secrets = new MemorySecrets();
  const key = secretKeyFor(profile);
  await secrets.set(key, kiosk.secret);
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
    clock,
    ...harbourWorks,
    secret: new ProviderSecret(secrets, key, clock),
    account: 'here',
    log: silent,
  };
  const provider =
    profile.kind === 'spacebring'
      ? new Spacebring({
          ...parts,
          profile,
          credentials: new BasicCredentials({ ...parts, clientId: profile.clientId }),
        })
      : new Nexudus({
          ...parts,
          profile,
          session: new NexudusSession({
            ...parts,
            username: profile.username,
            clientId: randomUUID(),
          }),
        });
  let opened: OutboxStore | undefined;
  const outbox = createOutbox({
    dataDir: kiosk.dataDir,
    provider,
    clock,
    secrets: new FileSecrets(kiosk.keychain, kiosk.isKeychainLocked, () => passes('keychain: set')),
    random,
    keepEndedSince: (now) => (kiosk.erases ? now : 0),
    onStore: (store) => {
      opened = store;
    },
    onDiskError: (error) => {
      throw error;
    },
    onDisk: (disk) => {
      if (disk !== 'ready') throw new Error(`The disk is ${disk}`);
    },
  });
  setTimeout(() => process.exit(1), LONGEST_LIFE).unref();
  writeSync(1, 'starts\n');
  outbox.start();
  const visitors = turns(kiosk.guests, random, kiosk.after);
  const keepOne = async () => {
    const turn = visitors.next();
    const { errand, after, followers } = turn;
    const all = [{ errand, after }, ...followers.map((one) => ({ errand: one, after: errand.id }))];
    for (const { errand: one, after } of all) {
      const code = 'who' in one && one.who.by === 'code' ? one.who.code : undefined;
      const asked: Asked = { id: one.id, kind: one.kind, after, code };
      writeSync(1, `asks ${JSON.stringify(asked)}\n`);
    }
    await outbox.add(errand, { after, followers });
    for (const { errand: one } of all) writeSync(1, `kept ${one.id}\n`);
    visitors.confirmed(turn);
  };
  const waiting = () => outbox.counts()?.waiting ?? 0;
  if (kiosk.isOpen) setInterval(() => void (waiting() < WAITING && keepOne()), EVERY);
  else endWhen(() => waiting() === 0 && opened !== undefined && isAtRest(opened));

  function endWhen(done: () => boolean): void {
    const timer = setInterval(() => {
      if (!done()) return;
      clearInterval(timer);
      outbox.stop();
    }, EVERY);
  }
}

/** Whether everything is sealed, and nothing that opens it is on the disk. */
function isAtRest(store: OutboxStore): boolean {
  return (
    store.sealedWith(undefined, 0).length === 0 &&
    store.keys.all().every(({ privateKey }) => privateKey === undefined)
  );
}

if (import.meta.main) await run(JSON.parse(process.argv[2] ?? '') as CrashKiosk);
