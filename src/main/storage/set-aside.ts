import { existsSync, renameSync } from 'node:fs';
import { companions } from './database.ts';

/**
 * Moves a database out of the way with the files that belong to it, and keeps it, under a name that says why and when:
 * `outbox.damaged-2026-03-02T09-30-15Z.db`.
 * @param file a path that ends in `.db`; that it is not there is no error
 * @param now ms since the epoch
 */
export function setAside(file: string, why: 'damaged' | 'newer-version' | 'replaced', now: number) {
  const date = new Date(now).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const name = (count: number) =>
    `${file.slice(0, -'.db'.length)}.${why}-${date}${count > 1 ? `-${count}` : ''}.db`;
  const parts = ['', ...companions];
  let count = 1;
  while (parts.some((part) => existsSync(name(count) + part))) count += 1;
  for (const part of parts)
    if (existsSync(file + part)) renameSync(file + part, name(count) + part);
}
