import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A database that this version of the kiosk cannot use. */
export class DatabaseVersionError extends Error {
  override name = 'DatabaseVersionError';
}

/** How long to wait, in ms, while another program, such as a backup, holds the file. */
const BUSY_WAIT = 2_000;

/**
 * Opens a database that survives a power cut: WAL, and every commit synced to disk before it returns.
 * What is deleted is overwritten.
 * @param versions SQL that leads from each schema version to the next, starting from nothing
 * @throws when the disk or the file cannot be used; DatabaseVersionError when a newer kiosk wrote it
 */
export function openDatabase(file: string, versions: readonly string[]): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(file, { timeout: BUSY_WAIT });
  try {
    chmodSync(file, 0o600);
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;',
    );
    bringUpToDate(database, versions, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function bringUpToDate(database: DatabaseSync, versions: readonly string[], file: string): void {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (found > versions.length)
    throw new DatabaseVersionError(
      `${file} was written by a newer Vestibule (schema ${found}, this one knows ${versions.length}). Install the newer version again.`,
    );
  for (const [index, sql] of versions.entries())
    if (index >= found)
      inTransaction(database, () => database.exec(`${sql}; PRAGMA user_version = ${index + 1};`));
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
