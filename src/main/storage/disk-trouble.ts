import { DatabaseVersionError } from './database.ts';

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
  5: 'failing', // SQLITE_BUSY: another program holds the file
  8: 'read-only',
  10: 'failing', // SQLITE_IOERR
  11: 'damaged',
  13: 'full',
  14: 'gone', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};

const system: Readonly<Record<string, DiskTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOENT: 'gone',
  ENOTDIR: 'gone',
};

/** What is wrong with the disk, or undefined when the error has nothing to do with one. */
export function diskTroubleOf(error: unknown): DiskTrouble | undefined {
  if (error instanceof DatabaseVersionError) return 'newer-version';
  if (error instanceof FileGoneError) return 'gone';
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // The lower eight bits are the primary code of an extended one.
  if (code === 'ERR_SQLITE_ERROR') return sqlite[Number(errcode) & 0xff] ?? 'failing';
  if (typeof code === 'string' && (system[code] || code.startsWith('E')))
    return system[code] ?? 'failing';
  return undefined;
}
