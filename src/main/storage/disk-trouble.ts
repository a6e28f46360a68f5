import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseDamagedError, DatabaseVersionError } from './database.ts';

/**
 * Why a disk does not keep what it is given. `gone`: the folder or the file is not where it was. `damaged`: the file
 * makes no sense. `newer-version`: a newer kiosk wrote it. `failing`: anything else.
 */
export type DiskTrouble = 'full' | 'read-only' | 'gone' | 'damaged' | 'newer-version' | 'failing';

/** The file is not the one any more that was opened. */
export class FileGoneError extends Error {
  override name = 'FileGoneError';
}

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const sqlite: Readonly<Record<number, DiskTrouble>> = {
  1: 'damaged', // SQLITE_ERROR: the tables are not those that our SQL is for
  5: 'failing', // SQLITE_BUSY: another program holds the file
  8: 'read-only',
  10: 'failing', // SQLITE_IOERR
  11: 'damaged',
  13: 'full',
  14: 'gone', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};

/** What SQLite says of whatever it was that the system told it: an I/O error, a file it could not open or write. */
const vague: readonly number[] = [8, 10, 14];

const system: Readonly<Record<string, DiskTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  EEXIST: 'gone', // a file is where the folder should be
};

/** What is wrong with the disk, or undefined when the error has nothing to do with one. */
export function diskTroubleOf(error: unknown): DiskTrouble | undefined {
  if (error instanceof DatabaseVersionError) return 'newer-version';
  if (error instanceof DatabaseDamagedError) return 'damaged';
  if (error instanceof FileGoneError) return 'gone';
  const { code } = error as { code?: unknown };
  const result = sqliteCodeOf(error);
  if (result !== undefined) return sqlite[result] ?? 'failing';
  if (typeof code === 'string' && (system[code] || code.startsWith('E')))
    return system[code] ?? 'failing';
  return undefined;
}

/** As above; where SQLite does not say it well, by what the system says of a file that is written into that folder. */
export function diskTroubleIn(folder: string, error: unknown): DiskTrouble {
  const trouble = diskTroubleOf(error) ?? 'failing';
  const result = sqliteCodeOf(error);
  if (result === undefined || !vague.includes(result)) return trouble;
  const file = join(folder, 'disk-trial');
  try {
    writeFileSync(file, Buffer.alloc(65_536), { flush: true });
    return trouble;
  } catch (better) {
    return diskTroubleOf(better) ?? trouble;
  } finally {
    remove(file);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where the folder cannot be written, it was not written, either.
  }
}

/** The lower eight bits are the primary code of an extended one. */
function sqliteCodeOf(error: unknown): number | undefined {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' ? Number(errcode) & 0xff : undefined;
}
