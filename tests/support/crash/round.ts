import { spawn } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DemoServer } from '../../../src/demo/demo-server.ts';
import { fastNow } from './fast-time.ts';
import type { CrashKiosk } from './kiosk.ts';
import type { Kill, Round } from './plan.ts';
import {
  type Asked,
  BrokenPromise,
  checkDisk,
  checkEnd,
  checkServer,
  type Heard,
} from './promises.ts';
import { isVisit } from './steps.ts';
import { startVendor } from './vendor.ts';
import { writeVersion1 } from './version-1.ts';

/**
 * Kills one kiosk again and again, and holds what it has confirmed against its disk and against its server.
 * @param script the kiosk, as one file that Node runs
 * @param onKill called after each kill
 * @returns how many errands were confirmed, and how many the server has got
 * @throws BrokenPromise, with the folder of what is left
 */
export async function runRound(
  script: string,
  round: Round,
  onKill: (kill: Kill) => void,
): Promise<{ confirmed: number; received: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-crash-'));
  const began = Date.now();
  const heard: Heard = { asked: new Map(), confirmed: new Set() };
  const { demo, guests, received } = await startVendor(round, () => fastNow(began), heard);
  const life = { script, demo, heard };
  const kiosk: CrashKiosk = {
    profile: demo.provider,
    secret: demo.secret.value,
    dataDir: join(folder, 'data'),
    keychain: join(folder, 'keychain.json'),
    isKeychainLocked: false,
    guests: guests(),
    began,
    seed: 0,
    erases: false,
    isOpen: false,
  };
  const check = () => {
    checkServer(received(), heard);
    checkDisk(kiosk.dataDir, received(), heard);
  };
  let place = 'before the first kill';
  try {
    if (round.beginning === 'version 1')
      for (const id of writeVersion1(kiosk.dataDir, kiosk.guests.hostId, fastNow(began))) {
        heard.asked.set(id, { id, kind: 'walk-in' });
        heard.confirmed.add(id);
      }
    for (const [index, kill] of round.kills.entries()) {
      place = `kill ${index + 1} of ${round.kills.length}, at ${kill.at} (passage ${kill.passage})`;
      const errors = await liveAndDie(life, { ...kiosk, guests: guests() }, kill);
      check();
      if (errors !== undefined) throw new Error(`it never came there ${errors}`);
      onKill(kill);
    }
    place = 'the run to the end';
    const { code, errors } = await live(life, kiosk).ended;
    check();
    if (code !== 0) throw new Error(`it never came to its end ${errors}`);
    checkEnd(kiosk.dataDir, received(), heard);
    rmSync(folder, { recursive: true });
    return { confirmed: heard.confirmed.size, received: received().length };
  } catch (error) {
    throw new BrokenPromise(
      `${(error as Error).message} (${round.vendor}, ${round.beginning}, ${place}; left in ${folder})`,
      { cause: error },
    );
  } finally {
    await demo.stop();
  }
}

interface Life {
  readonly script: string;
  readonly demo: DemoServer;
  readonly heard: Heard;
}

/** @returns what it said instead of dying where it should, if so */
async function liveAndDie(life: Life, kiosk: CrashKiosk, kill: Kill): Promise<string | undefined> {
  const { demo, heard } = life;
  demo.faults.clear();
  for (const rule of kill.faults) demo.faults.next(rule);
  const { at, passage, within, erases, isKeychainLocked, seed } = kill;
  const own = typeof at === 'string' && at !== 'request: read by the server';
  const process = live(life, {
    ...kiosk,
    erases,
    isKeychainLocked,
    seed,
    after: [...heard.confirmed].findLast((id) => heard.asked.get(id)?.kind === 'walk-in'),
    doom: own ? { step: at, passage, within } : undefined,
    isOpen: true,
  });
  const stopWatching =
    at === 'request: read by the server' ? whenRead(demo, passage, process.kill) : () => {};
  if (typeof at === 'number') process.onStart(() => setTimeout(process.kill, at));
  const { signal, died, errors } = await process.ended;
  stopWatching();
  return signal === 'SIGKILL' && died === own ? undefined : errors;
}

/** Starts a kiosk and listens to it. */
function live({ script, heard }: Life, kiosk: CrashKiosk) {
  const child = spawn(process.execPath, [script, JSON.stringify(kiosk)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(script, '../compiled') },
  });
  const kill = () => void child.kill('SIGKILL');
  const errors = text(child.stderr);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  const ended = (async () => {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    const lines = said.split('\n');
    for (const line of lines) {
      const told = line.slice(5);
      if (line.startsWith('asks ')) heard.asked.set(idIn(told), JSON.parse(told) as Asked);
      if (line.startsWith('kept ')) heard.confirmed.add(told);
    }
    return { code, signal, died: lines.includes('dies'), errors: await errors };
  })();
  return { kill, ended, onStart: (call: () => void) => void child.stdout.once('data', call) };
}

/** Calls when the server has read that many requests for a visit, before it has done anything about the last. */
function whenRead(demo: DemoServer, passage: number, call: () => void): () => void {
  const port = Number(new URL(demo.baseUrl).port);
  let left = passage;
  const listener = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.socket.localPort !== port || request.method === 'GET') return;
    if (!isVisit(request.url ?? '')) return;
    left -= 1;
    // A fault may cut the connection before the request is read; the next one will do.
    if (left <= 0) request.once('end', call);
  };
  subscribe('http.server.request.start', listener);
  return () => unsubscribe('http.server.request.start', listener);
}

const idIn = (asked: string): string => (JSON.parse(asked) as Asked).id;
