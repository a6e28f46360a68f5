import { join } from 'node:path';
import { type Limits, RateBudget } from '../../src/main/http/rate-budget.ts';
import { nexudusLimits } from '../../src/main/providers/nexudus/limits.ts';
import type { Provider } from '../../src/main/providers/provider.ts';
import { spacebringLimits } from '../../src/main/providers/spacebring/limits.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { makeBacklog } from './backlog.ts';
import { type DemoProcess, startDemo } from './demo-process.ts';
import { limited, outboxFor, unlimited } from './kiosk.ts';
import { type Measurement, median, type Row, type Setting, spreadOf } from './measure.ts';

const ROUNDS = 10;
const LATENCY = 50;
/** As many requests of the baseline for each entry. */
const BARE = 1 / 5;
/** What takes about 75 s with the limits on, at each provider. */
const LIMITED = { spacebring: 600, nexudus: 109 };

/** Delivering what waits, to a server that answers after 50 ms. */
export const deliver: Measurement = async (setting) => [
  ...(await withoutLimits(setting)),
  ...(await withLimits(setting)),
];

/** One request at a time is what the loop and HttpClient permit, so the baseline is fetch in a loop. */
async function withoutLimits({ folder, entries, say }: Setting): Promise<Row[]> {
  const demo = await startDemo({ kind: 'spacebring', limits: false, latency: LATENCY });
  const each = Math.round(entries / ROUNDS);
  const ours: number[] = [];
  const bare: number[] = [];
  const { fetch: heard, heard: requests } = eavesdrop();
  const provider = await unlimited(heard, demo);
  await provider.probe();
  try {
    for (let number = 1; number <= ROUNDS; number += 1) {
      say(`deliver: round ${number} of ${ROUNDS}`);
      const dataDir = join(folder, `unlimited-${number}`);
      await makeBacklog(dataDir, each, { sealed: each, host: demo.host });
      const { took } = await deliverAll(dataDir, provider);
      ours.push((each / took) * 1_000);
      const count = Math.max(10, Math.round(each * BARE));
      bare.push((count / (await repeat(requests.slice(-count)))) * 1_000);
    }
  } finally {
    await demo.end();
  }
  const most = 1_000 / LATENCY;
  const toBare = median(ours.map((rate, round) => rate / (bare[round] ?? Number.NaN)));
  const toMost = median(ours) / most;
  const rates = spreadOf(ours);
  return [
    {
      what: `deliver ${each * ROUNDS}, 50 ms latency, no limits`,
      unit: '/s',
      ours: rates,
      baseline: { name: 'fetch alone', spread: spreadOf(bare) },
      ratio: toBare,
      aim: '≥ 0.9 ×',
      met: toBare >= 0.9,
      note: 'one request at a time is permitted; fetch sends the same bodies, one at a time, in the same rounds',
    },
    {
      what: `deliver ${each * ROUNDS}, 50 ms latency, no limits`,
      unit: '/s',
      ours: rates,
      baseline: { name: '1 in 50 ms', spread: spreadOf([most]) },
      ratio: toMost,
      aim: '≥ 0.9 ×',
      met: toMost >= 0.9,
    },
  ];
}

/** Both providers at once: neither keeps the machine busy. */
async function withLimits({ folder, say }: Setting): Promise<Row[]> {
  say('deliver: with the vendors’ limits, which takes 75 s');
  const one = async (kind: 'spacebring' | 'nexudus', limits: Limits) => {
    const demo = await startDemo({ kind, limits: true, latency: LATENCY });
    try {
      return await withLimitsOf(demo, limits, LIMITED[kind], join(folder, kind));
    } finally {
      await demo.end();
    }
  };
  const rows = await Promise.all([
    one('spacebring', spacebringLimits),
    one('nexudus', nexudusLimits),
  ]);
  return rows.flat();
}

async function withLimitsOf(
  demo: DemoProcess,
  limits: Limits,
  count: number,
  dataDir: string,
): Promise<Row[]> {
  const { fetch, heard, turnedAway } = eavesdrop();
  const provider = await limited(fetch, demo);
  await makeBacklog(dataDir, count, { sealed: count, host: demo.host });
  const { took } = await deliverAll(dataDir, provider);
  // Signing in to Nexudus is a request like any other.
  const best = await permitted(limits, heard.length);
  return [
    {
      what: `deliver ${count} within ${demo.provider.kind}’s limits`,
      unit: 's',
      ours: spreadOf([took / 1_000]),
      baseline: { name: 'the limits alone', spread: spreadOf([best / 1_000]) },
      ratio: best / took,
      aim: '≥ 0.95 ×, no 409/429',
      met: best / took >= 0.95 && turnedAway() === 0,
      note: `one round, of ${(took / 1_000).toFixed(0)} s; ${heard.length} requests, ${turnedAway()} answered with 409 or 429; the ratio is of the rates`,
    },
  ];
}

/** How long that many writes take, in ms, when nothing but the limits holds them up. */
async function permitted(limits: Limits, writes: number): Promise<number> {
  const clock = new VirtualClock();
  const began = clock.now();
  const budget = new RateBudget(clock, limits);
  let last = began;
  const all = Array.from({ length: writes }, () =>
    budget.take('write').then(() => {
      last = clock.now();
    }),
  );
  while (clock.untilNext !== undefined) await clock.advance(clock.untilNext);
  await Promise.all(all);
  return last - began;
}

async function deliverAll(dataDir: string, provider: Provider): Promise<{ took: number }> {
  const done = Promise.withResolvers<void>();
  const outbox = outboxFor({
    dataDir,
    provider,
    onChange(outbox) {
      if (outbox.counts()?.waiting === 0) done.resolve();
    },
  });
  const began = performance.now();
  outbox.start();
  await done.promise;
  const took = performance.now() - began;
  const needsPerson = outbox.counts()?.needsPerson;
  outbox.stop();
  if (needsPerson !== 0) throw new Error(`${needsPerson} were not delivered`);
  return { took };
}

type Request = Parameters<typeof fetch>;

/** fetch, with what went through it. */
function eavesdrop() {
  const heard: Request[] = [];
  let away = 0;
  const listening: typeof fetch = async (...request) => {
    heard.push(request);
    const response = await fetch(...request);
    if (response.status === 409 || response.status === 429) away += 1;
    return response;
  };
  return { fetch: listening, heard, turnedAway: () => away };
}

/** Sends requests again, one after another; how long that takes, in ms. */
async function repeat(requests: readonly Request[]): Promise<number> {
  const began = performance.now();
  for (const [address, init] of requests) {
    const response = await fetch(address, { ...init, signal: null });
    await response.text();
  }
  return performance.now() - began;
}
