import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeKeyPair, Sealer } from '../../src/main/outbox/cipher.ts';
import { OutboxStore } from '../../src/main/outbox/store.ts';
import { inTransaction } from '../../src/main/storage/database.ts';
import { ACCOUNT, stamp, walkInTo } from './kiosk.ts';

const somebody = { id: '0f3c0d5e-2f64-4b0e-8d0b-6a1d1f6f9d10', name: 'Maya Okafor' };

/**
 * A data folder in which entries wait. The file is made by the outbox itself and the rows are inserted into it in one
 * transaction.
 * @param sealed how many, from the first, are sealed one by one; the others repeat the bytes of these, since sealing
 *   100,000 takes minutes. They have the right size, and cannot be opened.
 */
export async function makeBacklog(
  dataDir: string,
  waiting: number,
  { sealed = 1_000, host = somebody } = {},
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const store = new OutboxStore(dataDir);
  const pair = await makeKeyPair();
  store.keys.add(pair, true, Date.now());
  store.close();
  const sealer = new Sealer(pair);
  const rows: { id: string; sealed: Uint8Array }[] = [];
  for (let count = 0; count < Math.min(waiting, sealed); count += 1) {
    const walkIn = walkInTo(host);
    const bytes = await sealer.seal(walkIn.id, JSON.stringify({ walkIn }));
    rows.push({ id: walkIn.id, sealed: bytes });
  }
  const database = new DatabaseSync(join(dataDir, 'outbox.db'));
  const insert = database.prepare(
    `INSERT INTO entries (id, account, key_id, sealed, confirmed_at, clock_offset, clock_run, clock_elapsed, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending')`,
  );
  const { at, offset, run, elapsed } = stamp();
  inTransaction(database, () => {
    for (let count = 0; count < waiting; count += 1) {
      const row = rows[count % rows.length];
      if (!row) throw new Error('There is nothing to repeat');
      const id = count < rows.length ? row.id : walkInTo(host).id;
      insert.run(id, ACCOUNT, pair.id, row.sealed, at + count, offset, run, elapsed);
    }
  });
  database.close();
}
