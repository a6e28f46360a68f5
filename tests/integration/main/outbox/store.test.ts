import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { OutboxStore } from '../../../../src/main/outbox/store.ts';
import { DatabaseVersionError } from '../../../../src/main/storage/database.ts';
import type { Arrival } from '../../../../src/shared/domain/arrival.ts';
import { arrivalOf } from '../../../support/arrivals.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const open: OutboxStore[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

function openStore(folder: string): OutboxStore {
  const store = new OutboxStore(folder);
  open.push(store);
  return store;
}

/** The database itself, as somebody else would see it. */
function database(folder: string): DatabaseSync {
  const opened = new DatabaseSync(join(folder, 'outbox.db'));
  onTestFinished(() => opened.close());
  return opened;
}

const none = { waiting: 0, waitingSince: undefined, needsPerson: 0 };

describe('the outbox on disk', () => {
  it('survives a power cut: a journal, every commit synced, and nobody else may read it', () => {
    const folder = join(tempFolder(), 'data');
    openStore(folder).add('here', arrivalOf(), 1);
    for (const file of ['.', ...readdirSync(folder)])
      expect([file, statSync(join(folder, file)).mode & 0o077]).toEqual([file, 0]);
    expect(readdirSync(folder)).toContain('outbox.db-wal');
    expect(database(folder).prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('keeps an arrival as it is, over a restart', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .map((text) => text.replace(/\p{Cc}/gu, '').trim())
      .filter((text) => text !== '');
    const arrivals = fc
      .record(
        { firstName: word, lastName: word, company: word, phone: fc.constant('+351912345678') },
        { requiredKeys: ['firstName'] },
      )
      .map((visitor) => arrivalOf({ kind: 'typed', name: visitor.firstName }, visitor));
    const folder = tempFolder();
    let store = openStore(folder);
    fc.assert(
      fc.property(arrivals, (arrival: Arrival) => {
        store.add('here', arrival, 1);
        store.close();
        open.splice(0);
        store = openStore(folder);
        expect(store.get(arrival.id)?.arrival).toEqual(arrival);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps one entry of an arrival that comes twice, as it came first', () => {
    const store = openStore(tempFolder());
    const arrival = arrivalOf(undefined, { firstName: 'Ada' });
    store.add('here', arrival, 1);
    store.sending(arrival.id, 2);
    store.delivered(arrival.id, 'r', 3);
    store.add('here', { ...arrival, visitor: { ...arrival.visitor, firstName: 'Eve' } }, 4);
    expect(store.get(arrival.id)).toMatchObject({ state: 'delivered', arrival });
    expect(store.counts('here')).toEqual(none);
  });

  it('refuses a file of a newer kiosk by name, and leaves it alone', () => {
    const folder = tempFolder();
    openStore(folder).add('here', arrivalOf(), 1);
    open.splice(0)[0]?.close();
    const found = database(folder);
    found.exec('PRAGMA user_version = 7');
    expect(() => openStore(folder)).toThrow(DatabaseVersionError);
    expect(() => openStore(folder)).toThrow(
      `${join(folder, 'outbox.db')} was written by a newer Vestibule (schema 7, this one knows 1). Install the newer version again.`,
    );
    expect(found.prepare('SELECT COUNT(*) AS count FROM entries').get()).toEqual({ count: 1 });
  });

  it('puts what says "sending" back in line, to be read back', () => {
    const store = openStore(tempFolder());
    const [cut, waits] = [arrivalOf(), arrivalOf()];
    store.add('here', cut, 1);
    store.add('here', waits, 2);
    store.sending(cut.id, 5);
    expect(store.nextDue('here', 10)?.id).toBe(waits.id);
    expect(store.counts('here')).toEqual({ waiting: 2, waitingSince: 1, needsPerson: 0 });
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
    store.add('here', first, 1);
    store.add('here', second, 2);
    store.unsent(first.id, 100, 1);
    expect(store.nextDue('here', 99)?.id).toBe(second.id);
    store.unsent(second.id, 90, 1);
    expect([store.nextDue('here', 89), store.nextDueAt('here')]).toEqual([undefined, 90]);
    expect(store.nextDue('here', 100)?.id).toBe(first.id);
    expect(store.nextDue('elsewhere', 100)).toBeUndefined();
  });

  it.each(['{', '"text"', '{"id":"1"}'])(
    'an entry of %j needs a person, and holds up nobody',
    (damaged) => {
      const folder = tempFolder();
      const store = openStore(folder);
      const [bad, good] = [arrivalOf(), arrivalOf()];
      store.add('here', bad, 1);
      store.add('here', good, 2);
      const other = database(folder);
      other.prepare('UPDATE entries SET arrival = ? WHERE id = ?').run(damaged, bad.id);
      expect(store.nextDue('here', 10)?.id).toBe(good.id);
      expect(store.counts('here')).toEqual({ waiting: 1, waitingSince: 2, needsPerson: 1 });
      expect(other.prepare('SELECT state, arrival FROM entries WHERE id = ?').get(bad.id)).toEqual({
        state: 'unsure',
        arrival: damaged,
      });
    },
  );

  it('erases what was delivered long ago, so that no trace of it is left, and nothing else', () => {
    const folder = tempFolder();
    const store = openStore(folder);
    const visitor = { firstName: 'Wilhelmina', lastName: 'Szczepańska' };
    const [old, young, refused, unsure, waits] = Array.from({ length: 5 }, (_, index) =>
      arrivalOf(undefined, index === 0 ? visitor : {}),
    ) as [Arrival, Arrival, Arrival, Arrival, Arrival];
    for (const arrival of [old, young, refused, unsure, waits]) store.add('here', arrival, 1);
    store.delivered(old.id, 'a', 10);
    store.delivered(young.id, 'b', 20);
    store.refused(refused.id, { message: 'no', fields: [] }, 10);
    store.unsure(unsure.id, { message: 'two', fields: [] }, 10);
    const traces = () =>
      readdirSync(folder).filter((file) => readFileSync(join(folder, file)).includes('Wilhelmina'));
    expect(traces()).not.toEqual([]);
    store.eraseDelivered(20);
    expect(store.get(old.id)).toBeUndefined();
    expect([young, refused, unsure, waits].map(({ id }) => store.get(id)?.state)).toEqual([
      'delivered',
      'refused',
      'unsure',
      'pending',
    ]);
    expect(traces()).toEqual([]);
  });
});
