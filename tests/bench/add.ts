import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { provideElectron } from '../../tools/preview/module-hooks.ts';
import { makeBacklog } from './backlog.ts';
import { ACCOUNT, hanging, outboxFor, unlimited, walkInTo } from './kiosk.ts';
import { type Measurement, Rounds, type Row, type Setting, timed } from './measure.ts';

const ROUNDS = 9;
const ADDS = 60;
/** Visitors come one at a time; what is made ready for the next one is ready by then. */
const BETWEEN = 5;
const BACKLOGS = [0, 10_000, 100_000] as const;
/** Bytes of a row of the outbox: what is sealed, and the words beside it. */
const ROW_BYTES = 640;
const STORE_SETS = 1;

const host = { id: '0f3c0d5e-2f64-4b0e-8d0b-6a1d1f6f9d10', name: 'Maya Okafor' };
const spelt = (count: number) => count.toLocaleString('en');

/** One entry: sealed, committed and synced. */
export const add: Measurement = async (setting) => {
  const ours = await Promise.all(BACKLOGS.map((waiting) => openBacklog(setting, waiting)));
  const append = appendTo(join(setting.folder, 'appended'));
  const appended = new Rounds();
  const stores = await electronStores(setting);
  for (let number = 1; number <= ROUNDS; number += 1) {
    setting.say(`add: round ${number} of ${ROUNDS}`);
    for (const { took } of [...ours, ...stores]) took.next();
    appended.next();
    for (let count = 0; count < ADDS; count += 1)
      for (const backlog of ours) {
        await wait(BETWEEN);
        backlog.took.add(await timed(() => backlog.outbox.add(walkInTo(host))));
        await wait(BETWEEN);
        appended.add(await timed(append.one));
      }
    for (const store of stores)
      for (let count = 0; count < STORE_SETS; count += 1) store.took.add(await timed(store.one));
  }
  append.close();
  for (const { outbox } of ours) outbox.stop();
  return rowsOf(ours, appended, stores);
};

function rowsOf(
  ours: readonly { waiting: number; took: Rounds }[],
  appended: Rounds,
  stores: readonly { took: Rounds }[],
): Row[] {
  const [empty] = ours;
  const toAppend = ours.map(({ waiting, took }): Row => {
    const ratio = took.ratioTo(appended);
    return {
      what: `add one, ${spelt(waiting)} waiting`,
      unit: 'ms',
      ours: took.spread,
      baseline: { name: 'append + fdatasync', spread: appended.spread },
      ratio,
      aim: '≤ 2 ×',
      met: ratio <= 2,
      ...(waiting === 0
        ? { note: `sealing is counted; appended are the ${ROW_BYTES} bytes of a row` }
        : { note: 'those that wait were inserted in one transaction, each of the real size' }),
    };
  });
  const toEmpty = ours.slice(1).map(({ waiting, took }): Row => {
    const ratio = empty ? took.ratioTo(empty.took) : Number.NaN;
    return {
      what: `add one, ${spelt(waiting)} waiting`,
      unit: 'ms',
      ours: took.spread,
      ...(empty ? { baseline: { name: '0 waiting', spread: empty.took.spread } } : {}),
      ratio,
      aim: 'within 10 %',
      met: Math.abs(ratio - 1) <= 0.1,
    };
  });
  const toStore = ours.map(({ waiting, took }, index): Row => {
    const store = stores[index]?.took;
    return {
      what: `add one, ${spelt(waiting)} waiting`,
      unit: 'ms',
      ours: took.spread,
      ...(store ? { baseline: { name: 'electron-store', spread: store.spread } } : {}),
      ...(store ? { ratio: took.ratioTo(store) } : {}),
      aim: 'contrast',
      met: undefined,
      ...(waiting === 0 ? { note: 'electron-store itself, on plain Node, with one array' } : {}),
    };
  });
  return [...toAppend, ...toEmpty, ...toStore];
}

async function openBacklog({ folder, say }: Setting, waiting: number) {
  const dataDir = join(folder, `add-${waiting}`);
  await makeBacklog(dataDir, waiting);
  say(`add: ${spelt(waiting)} wait`);
  const outbox = outboxFor({ dataDir, provider: await unlimited(hanging) });
  outbox.start();
  // The first one takes the key and gives the loop something to wait for.
  await outbox.add(walkInTo(host));
  return { waiting, outbox, took: new Rounds() };
}

function appendTo(file: string) {
  const bytes = Buffer.alloc(ROW_BYTES, 'x');
  const descriptor = openSync(file, 'a');
  return {
    one() {
      writeSync(descriptor, bytes);
      fdatasyncSync(descriptor);
    },
    close: () => closeSync(descriptor),
  };
}

/** electron-store itself, on plain Node: given a folder, it needs nothing of Electron. */
async function electronStores({ folder, say }: Setting) {
  provideElectron({});
  const { default: ElectronStore } = await import('electron-store');
  return BACKLOGS.map((waiting) => {
    const cwd = join(folder, `store-${waiting}`);
    mkdirSync(cwd);
    const store = new ElectronStore<{ queue: object[] }>({ cwd, name: 'queue' });
    store.set('queue', Array.from({ length: waiting }, rowForStore));
    say(`add: electron-store holds ${spelt(waiting)}`);
    const one = () => store.set('queue', [...store.get('queue'), rowForStore()]);
    return { one, took: new Rounds() };
  });
}

function rowForStore(): object {
  const { id } = walkInTo(host);
  return {
    id,
    account: ACCOUNT,
    sealed: Buffer.alloc(430, 'x').toString('base64'),
    at: Date.now(),
  };
}
