import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type Arrival, arrival } from '#shared/domain/arrival.ts';
import { inTransaction, openDatabase } from '../storage/database.ts';
import type { Entry, EntryState, Reason } from './entry.ts';

const versions = [
  `CREATE TABLE entries (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'delivered', 'refused', 'unsure')),
     arrival TEXT NOT NULL,
     added_at INTEGER NOT NULL,
     not_before INTEGER NOT NULL DEFAULT 0,
     tries INTEGER NOT NULL DEFAULT 0,
     sent_at INTEGER,
     unheard_since INTEGER,
     receipt TEXT,
     reason TEXT,
     ended_at INTEGER
   ) STRICT;
   CREATE INDEX entries_waiting ON entries (account, seq) WHERE state IN ('pending', 'sending');
   CREATE INDEX entries_receipts ON entries (account, receipt) WHERE receipt IS NOT NULL;
   CREATE INDEX entries_ended ON entries (ended_at) WHERE state = 'delivered';
   CREATE INDEX entries_parked ON entries (state) WHERE state IN ('refused', 'unsure')`,
];

/** How many entries wait, for staff. */
export interface Counts {
  readonly waiting: number;
  /** When the oldest of them was added (ms since the epoch). */
  readonly waitingSince: number | undefined;
  readonly needsPerson: number;
}

/**
 * The outbox on disk. Each method that changes something is one transaction, and is on disk when it returns;
 * it throws when the disk does not take it.
 */
export class OutboxStore {
  readonly #database: DatabaseSync;

  /** @throws when the disk or the file cannot be used; DatabaseVersionError when a newer kiosk wrote it */
  constructor(dataDir: string) {
    this.#database = openDatabase(join(dataDir, 'outbox.db'), versions);
  }

  /** Puts entries whose answer nobody listens for any more back in line, to be read back. */
  recover(): void {
    this.#run(`UPDATE entries SET state = 'pending', not_before = 0 WHERE state = 'sending'`);
  }

  close(): void {
    this.#database.close();
  }

  /** Keeps an arrival. One whose id is already here stays as it is: the same Confirm, asked twice. */
  add(account: string, added: Arrival, now: number): void {
    this.#run(
      `INSERT INTO entries (id, account, state, arrival, added_at) VALUES (?, ?, 'pending', ?, ?) ON CONFLICT (id) DO NOTHING`,
      added.id,
      account,
      JSON.stringify(added),
      now,
    );
  }

  get(id: string): Entry | undefined {
    return this.#entry('SELECT * FROM entries WHERE id = ?', id);
  }

  /** The oldest entry of the account whose time has come. */
  nextDue(account: string, now: number): Entry | undefined {
    return this.#entry(
      `SELECT * FROM entries WHERE account = ? AND state = 'pending' AND state IN ('pending', 'sending') AND not_before <= ?
       ORDER BY seq LIMIT 1`,
      account,
      now,
    );
  }

  /** When the next entry of the account falls due (ms since the epoch), if any waits. */
  nextDueAt(account: string): number | undefined {
    const row = this.#database
      .prepare(
        `SELECT MIN(not_before) AS at FROM entries WHERE account = ? AND state = 'pending' AND state IN ('pending', 'sending')`,
      )
      .get(account);
    return numberIn(row?.at);
  }

  /** A request is about to leave that may be carried out. */
  sending(id: string, now: number): void {
    this.#run(
      `UPDATE entries SET state = 'sending', sent_at = ?, unheard_since = ? WHERE id = ?`,
      now,
      now,
      id,
    );
  }

  /** Back in line with nothing sent. */
  unsent(id: string, notBefore: number, tries: number): void {
    this.#run(
      `UPDATE entries SET state = 'pending', not_before = ?, tries = ?, sent_at = NULL, unheard_since = NULL WHERE id = ?`,
      notBefore,
      tries,
      id,
    );
  }

  /** Back in line, to be read back before anything is sent again. */
  unsettled(id: string, notBefore: number, tries: number, unheardSince: number): void {
    this.#run(
      `UPDATE entries SET state = 'pending', not_before = ?, tries = ?, unheard_since = ? WHERE id = ?`,
      notBefore,
      tries,
      unheardSince,
      id,
    );
  }

  delivered(id: string, receipt: string, now: number): void {
    this.#end(id, 'delivered', { receipt }, now);
  }

  refused(id: string, reason: Reason, now: number): void {
    this.#end(id, 'refused', { reason }, now);
  }

  unsure(id: string, reason: Reason, now: number): void {
    this.#end(id, 'unsure', { reason }, now);
  }

  /** Receipts of the account that belong to entries already. */
  receipts(account: string): Set<string> {
    const rows = this.#database
      .prepare('SELECT receipt FROM entries WHERE account = ? AND receipt IS NOT NULL')
      .all(account);
    return new Set(rows.map((row) => String(row.receipt)));
  }

  counts(account: string): Counts {
    const waiting = this.#database
      .prepare(
        `SELECT COUNT(*) AS count, MIN(added_at) AS since FROM entries WHERE account = ? AND state IN ('pending', 'sending')`,
      )
      .get(account);
    const parked = this.#database
      .prepare(
        `SELECT (SELECT COUNT(*) FROM entries WHERE state IN ('refused', 'unsure'))
              + (SELECT COUNT(*) FROM entries WHERE state IN ('pending', 'sending') AND account <> ?) AS count`,
      )
      .get(account);
    return {
      waiting: numberIn(waiting?.count) ?? 0,
      waitingSince: numberIn(waiting?.since),
      needsPerson: numberIn(parked?.count) ?? 0,
    };
  }

  /** Erases what was delivered before that instant. Anything else is kept until a person or the provider has it. */
  eraseDelivered(before: number): void {
    const { changes } = this.#run(
      `DELETE FROM entries WHERE state = 'delivered' AND ended_at < ?`,
      before,
    );
    // Until the log of changes is written back, what was deleted can still be read in it.
    if (changes > 0) this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  #end(
    id: string,
    state: EntryState,
    what: { receipt?: string; reason?: Reason },
    now: number,
  ): void {
    this.#run(
      'UPDATE entries SET state = ?, receipt = ?, reason = ?, ended_at = ? WHERE id = ?',
      state,
      what.receipt ?? null,
      what.reason ? JSON.stringify(what.reason) : null,
      now,
      id,
    );
  }

  #run(sql: string, ...values: (string | number | null)[]) {
    return inTransaction(this.#database, () => this.#database.prepare(sql).run(...values));
  }

  #entry(sql: string, ...values: (string | number)[]): Entry | undefined {
    const row = this.#database.prepare(sql).get(...values);
    if (!row) return undefined;
    return {
      id: String(row.id),
      account: String(row.account),
      arrival: arrival.parse(JSON.parse(String(row.arrival))),
      state: row.state as EntryState,
      tries: Number(row.tries),
      sentAt: numberIn(row.sent_at),
      unheardSince: numberIn(row.unheard_since),
    };
  }
}

function numberIn(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
