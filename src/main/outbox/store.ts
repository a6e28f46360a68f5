import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { type Arrival, arrival } from '#shared/domain/arrival.ts';
import { LONGEST_WAIT } from '../retry/backoff.ts';
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
   CREATE INDEX entries_due ON entries (account, not_before) WHERE state = 'pending';
   CREATE INDEX entries_oldest ON entries (account, added_at) WHERE state IN ('pending', 'sending');
   CREATE INDEX entries_receipts ON entries (account, receipt) WHERE receipt IS NOT NULL;
   CREATE INDEX entries_ended ON entries (ended_at) WHERE state = 'delivered';
   CREATE INDEX entries_parked ON entries (state) WHERE state IN ('refused', 'unsure')`,
];

const arrivalText = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(arrival);

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
  readonly #file: string;
  readonly #database: DatabaseSync;
  /** Which file it is: one that takes its place later is another. */
  readonly #identity: bigint;

  /** @throws when the disk or the file cannot be used; DatabaseVersionError when a newer kiosk wrote it */
  constructor(dataDir: string) {
    this.#file = join(dataDir, 'outbox.db');
    this.#database = openDatabase(this.#file, versions);
    this.#identity = identityOf(this.#file);
    // A wait belongs to the run that set it: a kiosk that starts tries everything, and its clock may be another's.
    this.#run(`UPDATE entries SET not_before = 0 WHERE state = 'pending' AND not_before > 0`);
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
    // SQLite goes on writing to a file that was deleted or moved, where nobody would look for it again.
    if (identityOf(this.#file) !== this.#identity)
      throw new Error(`${this.#file} is not the file any more that was opened`);
  }

  get(id: string): Entry | undefined {
    const row = this.#database.prepare('SELECT * FROM entries WHERE id = ?').get(id);
    return row && entryIn(row);
  }

  /**
   * The oldest entry of the account whose time has come. What cannot be read on the way to it is left to a person,
   * so that it holds up nobody.
   */
  nextDue(account: string, now: number): Entry | undefined {
    const oldest = this.#database.prepare(
      `SELECT * FROM entries WHERE account = ? AND state = 'pending' AND state IN ('pending', 'sending')
         AND (not_before <= ? OR not_before > ?) ORDER BY seq LIMIT 1`,
    );
    for (;;) {
      // A wait longer than any that is given was set before the clock was set back.
      const row = oldest.get(account, now, now + LONGEST_WAIT);
      if (!row) return undefined;
      const entry = entryIn(row);
      if (entry) return entry;
      const reason = { message: 'What was kept of it cannot be read any more.', fields: [] };
      this.unsure(String(row.id), reason, now);
    }
  }

  /** When the next entry of the account falls due (ms since the epoch), if any waits. */
  nextDueAt(account: string): number | undefined {
    const row = this.#database
      .prepare(
        `SELECT not_before AS at FROM entries WHERE account = ? AND state = 'pending' ORDER BY not_before LIMIT 1`,
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
        `SELECT COUNT(*) AS count FROM entries WHERE account = ? AND state IN ('pending', 'sending')`,
      )
      .get(account);
    const oldest = this.#database
      .prepare(
        `SELECT added_at AS since FROM entries WHERE account = ? AND state IN ('pending', 'sending') ORDER BY added_at LIMIT 1`,
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
      waitingSince: numberIn(oldest?.since),
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
}

/** @throws when it is not there */
function identityOf(file: string): bigint {
  return statSync(file, { bigint: true }).ino;
}

/** Undefined when the arrival in it is damaged, or was written in a form that this version does not know. */
function entryIn(row: Record<string, SQLOutputValue>): Entry | undefined {
  const read = arrivalText.safeParse(row.arrival);
  if (!read.success) return undefined;
  return {
    id: String(row.id),
    account: String(row.account),
    arrival: read.data,
    state: row.state as EntryState,
    tries: Number(row.tries),
    sentAt: numberIn(row.sent_at),
    unheardSince: numberIn(row.unheard_since),
  };
}

function numberIn(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
