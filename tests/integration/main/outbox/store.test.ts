import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type NewEntry, OutboxStore } from '../../../../src/main/outbox/store.ts';
import { DatabaseVersionError } from '../../../../src/main/storage/database.ts';
import type { Arrival } from '../../../support/arrivals.ts';
import { arrivalOf } from '../../../support/arrivals.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const open: OutboxStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

const key = { id: 'key', publicKey: new Uint8Array([1]), privateKey: new Uint8Array([2]) };

function openStore(folder: string): OutboxStore {
  const store = new OutboxStore(folder);
  open.push(store);
  if (store.keys.all().length === 0) store.keys.add(key, false, 1);
  return store;
}

/** An entry for the account `here`, confirmed at that time. The store does not care what is sealed in it. */
function entryOf({ id }: { id: string }, at: number, after?: string): NewEntry {
  const stamp = { at, offset: 0, run: 'run', elapsed: at };
  return {
    id,
    kind: 'walk-in',
    account: 'here',
    keyId: key.id,
    sealed: Buffer.from(`sealed ${id}`),
    stamp,
    after,
  };
}

/** The database itself, as somebody else would see it. */
function database(folder: string): DatabaseSync {
  const opened = new DatabaseSync(join(folder, 'outbox.db'));
  onTestFinished(() => opened.close());
  return opened;
}

const none = { waiting: 0, waitingSince: undefined, lost: 0, needsPerson: 0 };

describe('the outbox on disk', () => {
  it('survives a power cut: a journal, every commit synced, and nobody else may read it', () => {
    const folder = join(tempFolder(), 'data');
    openStore(folder).add(entryOf(arrivalOf(), 1));
    for (const file of ['.', ...readdirSync(folder)])
      expect([file, statSync(join(folder, file)).mode & 0o077]).toEqual([file, 0]);
    expect(readdirSync(folder)).toContain('outbox.db-wal');
    expect(database(folder).prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('keeps one entry of an arrival that comes twice, as it came first', () => {
    const store = openStore(tempFolder());
    const arrival = arrivalOf(undefined, { firstName: 'Ada' });
    store.add(entryOf(arrival, 1));
    store.sending(arrival.id, undefined, 2);
    store.delivered(arrival.id, 'r', 3);
    store.add({ ...entryOf(arrival, 4), sealed: Buffer.from('something else') });
    expect(store.get(arrival.id)).toMatchObject({ state: 'delivered', confirmedAt: 1 });
    expect(Buffer.from(store.get(arrival.id)?.sealed ?? []).toString()).toBe(
      `sealed ${arrival.id}`,
    );
    expect(store.counts('here')).toEqual(none);
  });

  it('refuses a file of a newer kiosk by name, and leaves it alone', () => {
    const folder = tempFolder();
    openStore(folder).add(entryOf(arrivalOf(), 1));
    open.splice(0)[0]?.close();
    const found = database(folder);
    found.exec('PRAGMA user_version = 7');
    expect(() => openStore(folder)).toThrow(DatabaseVersionError);
    expect(() => openStore(folder)).toThrow(
      `${join(folder, 'outbox.db')} was written by a newer Vestibule (schema 7, this one knows 3). Install the newer version again.`,
    );
    expect(found.prepare('SELECT COUNT(*) AS count FROM entries').get()).toEqual({ count: 1 });
  });

  it('puts what says "sending" back in line, to be read back', () => {
    const store = openStore(tempFolder());
    const [cut, waits] = [arrivalOf(), arrivalOf()];
    store.add(entryOf(cut, 1));
    store.add(entryOf(waits, 2));
    store.sending(cut.id, undefined, 5);
    expect(store.nextDue('here', 10)?.id).toBe(waits.id);
    expect(store.counts('here')).toEqual({ waiting: 2, waitingSince: 1, lost: 0, needsPerson: 0 });
    store.recover();
    expect(store.nextDue('here', 10)).toMatchObject({
      id: cut.id,
      state: 'pending',
      sentAt: 5,
      unheardSince: 5,
    });
  });

  it('gives the oldest that is due, and says when the next will be', () => {
    const store = openStore(tempFolder());
    const [first, second] = [arrivalOf(), arrivalOf()];
    expect([store.nextDue('here', 10), store.nextDueAt('here')]).toEqual([undefined, undefined]);
    store.add(entryOf(first, 1));
    store.add(entryOf(second, 2));
    store.unsent(first.id, 100, 1);
    expect(store.nextDue('here', 99)?.id).toBe(second.id);
    store.unsent(second.id, 90, 1);
    expect([store.nextDue('here', 89), store.nextDueAt('here')]).toEqual([undefined, 90]);
    expect(store.nextDue('here', 100)?.id).toBe(first.id);
    expect(store.nextDue('elsewhere', 100)).toBeUndefined();
  });

  it('erases what was delivered long ago, so that no trace of it is left, and nothing else', () => {
    const folder = tempFolder();
    const store = openStore(folder);
    const [old, young, refused, unsure, waits] = Array.from({ length: 5 }, () => arrivalOf()) as [
      Arrival,
      Arrival,
      Arrival,
      Arrival,
      Arrival,
    ];
    for (const arrival of [old, young, refused, unsure, waits]) store.add(entryOf(arrival, 1));
    store.delivered(old.id, 'a', 10);
    store.delivered(young.id, 'b', 20);
    store.park(refused.id, 'refused', undefined, 10);
    store.park(unsure.id, 'unsure', undefined, 10);
    const traces = () =>
      readdirSync(folder).filter((file) =>
        readFileSync(join(folder, file)).includes(`sealed ${old.id}`),
      );
    expect(traces()).not.toEqual([]);
    store.eraseEnded(20);
    expect(store.get(old.id)).toBeUndefined();
    expect([young, refused, unsure, waits].map(({ id }) => store.get(id)?.state)).toEqual([
      'delivered',
      'refused',
      'unsure',
      'pending',
    ]);
    expect(traces()).toEqual([]);
  });

  it('looks through the waiting entries for nothing that is done while they wait', () => {
    const folder = tempFolder();
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
    onTestFinished(() => prepare.mockRestore());
    const store = openStore(folder);
    const [first, second, third] = [arrivalOf(), arrivalOf(), arrivalOf()];
    const sealed = { keyId: key.id, sealed: Buffer.from('sealed') };
    store.add(entryOf(first, 1));
    store.add(entryOf(second, 2, first.id));
    store.add(entryOf(third, 3));
    store.recover();
    store.tryDisk(1);
    store.nextDue('here', 1);
    store.nextDueAt('here');
    store.unsettledOnes('here');
    store.arrivals('here', 100, third.id);
    store.hasArrivalDeliveredSince('here', 1);
    store.hold(second.id, first.id);
    store.sending(first.id, undefined, 1);
    store.unsettled(first.id, 1, 1, 1);
    store.unsent(first.id, 1, 1);
    store.park(first.id, 'refused', undefined, 1);
    store.parked('here');
    store.sendAgain(first.id, sealed);
    store.delivered(first.id, 'receipt', 1);
    store.isClaimed('here', 'receipt');
    store.discard(third.id, sealed, 1);
    store.counts('here');
    store.putRight({ run: 'run', at: 1 });
    store.sealedWith(undefined, 0);
    store.eraseEnded(1);
    const statements = prepare.mock.calls.map(([sql]) => sql).filter((sql) => /entries/.test(sql));
    expect(statements.length).toBeGreaterThan(15);
    // An index may be gone through that holds those of one state alone, which are few.
    const scan = /^SCAN entries$|INTEGER PRIMARY KEY \(rowid>/;
    const scans = statements.filter((sql) =>
      database(folder)
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .some(({ detail }) => scan.test(String(detail))),
    );
    expect(scans).toEqual([]);
  });
});
