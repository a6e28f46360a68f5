import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A database that this version of the kiosk cannot use. */
export class DatabaseVersionError extends Error {
  override name = 'DatabaseVersionError';
}

/** Something in a database makes no sense, though SQLite would not mind. */
export class DatabaseDamagedError extends Error {
  override name = 'DatabaseDamagedError';
}

/** How long to wait, in ms, while another program, such as a backup, holds the file. */
const BUSY_WAIT = 2_000;
/** What SQLite puts before the name of a database for the files that belong to it. */
export const companions = ['-wal', '-shm'] as const;

/**
 * Opens a database that survives a power cut: WAL, and every commit synced to disk before it returns.
 * What is deleted is overwritten.
 * @param versions SQL that leads from each schema version to the next, starting from nothing
 * @throws when the disk or the file cannot be used; DatabaseVersionError when a newer kiosk wrote it
 */
export function openDatabase(file: string, versions: readonly string[]): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  checkLog(file);
  const database = new DatabaseSync(file, { timeout: BUSY_WAIT });
  try {
    chmodSync(file, 0o600);
    const found = versionOf(database);
    if (found > versions.length)
      throw new DatabaseVersionError(
        `${file} was written by a newer Vestibule (schema ${found}, this one knows ${versions.length}). Install the newer version again.`,
      );
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;',
    );
    for (const [index, sql] of versions.entries())
      if (index >= found)
        inTransaction(database, () => database.exec(`${sql}; PRAGMA user_version = ${index + 1};`));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * SQLite takes a log of changes that it cannot read for an empty one, and deletes one whose database is empty.
 * How it begins: sqlite.org/fileformat2.html#walformat
 */
function checkLog(file: string): void {
  const log = `${file}-wal`;
  if (sizeOf(log) === 0) return;
  if (sizeOf(file) === 0) throw new DatabaseDamagedError(`${log} has lost its database`);
  const begins = Buffer.alloc(32);
  const opened = openSync(log, 'r');
  try {
    // Shorter than that, it was cut off before anything was committed to it.
    if (readSync(opened, begins, 0, 32, 0) < 32) return;
  } finally {
    closeSync(opened);
  }
  if ((begins.readUInt32BE(0) & ~1) !== 0x377f0682)
    throw new DatabaseDamagedError(`${log} does not begin like a log of changes`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

/** Runs something as one transaction; it is committed and synced when this returns. */
export function inTransaction<T>(database: DatabaseSync, run: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
