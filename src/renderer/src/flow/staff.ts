import type { Status } from '#shared/domain/status.ts';

/** What the line for staff on Welcome says; the names are those of the messages under `staff`. */
export type StaffLine =
  | `disk-${Exclude<Status['disk'], 'ready'>}`
  | 'call'
  | `keychain-${'locked' | 'unavailable' | 'frozen'}`
  | `credentials-${'missing' | 'refused' | 'no-role' | 'second-factor' | 'signed-out'}`
  | 'lost-key'
  | 'set-aside'
  | 'needs-person'
  | 'offline'
  | 'failing'
  | `clock-${'slow' | 'fast'}`;

/** A clock that is wrong by less, in ms, is left alone. */
const CLOCK_WRONG = 60_000;

/**
 * The first thing that a person should see to, or null. What stops the kiosk comes first, then a visitor who stands
 * there; what stops all sending comes before single entries, and the device's clock comes last, since times are right
 * without it.
 */
export function staffLine(status: Status): StaffLine | null {
  const { disk, keychain, credentials, line, clockOffset = 0 } = status;
  if (disk !== 'ready') return `disk-${disk}`;
  if (status.calls > 0) return 'call';
  if (keychain === 'locked' || keychain === 'unavailable' || keychain === 'frozen')
    return `keychain-${keychain}`;
  if (credentials !== 'unknown' && credentials !== 'ready') return `credentials-${credentials}`;
  if (status.lost > 0) return 'lost-key';
  if (status.setAside > 0) return 'set-aside';
  if (status.needsPerson > 0) return 'needs-person';
  if ((line === 'offline' || line === 'failing') && status.waiting > 0) return line;
  if (Math.abs(clockOffset) > CLOCK_WRONG) return clockOffset > 0 ? 'clock-slow' : 'clock-fast';
  return null;
}
