import { statfsSync } from 'node:fs';

/** Bytes that have to be free: twice what the log of changes grows to, with what goes into the database from there. */
const RESERVE = 16 * 1024 * 1024;

/** Whether the disk of that folder still has room for more than what is under way. @throws when it cannot be asked */
export function hasRoom(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= RESERVE;
}
