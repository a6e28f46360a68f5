import { join } from 'node:path';
import { versions } from '../../../src/main/outbox/schema.ts';
import { openDatabase } from '../../../src/main/storage/database.ts';
import { arrivalOf } from '../arrivals.ts';

/**
 * Writes an outbox as version 1 of its schema kept it, in the clear: some arrivals wait, and one was being sent when
 * that kiosk was killed, without having left.
 * @returns their ids
 */
export function writeVersion1(dataDir: string, hostId: string, now: number): string[] {
  const database = openDatabase(join(dataDir, 'outbox.db'), versions.slice(0, 1));
  const arrivals = Array.from({ length: 4 }, () =>
    arrivalOf({ kind: 'chosen', id: hostId, name: 'Maya Okafor' }),
  );
  for (const [index, arrival] of arrivals.entries()) {
    const sentAt = index === 0 ? now : null;
    database
      .prepare(
        'INSERT INTO entries (id, account, state, arrival, added_at, sent_at, unheard_since) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        arrival.id,
        'here',
        index === 0 ? 'sending' : 'pending',
        JSON.stringify({ ...arrival, kind: undefined }),
        now,
        sentAt,
        sentAt,
      );
  }
  database.close();
  return arrivals.map(({ id }) => id);
}
