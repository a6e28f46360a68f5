import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { inTransaction } from '../storage/database.ts';
import type { KeyPair } from './cipher.ts';

/** A key that entries are sealed with, as the outbox knows it. */
export interface StoredKey {
  readonly id: string;
  readonly publicKey: Uint8Array;
  /** Here only for as long as no keychain has taken it. */
  readonly privateKey: Uint8Array | undefined;
  readonly lost: boolean;
}

/** The keys of an outbox. Each method that changes something is one transaction, and is on disk when it returns. */
export class KeyTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Newest first. */
  all(): StoredKey[] {
    return this.#database
      .prepare('SELECT * FROM keys ORDER BY made_at DESC, rowid DESC')
      .all()
      .map(keyIn);
  }

  /** @param onDisk whether its private half is kept here, for want of a keychain */
  add({ id, publicKey, privateKey }: KeyPair, onDisk: boolean, now: number): void {
    inTransaction(this.#database, () =>
      this.#database
        .prepare('INSERT INTO keys (id, public_key, private_key, made_at) VALUES (?, ?, ?, ?)')
        .run(id, publicKey, onDisk ? privateKey : null, now),
    );
  }

  /** The private half is gone: what was sealed with it waits until it is back. */
  lose(id: string, now: number): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          `INSERT INTO keys (id, public_key, made_at, lost_at) VALUES (?1, x'', 0, ?2)
           ON CONFLICT (id) DO UPDATE SET lost_at = ?2`,
        )
        .run(id, now);
      this.#database
        .prepare(
          `UPDATE entries SET state = 'lost' WHERE key_id = ? AND state IN ('held', 'pending', 'sending')`,
        )
        .run(id);
    });
  }

  /** It is back, and so is what was sealed with it, to be read back first where it had been sent. */
  found(id: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('UPDATE keys SET lost_at = NULL WHERE id = ?').run(id);
      this.#database
        .prepare(
          `UPDATE entries
           SET not_before = 0,
             state = iif(EXISTS (SELECT 1 FROM entries first WHERE first.id = entries.after_id AND state <> 'delivered'),
                         'held', 'pending')
           WHERE key_id = ? AND state = 'lost'`,
        )
        .run(id);
    });
  }

  /** Takes a key away, so that nothing of it can be read from the disk. */
  erase(id: string): void {
    inTransaction(this.#database, () =>
      this.#database.prepare('DELETE FROM keys WHERE id = ?').run(id),
    );
    // Until the log of changes is written back, what was deleted can still be read in it.
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Whether any entry needs it. */
  isUsed(id: string): boolean {
    const row = this.#database.prepare('SELECT 1 FROM entries WHERE key_id = ? LIMIT 1').get(id);
    return row !== undefined;
  }
}

function keyIn(row: Record<string, SQLOutputValue>): StoredKey {
  return {
    id: String(row.id),
    publicKey: row.public_key as Uint8Array,
    privateKey: row.private_key instanceof Uint8Array ? row.private_key : undefined,
    lost: row.lost_at !== null,
  };
}
