import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { versions } from '../../../../src/main/outbox/schema.ts';
import { openDatabase } from '../../../../src/main/storage/database.ts';
import { fixtureEntries, madeAt, typedWords } from '../../../fixtures/outbox-entries.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { idsIn } from '../../../support/outbox-world.ts';
import { scripted } from '../../../support/scripted-provider.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { traces } from '../../../support/traces.ts';

const fixtures = versions.map((_, index) => index + 1);

/** A folder with the outbox of a kiosk of that schema version. */
function found(version: number) {
  const folder = tempFolder();
  const file = join(folder, 'outbox.db');
  copyFileSync(join(import.meta.dirname, `../../../fixtures/outbox-v${version}.db`), file);
  const entries = fixtureEntries.filter(({ since }) => since <= version);
  return { entries, file, folder, ids: entries.map(({ errand }) => errand.id) };
}

it.each(fixtures)('an outbox of version %i is carried forward whole', async (version) => {
  const { entries, folder, ids } = found(version);
  const rig = deliveryRig({ ...scripted(), folder });
  expect(idsIn(folder)).toEqual(ids);
  for (const { errand, account = 'here', damaged, reason, ...entry } of entries) {
    expect(rig.store.get(errand.id)).toMatchObject({
      id: errand.id,
      kind: errand.kind,
      account,
      state: entry.state,
      confirmedAt: damaged ? madeAt : Date.parse(entry.confirmedAt),
      tries: entry.tries ?? 0,
      sentAt: entry.sentAt,
      unheardSince: entry.unheardSince,
      receipt: entry.receipt,
      after: entry.after,
    });
    const content = damaged ? 'damaged' : { errand, ...(reason ? { reason } : {}) };
    expect(await rig.payload(errand)).toEqual(entry.state === 'lost' ? 'lost' : content);
  }
  expect(rig.store.isClaimed('here', 'receipt-1')).toBe(true);
  const waiting = entries.filter(({ state }) => ['held', 'pending', 'sending'].includes(state));
  expect(rig.store.counts('here')).toMatchObject({
    waiting: waiting.filter(({ account }) => account === undefined).length,
    lost: entries.filter(({ state }) => state === 'lost').length,
  });
});

it.each(fixtures)('of an outbox of version %i nobody can read what was typed', async (version) => {
  const { entries, folder } = found(version);
  const given = scripted();
  const rig = deliveryRig({ ...given, folder });
  await given.clock.advance(30_000);
  expect(traces(folder, [entries[0]?.errand.id ?? ''])).not.toEqual([]);
  expect(traces(folder, typedWords)).toEqual([]);
  expect(rig.store.keys.all().map(({ privateKey }) => privateKey)).not.toContainEqual(
    expect.any(Uint8Array),
  );
  for (const { errand, damaged, state } of entries)
    if (!damaged && state !== 'lost') expect(await rig.payload(errand)).toMatchObject({ errand });
  rig.stop();
  expect(traces(folder, typedWords)).toEqual([]);
});

it('an outbox of version 1 goes on where it was: nothing is sent twice', async () => {
  const { folder, ids } = found(1);
  const given = scripted();
  given.looks.push({ kind: 'found', receipt: 'a' }, { kind: 'found', receipt: 'b' });
  const rig = deliveryRig({ ...given, folder });
  rig.loop.wake();
  await given.clock.advance(60_000);
  const asked = given.calls.map(
    ({ what, dispatch }) => `${what} ${ids.indexOf(dispatch.errand.id) + 1}`,
  );
  expect(asked).toEqual(['send 2', 'look 3', 'look 4']);
  expect(rig.store.counts('here')).toMatchObject({ waiting: 0 });
});

/** A step to the newest version that does everything and then something else, before it is committed. */
const stepsThen = (sql: string) => [...versions.slice(0, -1), `${versions.at(-1)}; ${sql}`];

/** How an outbox looks to a kiosk of the version before. */
function asBefore(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT * FROM entries').all();
  const version = database.prepare('PRAGMA user_version').get();
  database.close();
  return { rows, version };
}

it('a step that fails leaves the outbox as it was', () => {
  const { file, folder, ids } = found(versions.length - 1);
  const before = asBefore(file);
  expect(before.version).toEqual({ user_version: versions.length - 1 });
  expect(() => openDatabase(file, stepsThen('SELECT * FROM nowhere'))).toThrow('nowhere');
  expect(asBefore(file)).toEqual(before);
  deliveryRig({ ...scripted(), folder });
  expect(idsIn(folder)).toEqual(ids);
});

it('a step that is cut off leaves the outbox as it was', async () => {
  const { file, folder, ids } = found(versions.length - 1);
  const before = asBefore(file);
  const forever = stepsThen(
    'WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n',
  );
  const database = new URL('../../../../src/main/storage/database.ts', import.meta.url);
  const script = `import { openDatabase } from '${database}';
    openDatabase(${JSON.stringify(file)}, ${JSON.stringify(forever)});`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: 'inherit',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect.poll(() => existsSync(`${file}-wal`), { timeout: 10_000 }).toBe(true);
  // By then it is in what never ends.
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill('SIGKILL');
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  expect(asBefore(file)).toEqual(before);
  deliveryRig({ ...scripted(), folder });
  expect(idsIn(folder)).toEqual(ids);
});
