import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { OutboxStore } from '../../../../src/main/outbox/store.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { entriesIn, idsIn, outboxWorld } from '../../../support/outbox-world.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/** An outbox with one arrival that was delivered and two that wait for the line. */
async function waiting() {
  const world = outboxWorld();
  const { clock, outbox, setLine } = world;
  outbox.start();
  const [told, first, second] = [walkInOf(), walkInOf(), walkInOf()];
  await outbox.add(told);
  await clock.advance(0);
  setLine(false);
  await outbox.add(first);
  await outbox.add(second);
  await clock.advance(0);
  return { ...world, told, first, second };
}

const databasesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.db'));

/** Everything in a folder, to be held against what it is later. */
const contentOf = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

it('cannot be used from the start: said at once, refused, and used when it can be, without a restart', async () => {
  const dataDir = join(tempFolder(), 'data');
  writeFileSync(dataDir, 'a file where the folder should be');
  const { clock, disk, lines, outbox, sent } = outboxWorld({ dataDir });
  outbox.start();
  expect(disk).toEqual(['gone']);
  await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  expect(outbox.counts()).toBeUndefined();
  rmSync(dataDir);
  await clock.advance(10_000);
  expect(disk).toEqual(['gone', 'ready']);
  const arrival = walkInOf();
  await outbox.add(arrival);
  await clock.advance(0);
  expect(sent).toEqual([arrival.id]);
  expect(lines.map(({ event }) => event)).toContain('disk failing');
});

// Windows lets nobody move or delete a folder in which a file is open.
describe.runIf(process.platform !== 'win32')('a folder that goes away while it is used', () => {
  it.each<[string, (dataDir: string) => void]>([
    ['deleted', (dataDir) => rmSync(dataDir, { recursive: true })],
    [
      'replaced by a file',
      (dataDir) => {
        rmSync(dataDir, { recursive: true });
        writeFileSync(dataDir, '');
      },
    ],
    [
      'emptied',
      (dataDir) => {
        rmSync(dataDir, { recursive: true });
        mkdirSync(dataDir);
      },
    ],
    ['without its outbox', (dataDir) => rmSync(join(dataDir, 'outbox.db'))],
  ])('%s: said, refused, and all that it held is carried over', async (_, spoil) => {
    const { clock, dataDir, disk, first, outbox, second, sent, setLine, told } = await waiting();
    spoil(dataDir);
    const refused = walkInOf();
    await expect(outbox.add(refused)).rejects.toThrow(CannotKeepError);
    expect(disk.at(-1)).toBe('gone');
    await clock.advance(10_000);
    if (disk.at(-1) !== 'ready') {
      expect(disk.at(-1)).toBe('gone');
      rmSync(dataDir);
      await clock.advance(10_000);
    }
    expect(disk.at(-1)).toBe('ready');
    expect(outbox.counts()).toMatchObject({ waiting: 2, setAside: 0 });
    expect(entriesIn(dataDir)).toEqual([
      { id: told.id, state: 'delivered' },
      { id: first.id, state: 'pending' },
      { id: second.id, state: 'pending' },
    ]);
    const kept = walkInOf();
    await outbox.add(kept);
    setLine(true);
    await clock.advance(60_000);
    expect(sent).toEqual([told.id, first.id, second.id, kept.id]);
    expect(databasesIn(dataDir)).toEqual(['outbox.db']);
  });

  it('is noticed within a minute though nobody signs in', async () => {
    const { clock, dataDir, disk } = await waiting();
    rmSync(dataDir, { recursive: true });
    await clock.advance(60_000);
    expect(disk.at(-1)).toBe('gone');
  });

  it('and the kiosk is stopped before it is back: what it held is put there, for the next start', async () => {
    const { clock, dataDir, first, outbox, second, secrets, sent, told } = await waiting();
    rmSync(dataDir, { recursive: true });
    await clock.advance(60_000);
    outbox.stop();
    const next = outboxWorld({ dataDir, secrets, sent });
    next.outbox.start();
    await next.clock.advance(60_000);
    expect(sent).toEqual([told.id, first.id, second.id]);
  });

  it('moved away: it is left alone, since it may come back, and nothing of it is sent from a second place', async () => {
    const { clock, dataDir, disk, first, looked, outbox, second, sent, setLine, told } =
      await waiting();
    const away = `${dataDir}-away`;
    renameSync(dataDir, away);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(disk.at(-1)).toBe('gone');
    await clock.advance(10_000);
    expect(disk.at(-1)).toBe('ready');
    expect(idsIn(dataDir)).toEqual([]);
    const kept = walkInOf();
    setLine(true);
    await outbox.add(kept);
    await clock.advance(60_000);
    expect(sent).toEqual([told.id, kept.id]);
    expect(idsIn(away)).toEqual([told.id, first.id, second.id]);
    rmSync(dataDir, { recursive: true });
    renameSync(away, dataDir);
    await clock.advance(120_000);
    expect(sent).toEqual([told.id, kept.id, first.id, second.id]);
    expect(looked).toEqual(expect.arrayContaining([first.id, second.id]));
    expect(databasesIn(dataDir)).toHaveLength(2);
  });

  it('moved away, and a copy of another time is put there: the copy is used as it is', async () => {
    const { clock, dataDir, outbox } = await waiting();
    const away = `${dataDir}-away`;
    const copy = join(tempFolder(), 'copy');
    cpSync(dataDir, copy, { recursive: true });
    const before = contentOf(copy);
    renameSync(dataDir, away);
    cpSync(copy, dataDir, { recursive: true });
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    // Whoever lets go of the old outbox does not take away the new one's log of changes.
    expect(contentOf(dataDir)).toEqual(before);
    await clock.advance(10_000);
    expect(outbox.counts()).toMatchObject({ waiting: 2 });
  });

  it('deleted, and another outbox is put there: ours goes on, and the other is set aside', async () => {
    const { clock, dataDir, first, outbox, second, told } = await waiting();
    rmSync(dataDir, { recursive: true });
    const other = new OutboxStore(dataDir);
    other.close();
    await clock.advance(70_000);
    expect(idsIn(dataDir)).toEqual([told.id, first.id, second.id]);
    expect(outbox.counts()).toMatchObject({ waiting: 2, setAside: 1 });
    expect(readdirSync(dataDir)).toContain('outbox.replaced-2026-03-02T09-31-25Z.db');
  });

  it('without its log of changes: nothing of that is lost, either', async () => {
    const { clock, dataDir, disk, first, outbox, second, told } = await waiting();
    rmSync(join(dataDir, 'outbox.db-wal'));
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(disk.at(-1)).toBe('gone');
    await clock.advance(10_000);
    expect(disk.at(-1)).toBe('ready');
    expect(idsIn(dataDir)).toEqual([told.id, first.id, second.id]);
  });
});

it('locked by another program: refused, then kept again', async () => {
  const { clock, dataDir, disk, outbox } = outboxWorld();
  outbox.start();
  const other = new DatabaseSync(join(dataDir, 'outbox.db'));
  other.exec('BEGIN IMMEDIATE');
  await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  expect(disk.at(-1)).toBe('failing');
  other.exec('ROLLBACK');
  other.close();
  await clock.advance(10_000);
  const arrival = walkInOf();
  await outbox.add(arrival);
  expect(disk.at(-1)).toBe('ready');
  await clock.advance(0);
  expect(outbox.outcome(arrival.id)).toBe('told');
});

it('of a newer version: left as it is, and gone on with once there is a file that this version knows', async () => {
  const dataDir = join(tempFolder(), 'data');
  const store = new OutboxStore(dataDir);
  store.close();
  const file = join(dataDir, 'outbox.db');
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(file);
  const { clock, disk, outbox } = outboxWorld({ dataDir });
  outbox.start();
  expect(disk).toEqual(['newer-version']);
  await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  await clock.advance(60_000);
  expect(new Set(disk)).toEqual(new Set(['newer-version']));
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(databasesIn(dataDir)).toEqual(['outbox.db']);
  renameSync(file, join(dataDir, 'kept.db'));
  await clock.advance(10_000);
  expect(disk.at(-1)).toBe('ready');
  expect(existsSync(join(dataDir, 'kept.db'))).toBe(true);
});
