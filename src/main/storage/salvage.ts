import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { companions } from './database.ts';

/** What SQLite makes of a file where nobody asks for something else. */
const PAGE = 4096;
/** The first byte of a page that holds rows (sqlite.org/fileformat2.html#b_tree_pages). */
const HOLDS_ROWS = 0x0d;
/** More than any table of ours has. */
const MOST_COLUMNS = 32;

export type Row = Readonly<Record<string, SQLOutputValue>>;

export interface Salvage {
  /** The schema version that the rows have. */
  readonly version: number;
  /** Whether the log of changes was read to its end; what comes after the first damage in it is lost. */
  readonly current: boolean;
  /** By table. Among them are some of other tables, which do not fit the schema. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
}

/**
 * Reads every row that is whole from a damaged database, which is left as it is. Each page of rows is read by itself, so
 * that it does not matter whether what leads to it, such as the first page or an index, can be read.
 * @param work where to put a copy for as long as it takes; whatever is there is deleted
 * @param versions the schema, as in openDatabase
 * @throws when the disk does not take the copy
 */
export function salvage(
  damaged: string,
  work: string,
  versions: readonly string[],
  tables: readonly string[],
): Salvage {
  const remove = () => {
    for (const part of ['', ...companions]) rmSync(work + part, { force: true });
  };
  remove();
  try {
    const { version, current } = copyAsOneFile(damaged, work, versions);
    const found = rowsIn(work);
    const schema = new DatabaseSync(':memory:');
    for (const sql of versions.slice(0, version)) schema.exec(sql);
    const rows = tables.map((table): [string, Row[]] => {
      const columns = columnsOf(schema, table);
      return [table, columns.length === 0 ? [] : found.map((row) => asRowOf(columns, row))];
    });
    schema.close();
    return { version, current, rows: new Map(rows) };
  } finally {
    remove();
  }
}

/** Copies a database, and writes into the copy what is in the log of changes. */
function copyAsOneFile(
  damaged: string,
  work: string,
  versions: readonly string[],
): Omit<Salvage, 'rows'> {
  closeSync(openSync(work, 'w', 0o600));
  if (existsSync(damaged)) copyFileSync(damaged, work);
  if (existsSync(`${damaged}-wal`)) copyFileSync(`${damaged}-wal`, `${work}-wal`);
  const frames = framesIn(`${work}-wal`);
  putFirstPage(work, versionIn(damaged) ?? versions.length, { log: true });
  const copy = new DatabaseSync(work, { defensive: false });
  // With it, SQLite goes on though what the tables are cannot be read.
  copy.exec('PRAGMA writable_schema = ON');
  const written = copy.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log;
  copy.close();
  const version = versionIn(work) ?? 0;
  return {
    version: version >= 1 && version <= versions.length ? version : versions.length,
    current: frames === 0 || frames === written,
  };
}

/** How many pages a log of changes has room for (sqlite.org/fileformat2.html#walformat). */
function framesIn(log: string): number {
  return Math.max(0, ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) - 32) / (24 + PAGE));
}

/** Undefined when it does not begin like a database. */
function versionIn(file: string): number | undefined {
  const header = Buffer.alloc(100);
  if (!existsSync(file)) return undefined;
  const opened = openSync(file, constants.O_RDONLY);
  readSync(opened, header, 0, 100, 0);
  closeSync(opened);
  return header.toString('latin1', 0, 16) === 'SQLite format 3\0'
    ? header.readUInt32BE(60)
    : undefined;
}

interface Column {
  readonly name: string;
  /** Such a column is the number of the row, and is not kept in it. */
  readonly isNumber: boolean;
}

function columnsOf(schema: DatabaseSync, table: string): Column[] {
  return schema
    .prepare('SELECT name, type, pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, pk }) => ({
      name: String(name),
      isNumber: pk === 1 && type === 'INTEGER',
    }));
}

function asRowOf(columns: readonly Column[], row: Row): Row {
  return Object.fromEntries(
    columns.map(({ name, isNumber }, index) => [
      name,
      (isNumber ? row.rowid : row[`c${index}`]) ?? null,
    ]),
  );
}

/** The rows of all pages that hold rows, whatever their table. */
function rowsIn(file: string): Row[] {
  putFirstPage(file, 0, { log: false });
  const bytes = openSync(file, constants.O_RDONLY);
  const database = new DatabaseSync(file, { defensive: false });
  try {
    database.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE',
    );
    const upwards = database.prepare('SELECT rowid, * FROM page ORDER BY rowid');
    const downwards = database.prepare('SELECT rowid, * FROM page ORDER BY rowid DESC');
    const kind = Buffer.alloc(1);
    const rows: Row[] = [];
    for (let page = 2; readSync(bytes, kind, 0, 1, (page - 1) * PAGE) === 1; page += 1) {
      if (kind[0] !== HOLDS_ROWS) continue;
      database.exec(
        `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = ${page}; PRAGMA writable_schema = RESET`,
      );
      // Up to the first row that makes no sense, and down to the last that makes none.
      if (!readInto(rows, upwards)) readInto(rows, downwards);
    }
    return rows;
  } finally {
    database.close();
    closeSync(bytes);
  }
}

/** Whether they could all be read. */
function readInto(rows: Row[], statement: StatementSync): boolean {
  try {
    for (const row of statement.iterate()) rows.push(row);
    return true;
  } catch {
    // That there is something that cannot be read is why we are here.
    return false;
  }
}

/** Puts a first page into a file that knows of one table; which page that begins at is said later. */
function putFirstPage(file: string, version: number, { log }: { log: boolean }): void {
  const template = new DatabaseSync(':memory:');
  const columns = Array.from({ length: MOST_COLUMNS }, (_, index) => `c${index}`);
  template.exec(
    `PRAGMA page_size = ${PAGE}; CREATE TABLE page (${columns.join(', ')}); PRAGMA user_version = ${version}`,
  );
  const page = Buffer.from(template.serialize()).subarray(0, PAGE);
  template.close();
  // What a database header says is at sqlite.org/fileformat2.html#the_database_header
  page.fill(log ? 2 : 1, 18, 20);
  page.writeUInt32BE(Math.max(2, Math.ceil(statSync(file).size / PAGE)), 28);
  const opened = openSync(file, 'r+');
  writeSync(opened, page, 0, PAGE, 0);
  closeSync(opened);
}
