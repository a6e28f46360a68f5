import { describe, expect, it } from 'vitest';
import type { Contact, CredentialTrouble } from '../../../../src/main/providers/provider.ts';
import { StatusBoard } from '../../../../src/main/status/status-board.ts';
import { type Status, status } from '../../../../src/shared/domain/status.ts';

function board(demo = false) {
  const told: Status[] = [];
  const made = new StatusBoard(demo, (now) => told.push(status.parse(now)));
  return { board: made, told };
}
const trouble = (state: CredentialTrouble): Contact => ({
  kind: 'credentials',
  state,
  reason: 'why',
});

describe('the status', () => {
  it('knows nothing at first, and says only what changes', () => {
    const { board: made, told } = board();
    expect(made.now).toEqual({
      line: 'unknown',
      credentials: 'unknown',
      keychain: 'unknown',
      directory: 'not-yet',
      disk: 'ready',
      waiting: 0,
      lost: 0,
      setAside: 0,
      needsPerson: 0,
      calls: 0,
    });
    made.disk('ready');
    expect(told).toEqual([]);
    made.disk('failing');
    made.disk('failing');
    made.directory('ready');
    expect(told.map(({ disk, directory }) => [disk, directory])).toEqual([
      ['failing', 'not-yet'],
      ['failing', 'ready'],
    ]);
  });

  it('counts what waits, and since when', () => {
    const { board: made, told } = board();
    made.counts({ waiting: 2, waitingSince: 0, lost: 1, needsPerson: 1, setAside: 2 });
    made.counts({
      waiting: 0,
      waitingSince: undefined,
      lost: 0,
      needsPerson: 1,
      setAside: 0,
    });
    expect(told[0]).toMatchObject({
      waiting: 2,
      waitingSince: '1970-01-01T00:00:00.000Z',
      lost: 1,
      needsPerson: 1,
      setAside: 2,
    });
    expect(told[1]).not.toHaveProperty('waitingSince');
  });

  it('says by how much the device’s clock is wrong, once that is known', () => {
    const { board: made, told } = board();
    expect(made.now).not.toHaveProperty('clockOffset');
    for (const offset of [-3_600_000, -3_600_000, 0]) made.clock(offset);
    expect(told.map(({ clockOffset }) => clockOffset)).toEqual([-3_600_000, 0]);
  });

  it.each<[Contact, Partial<Status>]>([
    [{ kind: 'answered' }, { line: 'online', credentials: 'ready', keychain: 'ready' }],
    [
      { kind: 'offline', reason: '' },
      { line: 'offline', credentials: 'unknown', keychain: 'unknown' },
    ],
    [{ kind: 'failing', reason: '' }, { line: 'failing' }],
    [{ kind: 'throttled', until: 1 }, { line: 'throttled' }],
    [trouble('missing'), { credentials: 'missing', keychain: 'ready', line: 'unknown' }],
    [trouble('refused'), { credentials: 'refused', keychain: 'ready' }],
    [trouble('no-role'), { credentials: 'no-role', keychain: 'ready' }],
    [trouble('second-factor'), { credentials: 'second-factor', keychain: 'ready' }],
    [trouble('locked'), { credentials: 'unknown', keychain: 'locked' }],
    [trouble('unavailable'), { credentials: 'unknown', keychain: 'unavailable' }],
    [trouble('frozen'), { credentials: 'unknown', keychain: 'frozen' }],
  ])('after %j', (contact, now) => {
    const { board: made } = board();
    made.contact('delivery', contact);
    expect(made.now).toMatchObject(now);
  });

  it('says that a role is lacking until whoever lacked it is answered', () => {
    const { board: made } = board();
    made.contact('delivery', trouble('no-role'));
    made.contact('directory', { kind: 'answered' });
    expect(made.now).toMatchObject({ line: 'online', credentials: 'no-role' });
    made.contact('delivery', { kind: 'answered' });
    expect(made.now.credentials).toBe('ready');
  });

  it('of a demo has nothing to do with the keychain', () => {
    const { board: made } = board(true);
    made.contact('delivery', { kind: 'answered' });
    made.contact('delivery', trouble('missing'));
    expect(made.now.keychain).toBe('not-needed');
  });
});
