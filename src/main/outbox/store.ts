import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ErrandKind } from '#shared/domain/errand.ts';
import { LONGEST_WAIT } from '../retry/backoff.ts';
import { openDatabase } from '../storage/database.ts';
import { OwnFile } from '../storage/own-file.ts';
import type { Row } from '../storage/salvage.ts';
import { numberIn, Statements } from '../storage/statements.ts';
import type { RunStart, Stamp } from '../time/true-time.ts';
import type { Entry, EntryState } from './entry.ts';
import { entryIn } from './entry-row.ts';
import { KeyTable } from './key-table.ts';
import { versions } from './schema.ts';

/** How many entries wait, for staff. */
export interface Counts {
  readonly waiting: number;
  /** When the oldest of them was confirmed (ms since the epoch). */
  readonly waitingSince: number | undefined;
  /** Of those that need a person: whose key is gone. */
  readonly lost: number;
  readonly needsPerson: number;
}

/** What was sealed, and with which key. */
export interface Sealed {
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** An entry to be kept. `after`: the entry that has to be delivered before this one. */
export interface NewEntry extends Sealed {
  readonly id: string;
  readonly kind: ErrandKind;
  readonly account: string;
  readonly stamp: Stamp;
  readonly after?: string | undefined;
}

/**
 * The outbox on disk. Each method that changes something is one transaction, and is on disk when it returns;
 * it throws when the disk does not take it. None takes longer because many entries wait.
 */
export class OutboxStore {
  readonly keys: KeyTable;
  readonly #database: DatabaseSync;
  readonly #sql: Statements;
  readonly #own: OwnFile;

  /** @throws when the disk or the file cannot be used; DatabaseVersionError when a newer kiosk wrote it */
  constructor(dataDir: string) {
    const file = join(dataDir, 'outbox.db');
    this.#database = openDatabase(file, versions);
    this.#sql = new Statements(this.#database);
    this.keys = new KeyTable(this.#database);
    try {
      // A wait belongs to the run that set it: a kiosk that starts tries everything, and its clock may be another's.
      this.#sql.run(`UPDATE entries SET not_before = 0 WHERE state = 'pending' AND not_before > 0`);
      this.#own = new OwnFile(file);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Puts entries whose answer nobody listens for any more back in line, to be read back. */
  recover(): void {
    this.#sql.run(`UPDATE entries SET state = 'pending', not_before = 0 WHERE state = 'sending'`);
  }

  close(): void {
    this.#database.close();
    this.#own.close();
  }

  /** As {@link OwnFile.isDeleted}. */
  get isDeleted(): boolean {
    return this.#own.isDeleted;
  }

  /** Writes all of it into an empty file. */
  copyTo(file: string): void {
    this.#database.prepare('VACUUM INTO ?').run(file);
  }

  rowsOf(table: 'keys' | 'entries'): Row[] {
    return this.#sql.all(`SELECT * FROM ${table}`);
  }

  /** Keeps entries, all or none. One whose id is already here stays as it is: the same Confirm, asked twice. */
  add(...entries: readonly NewEntry[]): void {
    this.#own.check();
    this.#sql.transaction(() => {
      for (const entry of entries) this.#insert(entry);
    });
    this.#own.check();
  }

  #insert({ id, kind, account, keyId, sealed, stamp, after }: NewEntry): void {
    this.#sql.change(
      `INSERT INTO entries (id, kind, account, key_id, sealed, confirmed_at, clock_offset, clock_run, clock_elapsed,
                            after_id, after_receipt, state)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT receipt FROM entries WHERE id = ?10),
               iif(EXISTS (SELECT 1 FROM entries WHERE id = ?10 AND state <> 'delivered'), 'held', 'pending'))
       ON CONFLICT (id) DO NOTHING`,
      id,
      kind,
      account,
      keyId,
      sealed,
      stamp.at,
      stamp.offset ?? null,
      stamp.run,
      stamp.elapsed,
      after ?? null,
    );
  }

  /** Writes a little, as an entry would be written. @throws when the disk does not take it */
  tryDisk(now: number): void {
    this.#sql.run('INSERT OR REPLACE INTO trial VALUES (1, ?)', now);
    this.#own.check();
  }

  get(id: string): Entry | undefined {
    const row = this.#sql.get('SELECT * FROM entries WHERE id = ?', id);
    return row && entryIn(row);
  }

  /** The oldest entry of the account whose time has come. */
  nextDue(account: string, now: number): Entry | undefined {
    // A wait longer than any that is given was set before the clock was set back.
    const row = this.#sql.get(
      `SELECT * FROM entries WHERE account = ? AND state = 'pending' AND state IN ('held', 'pending', 'sending')
         AND (not_before <= ? OR not_before > ?) ORDER BY seq LIMIT 1`,
      account,
      now,
      now + LONGEST_WAIT,
    );
    return row && entryIn(row);
  }

  /** When the next entry of the account falls due that had to wait (ms since the epoch), if any does. */
  nextDueAt(account: string): number | undefined {
    const row = this.#sql.get(
      `SELECT not_before AS at FROM entries WHERE account = ? AND state = 'pending' AND not_before > 0
         ORDER BY not_before LIMIT 1`,
      account,
    );
    return numberIn(row?.at);
  }

  /** Entries that may have been carried out, and have to be read back. */
  unsettledOnes(account: string): Entry[] {
    return this.#sql
      .all(
        `SELECT * FROM entries WHERE account = ? AND state = 'pending' AND sent_at IS NOT NULL ORDER BY seq`,
        account,
      )
      .map(entryIn);
  }

  /**
   * Arrivals of the account that the provider does not have yet, the latest first: those that wait, then those that need
   * a person.
   * @param most no more than so many of each
   * @param before only what was kept before that entry
   */
  arrivals(account: string, most: number, before?: string): Entry[] {
    const found = (states: string) =>
      this.#sql
        .all(
          `SELECT * FROM entries WHERE account = ?1 AND state IN (${states}) AND kind IN ('walk-in', 'check-in')
           AND seq < coalesce((SELECT seq FROM entries WHERE id = ?2), 9e18) ORDER BY seq DESC LIMIT ?3`,
          account,
          before ?? null,
          most,
        )
        .map(entryIn);
    return [...found(`'held', 'pending', 'sending'`), ...found(`'refused', 'unsure', 'lost'`)];
  }

  /** Whether an arrival of the account has been delivered after that instant (ms since the epoch). */
  hasArrivalDeliveredSince(account: string, since: number): boolean {
    return (
      this.#sql.get(
        `SELECT 1 FROM entries WHERE state = 'delivered' AND state IN ('delivered', 'discarded') AND ended_at > ?2
           AND account = ?1 AND kind IN ('walk-in', 'check-in') LIMIT 1`,
        account,
        since,
      ) !== undefined
    );
  }

  /** Has an entry wait until another is delivered, which it is not yet. */
  hold(id: string, after: string): void {
    this.#sql.run(
      `UPDATE entries SET state = 'held', after_id = ?2
         WHERE id = ?1 AND EXISTS (SELECT 1 FROM entries WHERE id = ?2 AND state <> 'delivered')`,
      id,
      after,
    );
  }

  /** A request is about to leave that may be carried out. */
  sending(id: string, hostId: string | undefined, now: number): void {
    this.#sql.run(
      `UPDATE entries SET state = 'sending', host_id = ?, sent_at = ?, unheard_since = ? WHERE id = ?`,
      hostId ?? null,
      now,
      now,
      id,
    );
  }

  /** Back in line with nothing sent. */
  unsent(id: string, notBefore: number, tries: number): void {
    this.#sql.run(
      `UPDATE entries SET state = 'pending', not_before = ?, tries = ?, sent_at = NULL, unheard_since = NULL WHERE id = ?`,
      notBefore,
      tries,
      id,
    );
  }

  /** Back in line, to be read back before anything is sent again. */
  unsettled(id: string, notBefore: number, tries: number, unheardSince: number): void {
    this.#sql.run(
      `UPDATE entries SET state = 'pending', not_before = ?, tries = ?, unheard_since = ? WHERE id = ?`,
      notBefore,
      tries,
      unheardSince,
      id,
    );
  }

  /** The provider has it. What waited for it goes on, with the receipt: this entry may be erased before that one leaves. */
  delivered(id: string, receipt: string | undefined, now: number): void {
    this.#sql.transaction(() => {
      this.#sql.change(
        `UPDATE entries SET state = 'delivered', receipt = ?, ended_at = ? WHERE id = ?`,
        receipt ?? null,
        now,
        id,
      );
      this.#sql.change(
        `UPDATE entries SET after_receipt = ?, state = iif(state = 'held', 'pending', state) WHERE after_id = ?`,
        receipt ?? null,
        id,
      );
    });
  }

  /**
   * It waits for a person.
   * @param sealed what was typed, with the reason; absent when it could not be opened
   */
  park(id: string, state: 'refused' | 'unsure', sealed: Sealed | undefined, now: number): void {
    this.#sql.run(...ending(id, state, sealed, now));
  }

  /** A person decided that it shall not be sent. What waited for it needs a person as well. */
  discard(id: string, sealed: Sealed, now: number): void {
    this.#sql.transaction(() => {
      this.#sql.change(...ending(id, 'discarded', sealed, now));
      this.#sql.change(
        `UPDATE entries SET state = 'unsure', ended_at = ? WHERE after_id = ? AND state = 'held'`,
        now,
        id,
      );
    });
  }

  /** A person decided that it shall be sent, as it was or corrected. */
  sendAgain(id: string, sealed: Sealed): void {
    this.#sql.run(
      `UPDATE entries
       SET state = iif(EXISTS (SELECT 1 FROM entries first WHERE first.id = entries.after_id AND state <> 'delivered'),
                       'held', 'pending'),
         sealed = ?, key_id = ?, not_before = 0, tries = 0, host_id = NULL, sent_at = NULL, unheard_since = NULL, ended_at = NULL
       WHERE id = ? AND state IN ('refused', 'unsure', 'discarded')`,
      sealed.sealed,
      sealed.keyId,
      id,
    );
  }

  /** Entries that need a person, oldest first. */
  parked(account: string): Entry[] {
    return this.#sql
      .all(
        `SELECT * FROM entries WHERE account = ? AND state IN ('refused', 'unsure', 'lost') ORDER BY seq`,
        account,
      )
      .map(entryIn);
  }

  /** Whether a receipt of the account belongs to an entry already. */
  isClaimed(account: string, receipt: string): boolean {
    return (
      this.#sql.get('SELECT 1 FROM entries WHERE account = ? AND receipt = ?', account, receipt) !==
      undefined
    );
  }

  counts(account: string): Counts {
    const tally = this.#sql.all('SELECT account, state, count FROM tally');
    const count = (states: readonly EntryState[], own: boolean) =>
      tally
        .filter((row) => (row.account === account) === own)
        .filter((row) => states.some((state) => state === row.state))
        .reduce((sum, row) => sum + Number(row.count), 0);
    const oldest = this.#sql.get(
      `SELECT confirmed_at AS since FROM entries
         WHERE account = ? AND state IN ('held', 'pending', 'sending') ORDER BY seq LIMIT 1`,
      account,
    );
    const parked = ['refused', 'unsure', 'lost'] as const;
    const waiting = ['held', 'pending', 'sending'] as const;
    return {
      waiting: count(waiting, true),
      waitingSince: numberIn(oldest?.since),
      lost: count(['lost'], true) + count(['lost'], false),
      // What waits for another provider goes nowhere until somebody sets that one up again.
      needsPerson: count(parked, true) + count([...parked, ...waiting], false),
    };
  }

  /** Gives what was confirmed in that run of the machine its true instant, which was not known then. */
  putRight({ run, at }: RunStart): void {
    this.#sql.run(
      `UPDATE entries SET clock_offset = ?1 + clock_elapsed - confirmed_at, confirmed_at = ?1 + clock_elapsed
         WHERE clock_run = ?2 AND clock_offset IS NULL`,
      at,
      run,
    );
  }

  /** Some entries that are sealed with that key, or with none, after the given place in line. */
  sealedWith(keyId: string | undefined, afterSeq: number): { seq: number; entry: Entry }[] {
    // `key_id IS ?` would mean both, and look through all entries for those without a key.
    const rows =
      keyId === undefined
        ? this.#sql.all(
            'SELECT * FROM entries WHERE key_id IS NULL AND seq > ? ORDER BY seq LIMIT 50',
            afterSeq,
          )
        : this.#sql.all(
            'SELECT * FROM entries WHERE key_id = ? AND seq > ? ORDER BY seq LIMIT 50',
            keyId,
            afterSeq,
          );
    return rows.map((row) => ({ seq: Number(row.seq), entry: entryIn(row) }));
  }

  /** Replaces how an entry is sealed, if nothing has changed what is sealed in it since. */
  reseal(entry: Entry, { keyId, sealed }: Sealed): void {
    this.#sql.run(
      'UPDATE entries SET key_id = ?, sealed = ? WHERE id = ? AND key_id IS ? AND sealed = ?',
      keyId,
      sealed,
      entry.id,
      entry.keyId ?? null,
      entry.sealed,
    );
  }

  /** Erases what was delivered or discarded before that instant; anything else is never erased by time. */
  eraseEnded(before: number): void {
    const { changes } = this.#sql.run(
      `DELETE FROM entries WHERE state IN ('delivered', 'discarded') AND ended_at < ?`,
      before,
    );
    if (changes > 0) this.checkpoint();
  }

  /** Until the log of changes is written back, what was replaced or deleted can still be read in it. */
  checkpoint(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

function ending(
  id: string,
  state: EntryState,
  sealed: Sealed | undefined,
  now: number,
): [sql: string, ...values: SQLInputValue[]] {
  return [
    'UPDATE entries SET state = ?, ended_at = ?, sealed = coalesce(?, sealed), key_id = coalesce(?, key_id) WHERE id = ?',
    state,
    now,
    sealed?.sealed ?? null,
    sealed?.keyId ?? null,
    id,
  ];
}
