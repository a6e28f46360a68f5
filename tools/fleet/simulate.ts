import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUSINESS_ID } from '../../src/demo/nexudus/records.ts';
import { USERNAME } from '../../src/demo/nexudus/server.ts';
import { seeded } from '../../src/demo/random.ts';
import type { Limit } from '../../src/demo/throttle.ts';
import type { Clock } from '../../src/main/clock.ts';
import { secretKeyFor } from '../../src/main/credentials/key-for.ts';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import type { LiveProfile } from '../../src/shared/domain/profile.ts';
import { VirtualClock } from '../../tests/support/virtual-clock.ts';
import { FleetKiosk } from './fleet-kiosk.ts';
import { highestIn, leastTime, type Minute, minutesOf, unsilentIn } from './report.ts';
import { UNDER_WAY, VendorEnd } from './vendor-end.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long the line is up at first, for every kiosk to sign in. */
const UP = 45 * MINUTE;
/** How wrong a kiosk's clock is at the most, in ms, either way. */
const CLOCK_ERROR = 500;
const BASE_URL = 'https://spaces.nexudus.example';

export interface FleetOptions {
  readonly kiosks: number;
  /** For how long the line is down, in ms. */
  readonly down: number;
  /** How many guests sign in at each while the line is down. */
  readonly guests: number;
  /** Whether the kiosks know of each other; otherwise each takes the account for its own. */
  readonly shared: boolean;
}

export interface FleetReport extends FleetOptions {
  /** Minutes after the fleet has started. */
  readonly lineDown: number;
  readonly lineBack: number;
  /** Arrivals that the vendor has, once or more often. */
  readonly delivered: number;
  readonly doubled: number;
  /** Writes since the line is back that were let through: the arrivals, and a token for each kiosk. */
  readonly writes: number;
  /** From the line's return to the last of them, in ms. */
  readonly took: number;
  /** From the first of as many writes to the last, in ms, sent by somebody who knows exactly when there is room. */
  readonly leastPossible: number;
  /** Requests that were turned away for coming too soon, from the start on. */
  readonly turnedAway: number;
  /** Requests of kiosks in the silence that they had been asked for. */
  readonly unsilent: number;
  /** The most that came in within any stretch as long as each limit's, also of what was turned away. */
  readonly highest: readonly { readonly limit: Limit; readonly requests: number }[];
  readonly minutes: readonly Minute[];
}

/** Lets a fleet lose the line and regain it together, all of it on one clock that passes as fast as it can. */
export async function simulateFleet(options: FleetOptions): Promise<FleetReport> {
  const expected = options.kiosks * options.guests;
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'fleet-'));
  const clock = new VirtualClock();
  const random = seeded(1000);
  const vendor = new VendorEnd(clock, random);
  const fleet = await createFleet(options, { clock, folder, random, vendor });
  const start = clock.now();
  const added: number[] = [];
  clock.after(UP, () => {
    vendor.isUp = false;
  });
  clock.after(UP + options.down, () => {
    vendor.isUp = true;
  });
  for (const kiosk of fleet)
    for (let guest = 0; guest < options.guests; guest += 1)
      clock.after(UP + random() * options.down, () => {
        added.push(clock.now());
        void kiosk.add();
      });
  try {
    for (const kiosk of fleet) kiosk.start();
    await clock.advance(UP + options.down);
    while (vendor.created.length < expected || fleet.some(({ waiting }) => waiting > 0))
      await clock.advance(SECOND);
  } finally {
    for (const kiosk of fleet) kiosk.stop();
    rmSync(folder, { recursive: true });
  }
  const { arrived, created, limits } = vendor;
  const back = start + UP + options.down;
  const writes = arrived.filter(
    ({ at, isWrite, status }) => at > back && isWrite && status === 200,
  );
  return {
    ...options,
    lineDown: UP / MINUTE,
    lineBack: (UP + options.down) / MINUTE,
    delivered: new Set(vendor.play.visitors.map(({ Email }) => Email)).size,
    doubled: vendor.play.visitors.length - expected,
    writes: writes.length,
    took: (created.at(-1) ?? back) - back,
    leastPossible: leastTime(limits, writes.length),
    turnedAway: arrived.filter(({ status }) => status === 409).length,
    unsilent: unsilentIn(arrived, UNDER_WAY),
    highest: limits.map((limit) => ({ limit, requests: highestIn(arrived, limit) })),
    minutes: minutesOf(arrived, added, created, [start, clock.now()]),
  };
}

async function createFleet(
  { kiosks, shared }: FleetOptions,
  world: { clock: VirtualClock; folder: string; random: () => number; vendor: VendorEnd },
): Promise<FleetKiosk[]> {
  const { clock, folder, random, vendor } = world;
  const profile: LiveProfile = {
    kind: 'nexudus',
    baseUrl: BASE_URL,
    businessId: BUSINESS_ID,
    username: USERNAME,
  };
  const secrets = new MemorySecrets();
  await secrets.set(secretKeyFor(profile), vendor.play.secret.value);
  return Array.from({ length: kiosks }, (_, index) => {
    const error = Math.round((random() * 2 - 1) * CLOCK_ERROR);
    const own: Clock = {
      now: () => clock.now() + error,
      elapsed: () => clock.elapsed(),
      after: (wait, run) => clock.after(wait, run),
    };
    const share = { kiosks, kiosk: index + 1 };
    return new FleetKiosk({
      profile: shared ? { ...profile, share } : profile,
      folder,
      secrets,
      fetch: vendor.fetchOf(index),
      clock: own,
      random,
      hostId: vendor.hostId,
    });
  });
}
