import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemorySecrets } from '../../../../src/main/credentials/memory.ts';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { damage } from '../../../support/damage.ts';
import { entriesIn, idsIn, outboxWorld } from '../../../support/outbox-world.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const PAGE = 4096;
const TOLD = 30;
const WAITING = 60;
const ALL = TOLD + WAITING;

/** An outbox as a kiosk leaves it that was turned off in order, and as one leaves it that was cut off. */
interface Template {
  readonly folder: string;
  readonly secrets: MemorySecrets;
  readonly told: readonly string[];
  readonly waiting: readonly string[];
}
let template: Template;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-test-'));
  const secrets = new MemorySecrets();
  const world = outboxWorld({ dataDir: join(folder, 'ended'), secrets, whenOver: () => {} });
  const { clock, outbox, setLine } = world;
  outbox.start();
  const keep = async () => {
    const arrival = walkInOf();
    await outbox.add(arrival);
    await clock.advance(1);
    return arrival.id;
  };
  const told: string[] = [];
  for (let count = 0; count < TOLD; count += 1) told.push(await keep());
  setLine(false);
  const waiting: string[] = [];
  for (let count = 0; count < WAITING; count += 1) waiting.push(await keep());
  cpSync(world.dataDir, join(folder, 'cut-off'), { recursive: true });
  outbox.stop();
  template = { folder, secrets, told, waiting };
});
afterAll(() => rmSync(template.folder, { recursive: true }));

/** A kiosk that is about to start on an outbox with what was delivered and what waits. */
function found(how: 'ended' | 'cut-off' = 'ended') {
  const dataDir = join(tempFolder(), 'data');
  cpSync(join(template.folder, how), dataDir, { recursive: true });
  const { secrets, told, waiting } = template;
  const sent = [...told];
  const file = join(dataDir, 'outbox.db');
  return {
    ...outboxWorld({ dataDir, secrets, sent }),
    file,
    all: [...told, ...waiting],
    told,
    waiting,
  };
}

/** Pages of a table or an index, as SQLite has laid them out. */
function pagesOf(file: string, name: string, kind: 'leaf' | 'internal'): number[] {
  const database = new DatabaseSync(file);
  const rows = database
    .prepare('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path')
    .all(name, kind);
  database.close();
  return rows.map(({ pageno }) => Number(pageno));
}

const garbage = (bytes: number) => Buffer.alloc(bytes, 'This is no page of a database. ');
const spoilPage = (file: string, page = 1) => damage(file, (page - 1) * PAGE, garbage(PAGE));

/** Spoils the length of the row in the middle of a page (sqlite.org/fileformat2.html#b_tree_pages). */
function spoilRow(file: string, page: number): void {
  const start = (page - 1) * PAGE;
  const bytes = readFileSync(file).subarray(start, start + PAGE);
  const middle = Math.floor(bytes.readUInt16BE(3) / 2);
  damage(file, start + bytes.readUInt16BE(8 + 2 * middle), Buffer.alloc(4, 0xff));
}

function cutShort(file: string, more: number): void {
  truncateSync(file, Math.round((statSync(file).size / PAGE) * 0.9) * PAGE + more);
}

/** A fingerprint of a database and one of its log of changes; undefined where there is nothing. */
function filesOf(file: string): (string | undefined)[] {
  return [file, `${file}-wal`].map((part) =>
    existsSync(part) && statSync(part).size > 0
      ? createHash('sha256').update(readFileSync(part)).digest('hex')
      : undefined,
  );
}

/** Holds what has become of a damaged outbox against what was in it. */
async function goesOn(world: ReturnType<typeof found>, mayBeLost: number): Promise<void> {
  const { all, clock, dataDir, lines, outbox, sent, told, waiting } = world;
  const left = idsIn(dataDir);
  expect(all.filter((id) => left.includes(id))).toEqual(left);
  expect(left.length).toBeGreaterThanOrEqual(all.length - mayBeLost);
  const carried = left.length;
  expect(lines).toContainEqual(expect.objectContaining({ event: 'outbox damaged', carried }));
  const next = walkInOf();
  await outbox.add(next);
  await clock.advance(120_000);
  const unsure = entriesIn(dataDir).flatMap(({ id, state }) => (state === 'unsure' ? [id] : []));
  const goes = waiting.filter((id) => left.includes(id) && !unsure.includes(id));
  expect(sent.toSorted()).toEqual([...told, ...goes, next.id].toSorted());
  // What was cut through can be read, but not opened.
  expect(unsure.length).toBeLessThanOrEqual(1);
  expect(outbox.counts()).toMatchObject({ waiting: 0, needsPerson: unsure.length });
}

describe('an outbox that is damaged', () => {
  it.each<[string, number, 'ended' | 'cut-off', (file: string) => void]>([
    ['its header', 0, 'ended', (file) => damage(file, 0, garbage(100))],
    ['its first page', 0, 'ended', (file) => spoilPage(file)],
    ['everything', ALL, 'ended', (file) => writeFileSync(file, garbage(statSync(file).size))],
    ['its end, which is missing', ALL * 0.6, 'ended', (file) => cutShort(file, 0)],
    ['its end, in the middle of a page', ALL * 0.6, 'ended', (file) => cutShort(file, 1234)],
    ['all but its log: it is empty', ALL, 'cut-off', (file) => truncateSync(file, 0)],
    ['all but its log: it is gone', ALL, 'cut-off', (file) => rmSync(file)],
    ['its log', ALL, 'cut-off', (file) => damage(`${file}-wal`, 0, garbage(32))],
  ])(
    '%s (%d entries may be lost): the rest goes on, once, and the file is kept as it is',
    async (_, mayBeLost, how, spoil) => {
      const world = found(how);
      spoil(world.file);
      const before = filesOf(world.file);
      world.outbox.start();
      expect(world.disk).toEqual(['ready']);
      const aside = join(world.dataDir, 'outbox.damaged-2026-03-02T09-30-15Z.db');
      expect(filesOf(aside)).toEqual(before);
      await goesOn(world, mayBeLost);
    },
  );

  it.each<[string, number, (file: string) => void]>([
    ['a row', 1, (file) => spoilRow(file, pagesOf(file, 'entries', 'leaf')[6] ?? 0)],
    ['a page of rows', 12, (file) => spoilPage(file, pagesOf(file, 'entries', 'leaf')[9])],
    [
      'the page above all rows',
      0,
      (file) => spoilPage(file, pagesOf(file, 'entries', 'internal')[0]),
    ],
    [
      'the index of what waits',
      0,
      (file) => spoilPage(file, pagesOf(file, 'entries_waiting', 'leaf')[0]),
    ],
    ['the page of the keys', 0, (file) => spoilPage(file, pagesOf(file, 'keys', 'leaf')[0])],
    ['its first half', ALL * 0.8, (file) => damage(file, PAGE, garbage(statSync(file).size / 2))],
  ])(
    '%s (%d entries may be lost), which is found when it is read: the same',
    async (_, mayBeLost, spoil) => {
      const world = found();
      spoil(world.file);
      world.outbox.start();
      await world.clock.advance(0);
      expect(world.disk).not.toContain('damaged');
      expect(readdirSync(world.dataDir)).toContain('outbox.damaged-2026-03-02T09-30-15Z.db');
      await goesOn(world, mayBeLost);
    },
  );

  it('in what its log has anew: nothing is lost, and nobody has to see to it', async () => {
    const world = found('cut-off');
    spoilPage(world.file);
    world.outbox.start();
    await world.clock.advance(10_000);
    expect(world.sent).toEqual(world.all);
    expect(world.outbox.counts()).toMatchObject({ setAside: 0 });
  });

  it('in a log that knew what was sent: that is looked for, and not sent again', async () => {
    const first = outboxWorld();
    first.outbox.start();
    first.setLine(false);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const arrival = walkInOf();
      await first.outbox.add(arrival);
      ids.push(arrival.id);
    }
    first.outbox.stop();
    const second = outboxWorld({ dataDir: first.dataDir, secrets: first.secrets });
    second.outbox.start();
    await second.clock.advance(1_000);
    expect(second.sent).toEqual(ids);
    const dataDir = join(tempFolder(), 'cut-off');
    cpSync(second.dataDir, dataDir, { recursive: true });
    damage(join(dataDir, 'outbox.db-wal'), 0, garbage(32));
    const sent = [...ids];
    const third = outboxWorld({ dataDir, secrets: first.secrets, sent });
    third.outbox.start();
    await third.clock.advance(120_000);
    expect(sent).toEqual(ids);
    expect(third.looked).toEqual(ids);
    expect(third.outbox.counts()).toMatchObject({ waiting: 0, needsPerson: 0 });
  });

  it('tells how many could not be read', async () => {
    const { all, clock, dataDir, file, lines, outbox } = found();
    spoilPage(file, pagesOf(file, 'entries', 'leaf')[9]);
    spoilPage(file, pagesOf(file, 'entries', 'internal')[0]);
    outbox.start();
    await clock.advance(0);
    const lost = all.length - idsIn(dataDir).length;
    expect(lost).toBeGreaterThan(0);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'outbox damaged', lost }));
  });

  it('while somebody signs in: refused once, and the next is kept', async () => {
    const { clock, dataDir, disk, file, outbox, setLine } = found();
    setLine(false);
    outbox.start();
    for (const page of pagesOf(file, 'sqlite_autoindex_entries_1', 'leaf')) spoilPage(file, page);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    await clock.advance(0);
    expect(disk).toEqual(['ready', 'ready']);
    const next = walkInOf();
    await outbox.add(next);
    expect(idsIn(dataDir)).toHaveLength(ALL + 1);
    expect(outbox.counts()).toMatchObject({ waiting: WAITING + 1, setAside: 1 });
  });

  it('needs a person until somebody has taken away what was set aside', async () => {
    const { clock, dataDir, file, outbox } = found();
    spoilPage(file);
    outbox.start();
    expect(outbox.counts()).toMatchObject({ setAside: 1 });
    for (const name of readdirSync(dataDir))
      if (name.startsWith('outbox.damaged-')) rmSync(join(dataDir, name));
    await clock.advance(0);
    expect(outbox.counts()).toMatchObject({ setAside: 0 });
  });

  it('again and again: in the end it is said, and nothing more is set aside', async () => {
    const { clock, dataDir, disk, file, outbox } = found();
    const aside = () =>
      readdirSync(dataDir).filter((name) => /^outbox\.damaged-.*\.db$/.test(name));
    for (let time = 0; time < 10; time += 1) {
      outbox.start();
      outbox.stop();
      spoilPage(file);
    }
    expect(aside()).toHaveLength(9);
    outbox.start();
    outbox.stop();
    spoilPage(file);
    disk.length = 0;
    outbox.start();
    await clock.advance(60_000);
    expect(new Set(disk)).toEqual(new Set(['damaged']));
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(aside()).toHaveLength(10);
    for (const name of aside()) rmSync(join(dataDir, name));
    await clock.advance(10_000);
    expect(disk.at(-1)).toBe('ready');
    expect(idsIn(dataDir)).toHaveLength(ALL);
  });
});

describe('a rescue that a power cut has ended', () => {
  /** What is in the folder at each step, as a rescue that goes well leaves it. */
  it.each<[string, (dataDir: string, rescued: string) => void]>([
    [
      'while it copied',
      (dataDir) => {
        writeFileSync(join(dataDir, 'outbox.work.db'), garbage(PAGE));
        writeFileSync(join(dataDir, 'outbox.part.db'), garbage(PAGE));
        writeFileSync(join(dataDir, 'outbox.part.db-wal'), garbage(PAGE));
      },
    ],
    [
      'before it set anything aside',
      (dataDir, rescued) => {
        cpSync(rescued, join(dataDir, 'outbox.rescued.db'));
      },
    ],
    [
      'after it had set the database aside',
      (dataDir, rescued) => {
        cpSync(rescued, join(dataDir, 'outbox.rescued.db'));
        renameSync(join(dataDir, 'outbox.db'), join(dataDir, 'outbox.damaged-x.db'));
      },
    ],
  ])('%s, is done again or seen through', async (_, cut) => {
    const rescue = found();
    rescue.setLine(false);
    spoilPage(rescue.file);
    rescue.outbox.start();
    rescue.outbox.stop();
    const world = found();
    spoilPage(world.file);
    writeFileSync(`${world.file}-wal`, '');
    cut(world.dataDir, rescue.file);
    world.outbox.start();
    expect(world.disk).toEqual(['ready']);
    await world.clock.advance(120_000);
    expect(world.sent).toEqual(world.all);
    const files = readdirSync(world.dataDir).filter((name) => !name.startsWith('outbox.damaged-'));
    expect(files.sort()).toEqual(['outbox.db', 'outbox.db-shm', 'outbox.db-wal']);
    expect(world.outbox.counts()).toMatchObject({ waiting: 0, setAside: 1 });
  });
});

it('whatever bytes are damaged, it starts, invents nothing, and sends nothing twice', async () => {
  const states = new Set(['ready', 'damaged', 'newer-version', 'failing']);
  const spoilt = fc.array(
    fc.record({
      log: fc.boolean(),
      // Where headers are is of more interest than its share of the bytes.
      from: fc.oneof(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.constant(0)),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('ended', 'cut-off'), spoilt, async (how, ranges) => {
      const world = found(how);
      for (const { log, from, bytes } of ranges) {
        const file = log && how === 'cut-off' ? `${world.file}-wal` : world.file;
        damage(file, Math.floor(from * statSync(file).size), bytes);
      }
      world.outbox.start();
      await world.clock.advance(1_000);
      expect(states).toContain(world.disk.at(-1));
      await world.clock.advance(60_000);
      expect(states).toContain(world.disk.at(-1));
      expect(world.all).toEqual(expect.arrayContaining(world.sent));
      expect(new Set(world.sent).size).toBe(world.sent.length);
      world.outbox.stop();
    }),
    { numRuns: 12 },
  );
}, 120_000);
