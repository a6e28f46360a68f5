import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OutboxStore } from '../../../src/main/outbox/store.ts';
import type { ErrandKind } from '../../../src/shared/domain/errand.ts';

/** An errand that a kiosk was asked to keep. */
export interface Asked {
  readonly id: string;
  readonly kind: ErrandKind;
  /** The one that it follows. */
  readonly after?: string | undefined;
  /** Of a guest who was expected. */
  readonly code?: string | undefined;
}

/** What a kiosk has said about its errands. */
export interface Heard {
  /** Every errand that it was asked to keep. */
  readonly asked: Map<string, Asked>;
  /** Those that were confirmed to a visitor. */
  readonly confirmed: Set<string>;
}

/** A kiosk has not done what it promised. */
export class BrokenPromise extends Error {
  override name = 'BrokenPromise';
}

/** @throws BrokenPromise @param received ids in the order in which the server has got them */
export function checkServer(received: readonly string[], { asked }: Heard): void {
  const place = new Map(received.map((id, index) => [id, index]));
  promise(place.size === received.length, 'the server has an errand twice');
  for (const [id, at] of place) {
    promise(asked.has(id), `the server has ${id}, which nobody asked for`);
    const first = asked.get(id)?.after;
    if (first === undefined) continue;
    promise(
      (place.get(first) ?? at) < at,
      `${id} is at the server before ${first}, which it follows`,
    );
  }
}

/**
 * What is on the disk of a kiosk that was killed, looked at in a copy: the next process finds what was left for it.
 * @throws BrokenPromise
 */
export function checkDisk(
  dataDir: string,
  received: readonly string[],
  { asked, confirmed }: Heard,
): void {
  const there = statesIn(dataDir);
  const server = new Set(received);
  for (const id of confirmed)
    promise(there.has(id) || server.has(id), `${id} was confirmed and is gone`);
  for (const [id, state] of there) {
    promise(asked.has(id), `${id} is on disk, and nobody asked for it`);
    promise(
      ['held', 'pending', 'sending', 'delivered'].includes(state),
      `${id} is ${state}, for no reason`,
    );
    promise(state !== 'delivered' || server.has(id), `${id} is "delivered" and not at the server`);
  }
}

/** After a run to the end. @throws BrokenPromise */
export function checkEnd(dataDir: string, received: readonly string[], { confirmed }: Heard): void {
  for (const id of confirmed)
    promise(received.includes(id), `${id} was confirmed and never reached the server`);
  for (const [id, state] of statesIn(dataDir))
    promise(state === 'delivered', `${id} is ${state} in the end`);
}

export function promise(isKept: boolean, otherwise: string): asserts isKept {
  if (!isKept) throw new BrokenPromise(otherwise);
}

/** The state of every entry, as a kiosk finds it that starts now. */
function statesIn(dataDir: string): Map<string, string> {
  const copy = mkdtempSync(join(tmpdir(), 'vestibule-crash-copy-'));
  try {
    // The index of the log belongs to the process that is gone, and is made anew from the log.
    cpSync(dataDir, copy, { recursive: true, filter: (file) => !file.endsWith('-shm') });
    new OutboxStore(copy).close();
    const database = new DatabaseSync(join(copy, 'outbox.db'));
    const [{ integrity_check: integrity }] = database.prepare('PRAGMA integrity_check').all() as [
      { integrity_check: string },
    ];
    const rows = database.prepare('SELECT id, state FROM entries').all();
    database.close();
    promise(integrity === 'ok', `the database is damaged: ${integrity}`);
    return new Map(rows.map(({ id, state }) => [String(id), String(state)]));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
