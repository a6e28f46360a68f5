import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  companions,
  DatabaseDamagedError,
  inTransaction,
  openDatabase,
} from '../storage/database.ts';
import { type Row, salvage } from '../storage/salvage.ts';
import { setAside } from '../storage/set-aside.ts';
import { keyIdOf } from './cipher.ts';
import { versions } from './schema.ts';
import type { OutboxStore } from './store.ts';

/**
 * How many entries may have been sent without the file knowing. What was lost of the log of changes had a thousand pages
 * at most, and a sending with its answer takes four; oldest first, they go.
 */
const MAY_BE_SENT = 250;
/** So many outboxes that were set aside, and it is the disk or the memory that a person has to see to first. */
const MOST_SET_ASIDE = 10;

const tables = ['keys', 'entries'] as const;
const waiting: ReadonlySet<unknown> = new Set(['held', 'pending', 'sending', 'lost']);

/** What became of the entries of a damaged outbox. */
export interface Rescued {
  readonly carried: number;
  /** How many could not be read, where that can be known. */
  readonly lost: number | undefined;
}

/**
 * Files of a rescue, beside the outbox. `part` is what is being made; once it is whole and synced it is `rescued`, and
 * from then on it is the outbox, whatever else is there and wherever the power is cut.
 */
function filesIn(dataDir: string) {
  const file = (name: string) => join(dataDir, `outbox${name}.db`);
  return {
    outbox: file(''),
    work: file('.work'),
    part: file('.part'),
    rescued: file('.rescued'),
  };
}

/** How many outboxes in that folder were set aside and wait for a person. */
export function countSetAside(dataDir: string): number {
  if (!existsSync(dataDir)) return 0;
  return readdirSync(dataDir).filter((name) => /^outbox\.(damaged|replaced)-.*\.db$/.test(name))
    .length;
}

/** Sees a rescue through that a power cut has ended. Does nothing when there was none. */
export function finishRescue(dataDir: string, now: number, why: 'damaged' | 'replaced'): void {
  const { outbox, rescued } = filesIn(dataDir);
  if (!existsSync(rescued)) return;
  setAside(outbox, why, now);
  renameSync(rescued, outbox);
  syncFolder(dataDir);
}

/**
 * Carries what is readable of a damaged outbox into a new one, and sets the damaged one aside.
 * @throws when that cannot be done; the damaged one is then where it was
 */
export function rescueDamaged(dataDir: string, now: number): Rescued {
  if (countSetAside(dataDir) >= MOST_SET_ASIDE)
    throw new DatabaseDamagedError(
      `${MOST_SET_ASIDE} damaged outboxes were set aside in ${dataDir} already`,
    );
  const { outbox, work } = filesIn(dataDir);
  const expected = countedIn(outbox);
  const found = salvage(outbox, work, versions, tables);
  const entries = latest(found.rows.get('entries') ?? []);
  const carried = make(dataDir, now, 'damaged', (part) => {
    fill(part, {
      version: found.version,
      keys: found.rows.get('keys') ?? [],
      entries: found.current ? entries : readBackFirst(entries, now, MAY_BE_SENT),
    });
    return settle(part, now);
  });
  return { carried, lost: expected === undefined ? undefined : Math.max(0, expected - carried) };
}

/**
 * Gives a folder its outbox back, which was deleted while it was in use. What somebody has put in its place is set aside,
 * but what is in it may be from before, or from a folder that came back, and is taken over as well.
 * @param whenSafe called when nothing depends on the deleted one any more: it has to be closed then, before the new one
 *   takes its place
 * @throws when that cannot be done
 */
export function rescueDeleted(
  dataDir: string,
  now: number,
  deleted: OutboxStore,
  whenSafe: () => void,
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { outbox, work } = filesIn(dataDir);
  const write = (part: string) => {
    if (!existsSync(outbox)) {
      deleted.copyTo(part);
      return;
    }
    const { version, rows } = salvage(outbox, work, versions, tables);
    const others = (table: (typeof tables)[number]) =>
      version === versions.length ? (rows.get(table) ?? []) : [];
    fill(part, {
      version: versions.length,
      keys: [...deleted.rowsOf('keys'), ...others('keys')],
      entries: latest([...deleted.rowsOf('entries'), ...readBackFirst(others('entries'), now)]),
    });
    settle(part, now);
  };
  make(dataDir, now, 'replaced', write, whenSafe);
}

/** Makes a new outbox and puts it into its place; what is there is set aside. */
function make<T>(
  dataDir: string,
  now: number,
  why: 'damaged' | 'replaced',
  write: (part: string) => T,
  whenSafe = () => {},
): T {
  const { part, rescued } = filesIn(dataDir);
  const remove = () => {
    for (const companion of ['', ...companions]) rmSync(part + companion, { force: true });
  };
  remove();
  try {
    closeSync(openSync(part, 'w', 0o600));
    const written = write(part);
    syncFile(part);
    renameSync(part, rescued);
    syncFolder(dataDir);
    whenSafe();
    finishRescue(dataDir, now, why);
    return written;
  } finally {
    remove();
  }
}

interface Content {
  /** The schema version of these rows. */
  readonly version: number;
  readonly keys: readonly Row[];
  readonly entries: readonly Row[];
}

function fill(part: string, { version, keys, entries }: Content): void {
  const database = openDatabase(part, versions.slice(0, version));
  const whole = keys.filter(
    ({ id, public_key: key }) => key instanceof Uint8Array && keyIdOf(key) === id,
  );
  try {
    // A key may be lost while what was sealed with it is not.
    database.exec('PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536');
    inTransaction(database, () => {
      insert(database, 'keys', whole);
      insert(database, 'entries', entries);
    });
  } finally {
    database.close();
  }
}

/** One row of each entry, in order. Where there are two, one was about to be replaced by the other. */
function latest(rows: readonly Row[]): Row[] {
  const byId = new Map<unknown, Row>();
  for (const row of rows) {
    const other = byId.get(row.id);
    if (!other || (other.ended_at === null && row.ended_at !== null)) byId.set(row.id, row);
  }
  return [...byId.values()]
    .sort((one, other) => Number(one.seq) - Number(other.seq))
    .map(({ seq: _, ...row }) => row);
}

/** Has what waits read back before it is sent, since it may have been sent without these rows knowing. */
function readBackFirst(entries: readonly Row[], now: number, most = entries.length): Row[] {
  let count = 0;
  return entries.map((entry) => {
    if (!waiting.has(entry.state) || count >= most) return entry;
    count += 1;
    // Version 1 has no time of the visit beside the visit.
    const since = entry.confirmed_at ?? entry.added_at ?? null;
    return { ...entry, sent_at: since, unheard_since: now };
  });
}

/** What does not fit the schema is of another table, or nonsense. */
function insert(database: DatabaseSync, table: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const statement = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows)
    try {
      statement.run(...Object.values(row));
    } catch (error) {
      if (!isConstraint(error)) throw error;
    }
}

/** SQLITE_CONSTRAINT: sqlite.org/rescode.html */
function isConstraint(error: unknown): boolean {
  return (Number((error as { errcode?: unknown }).errcode) & 0xff) === 19;
}

/**
 * What has lost its predecessor or its time needs a person, and what has lost its key waits for that. Returns how many
 * entries there are.
 */
function settle(part: string, now: number): number {
  const database = openDatabase(part, versions);
  try {
    return inTransaction(database, () => {
      // The keychain may still have the key that something was sealed with.
      database.exec(`
        INSERT INTO keys (id, public_key, made_at, lost_at)
          SELECT DISTINCT key_id, x'', 0, 0 FROM entries WHERE key_id NOT IN (SELECT id FROM keys);
        UPDATE entries SET state = 'unsure', ended_at = ${now}
          WHERE state IN ('held', 'pending', 'sending') AND confirmed_at NOT BETWEEN 0 AND 8640000000000000;
        UPDATE entries SET confirmed_at = 0 WHERE confirmed_at NOT BETWEEN 0 AND 8640000000000000;
        UPDATE entries SET state = 'pending',
            after_receipt = (SELECT receipt FROM entries first WHERE first.id = entries.after_id)
          WHERE state = 'held' AND after_id IN (SELECT id FROM entries WHERE state = 'delivered');
        UPDATE entries SET state = 'unsure', ended_at = ${now}
          WHERE state = 'held' AND (after_id IS NULL OR after_id NOT IN (SELECT id FROM entries WHERE state <> 'discarded'));
        UPDATE entries SET state = 'lost'
          WHERE state IN ('held', 'pending', 'sending') AND key_id IN (SELECT id FROM keys WHERE lost_at IS NOT NULL)`);
      return Number(database.prepare('SELECT COUNT(*) AS count FROM entries').get()?.count);
    });
  } finally {
    database.close();
  }
}

/** How many entries a damaged outbox says it has. Undefined where that cannot be read, either. */
function countedIn(outbox: string): number | undefined {
  // SQLite would delete the log of an empty one.
  if (!statSync(outbox, { throwIfNoEntry: false })?.size) return undefined;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(outbox, { readOnly: true });
    const count = database.prepare('SELECT SUM(count) AS count FROM tally').get()?.count;
    return typeof count === 'number' ? count : undefined;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

function syncFile(file: string): void {
  const opened = openSync(file, 'r+');
  fsyncSync(opened);
  closeSync(opened);
}

/** Sees that the names in a folder are on the disk. Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
