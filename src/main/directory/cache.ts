import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Host } from '#shared/domain/host.ts';
import { inTransaction, openDatabase } from '../storage/database.ts';
import { diskTroubleOf } from '../storage/disk-trouble.ts';
import { setAside } from '../storage/set-aside.ts';

const versions = [
  `CREATE TABLE hosts (id TEXT PRIMARY KEY, name TEXT NOT NULL, company TEXT) STRICT, WITHOUT ROWID;
   CREATE TABLE source (account TEXT NOT NULL, fetched_at INTEGER NOT NULL) STRICT`,
];

/**
 * The last whole directory on disk, so that hosts can be found while the line is down. A file that is damaged, or that a
 * newer kiosk wrote, is set aside: the provider has all that was in it.
 */
export class HostCache {
  readonly #file: string;
  #database: DatabaseSync;

  /** @throws when the disk cannot be used */
  constructor(dataDir: string) {
    this.#file = join(dataDir, 'hosts.db');
    this.#database = mended(
      () => openDatabase(this.#file, versions),
      (why) => setAside(this.#file, why, Date.now()),
    );
  }

  /** The hosts of that provider account, or undefined when it is not that account's directory that is kept here. */
  read(account: string): Host[] | undefined {
    return this.#mended((database) => {
      const source = database.prepare('SELECT 1 FROM source WHERE account = ?').get(account);
      if (!source) return undefined;
      const rows = database.prepare('SELECT id, name, company FROM hosts').all() as {
        id: string;
        name: string;
        company: string | null;
      }[];
      return rows.map(({ id, name, company }) => ({
        id,
        name,
        ...(company === null ? {} : { company }),
      }));
    });
  }

  /** @param fetchedAt ms since the epoch */
  replace(account: string, hosts: readonly Host[], fetchedAt: number): void {
    this.#mended((database) =>
      inTransaction(database, () => {
        database.exec('DELETE FROM hosts; DELETE FROM source');
        database.prepare('INSERT INTO source VALUES (?, ?)').run(account, fetchedAt);
        const insert = database.prepare('INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)');
        for (const host of hosts) insert.run(host.id, host.name, host.company ?? null);
      }),
    );
  }

  close(): void {
    // It is closed already where nothing could take its place.
    if (this.#database.isOpen) this.#database.close();
  }

  #mended<T>(run: (database: DatabaseSync) => T): T {
    return mended(
      () => run(this.#database),
      (why) => {
        this.#database.close();
        setAside(this.#file, why, Date.now());
        this.#database = openDatabase(this.#file, versions);
      },
    );
  }
}

/** Runs something, and again after the file that it needs was found to be of no use and has been replaced. */
function mended<T>(run: () => T, replace: (why: 'damaged' | 'newer-version') => void): T {
  try {
    return run();
  } catch (error) {
    const trouble = diskTroubleOf(error);
    if (trouble !== 'damaged' && trouble !== 'newer-version') throw error;
    replace(trouble);
    return run();
  }
}
