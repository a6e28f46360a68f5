import { expect, it } from 'vitest';
import type { Status } from '#shared/domain/status.ts';
import { staffLine } from '../../../src/renderer/src/flow/staff.ts';
import { loadTexts } from '../../../src/renderer/src/i18n/index.ts';
import { kiosk } from './support.ts';

const texts = await loadTexts();
const line = (change: Partial<Status>) => staffLine({ ...kiosk.status, ...change });

it.each([
  [{}, null],
  [{ line: 'unknown', credentials: 'unknown', keychain: 'unknown' }, null],
  [{ keychain: 'not-needed' }, null],
  [{ line: 'online', waiting: 2 }, null],
  [{ line: 'offline' }, null],
  [{ line: 'offline', waiting: 2 }, 'offline'],
  [{ line: 'failing' }, null],
  [{ line: 'failing', waiting: 2 }, 'failing'],
  [{ keychain: 'locked' }, 'keychain-locked'],
  [{ keychain: 'unavailable' }, 'keychain-unavailable'],
  [{ keychain: 'frozen' }, 'keychain-frozen'],
  [{ credentials: 'missing' }, 'credentials-missing'],
  [{ credentials: 'refused' }, 'credentials-refused'],
  [{ credentials: 'no-role' }, 'credentials-no-role'],
  [{ credentials: 'second-factor' }, 'credentials-second-factor'],
  [{ credentials: 'signed-out' }, 'credentials-signed-out'],
  [{ calls: 1, keychain: 'locked', credentials: 'missing', lost: 1 }, 'call'],
  [{ calls: 2, needsPerson: 1, line: 'offline', waiting: 1 }, 'call'],
  [{ disk: 'full', calls: 1 }, 'disk-full'],
  [{ disk: 'full', keychain: 'locked' }, 'disk-full'],
  [{ disk: 'read-only' }, 'disk-read-only'],
  [{ disk: 'gone' }, 'disk-gone'],
  [{ disk: 'damaged' }, 'disk-damaged'],
  [{ disk: 'newer-version' }, 'disk-newer-version'],
  [{ disk: 'failing' }, 'disk-failing'],
  [{ lost: 2, needsPerson: 3, setAside: 1 }, 'lost-key'],
  [{ setAside: 1, needsPerson: 3 }, 'set-aside'],
  [{ needsPerson: 1, line: 'offline', waiting: 1 }, 'needs-person'],
  [{ keychain: 'locked', credentials: 'missing', needsPerson: 1 }, 'keychain-locked'],
  [{ clockOffset: 60_000 }, null],
  [{ clockOffset: -60_000 }, null],
  [{ clockOffset: 60_001 }, 'clock-slow'],
  [{ clockOffset: -60_001 }, 'clock-fast'],
  [{ clockOffset: 3_600_000, line: 'offline' }, 'clock-slow'],
  [{ clockOffset: 3_600_000, line: 'offline', waiting: 1 }, 'offline'],
  [{ clockOffset: 3_600_000, needsPerson: 1 }, 'needs-person'],
  [{ clockOffset: 3_600_000, credentials: 'refused' }, 'credentials-refused'],
] as [Partial<Status>, string | null][])('tells staff of %j: %s', (change, expected) => {
  const told = line(change);
  expect(told).toBe(expected);
  if (told)
    expect(texts.t(`staff.${told}`, { number: 1, count: 1, since: '', time: '' })).toMatch(
      /^Staff: /,
    );
});
