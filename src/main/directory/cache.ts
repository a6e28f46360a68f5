import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Host } from '#shared/domain/host.ts';
import { inTransaction, openDatabase } from '../storage/database.ts';

const versions = [
  `CREATE TABLE hosts (id TEXT PRIMARY KEY, name TEXT NOT NULL, company TEXT) STRICT, WITHOUT ROWID;
   CREATE TABLE source (account TEXT NOT NULL, fetched_at INTEGER NOT NULL) STRICT`,
];

/** The last whole directory on disk, so that hosts can be found while the line is down. */
export class HostCache {
  readonly #database: DatabaseSync;

  /** @throws when the disk or the file cannot be used */
  constructor(dataDir: string) {
    this.#database = openDatabase(join(dataDir, 'hosts.db'), versions);
  }

  /** The hosts of that provider account, or undefined when it is not that account's directory that is kept here. */
  read(account: string): Host[] | undefined {
    const source = this.#database.prepare('SELECT 1 FROM source WHERE account = ?').get(account);
    if (!source) return undefined;
    const rows = this.#database.prepare('SELECT id, name, company FROM hosts').all() as {
      id: string;
      name: string;
      company: string | null;
    }[];
    return rows.map(({ id, name, company }) => ({
      id,
      name,
      ...(company === null ? {} : { company }),
    }));
  }

  /** @param fetchedAt ms since the epoch */
  replace(account: string, hosts: readonly Host[], fetchedAt: number): void {
    inTransaction(this.#database, () => {
      this.#database.exec('DELETE FROM hosts; DELETE FROM source');
      this.#database.prepare('INSERT INTO source VALUES (?, ?)').run(account, fetchedAt);
      const insert = this.#database.prepare('INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)');
      for (const host of hosts) insert.run(host.id, host.name, host.company ?? null);
    });
  }

  close(): void {
    this.#database.close();
  }
}
