import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import { type NexudusDemo, startNexudusDemo } from '../../../../src/demo/nexudus/server.ts';
import { seeded } from '../../../../src/demo/random.ts';
import {
  type SpacebringDemo,
  startSpacebringDemo,
} from '../../../../src/demo/spacebring/server.ts';
import { OutboxStore } from '../../../../src/main/outbox/store.ts';
import { fastNow, type KilledKiosk } from '../../../support/killed-kiosk.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const script = fileURLToPath(new URL('../../../support/killed-kiosk.ts', import.meta.url));

/** What a request meets now and then. */
const faults: readonly Fault[] = [
  { kind: 'commit-then-drop' },
  { kind: 'drop' },
  { kind: 'delay', ms: 40 },
  { kind: 'status', status: 500, commit: true },
  { kind: 'refuse' },
];

/** Runs a kiosk, kills it after so many arrivals and a moment more, and says which arrivals it has confirmed. */
async function runAndKill(kiosk: KilledKiosk, arrivals: number, moment: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, JSON.stringify(kiosk)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let told = '';
  let doomed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (doomed || told.split('\n').length <= arrivals) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), moment);
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return told.split('\n').slice(0, -1);
}

async function runToTheEnd(kiosk: KilledKiosk): Promise<void> {
  const child = spawn(process.execPath, [script, JSON.stringify({ ...kiosk, every: 0 })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'close')).toEqual([0, null]);
}

/** Kills a kiosk again and again, and holds what it had confirmed against what its server has got. */
async function torment(
  demo: NexudusDemo | SpacebringDemo,
  given: { epoch: number; kills: number; seed: number; path: string; received: () => string[] },
): Promise<void> {
  const random = seeded(given.seed);
  const dataDir = tempFolder();
  const kiosk: KilledKiosk = {
    profile: demo.provider,
    secret: demo.secret.value,
    dataDir,
    hostId: demo.hosts[0]?.id ?? '',
    epoch: given.epoch,
    every: 5,
  };
  const confirmed: string[] = [];
  for (let kill = 0; kill < given.kills; kill += 1) {
    const fault = faults[Math.floor(random() * faults.length * 2)];
    if (fault) demo.faults.next({ match: { method: 'POST', path: given.path }, do: fault });
    const told = await runAndKill(kiosk, 1 + Math.floor(random() * 4), Math.floor(random() * 25));
    confirmed.push(...told);
    expect(new Set(given.received()).size).toBe(given.received().length);
  }
  demo.faults.clear();
  await runToTheEnd(kiosk);
  const received = given.received();
  // The last arrival before a kill may be on disk without anybody having been told so.
  expect(received).toEqual(expect.arrayContaining(confirmed));
  expect(new Set(received).size).toBe(received.length);
  expect(received.length).toBeLessThanOrEqual(confirmed.length + given.kills);
  const store = new OutboxStore(dataDir);
  onTestFinished(() => store.close());
  expect(received.map((id) => store.get(id)?.state)).toEqual(received.map(() => 'delivered'));
  expect(store.counts('here')).toMatchObject({ waiting: 0, needsPerson: 0 });
}

describe('a kiosk that is killed at any moment', () => {
  it('has told Nexudus of every arrival that it confirmed exactly once in the end', async () => {
    const epoch = Date.now();
    const demo = await startNexudusDemo({
      limits: [],
      now: () => fastNow(epoch),
      readLagMs: 1_000,
    });
    onTestFinished(() => demo.stop());
    const received = () => demo.visitors.map(({ Notes }) => String(Notes).split(' ')[1] ?? '');
    await torment(demo, { epoch, kills: 20, seed: 7, path: '/api/spaces/visitors', received });
  }, 60_000);

  it('has told Spacebring of every arrival that it confirmed exactly once in the end', async () => {
    const epoch = Date.now();
    const demo = await startSpacebringDemo({ limits: [], now: () => fastNow(epoch) });
    onTestFinished(() => demo.stop());
    const received = () =>
      demo.visitRequests.map(({ visitor }) => visitor.email.split('@')[0] ?? '');
    await torment(demo, { epoch, kills: 10, seed: 11, path: '/visitors/requests/v1', received });
  }, 60_000);
});
