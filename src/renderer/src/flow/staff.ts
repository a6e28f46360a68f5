import type { Status } from '#shared/domain/status.ts';

/** What the line for staff on Welcome says; the names are those of the messages under `staff`. */
export type StaffLine =
  | `disk-${Exclude<Status['disk'], 'ready'>}`
  | `keychain-${'locked' | 'unavailable' | 'frozen'}`
  | `credentials-${'missing' | 'refused' | 'no-role' | 'second-factor'}`
  | 'lost-key'
  | 'needs-person'
  | 'offline';

/** The first thing that a person should see to, or null. What stops all sending comes before single entries. */
export function staffLine(status: Status): StaffLine | null {
  const { disk, keychain, credentials } = status;
  if (disk !== 'ready') return `disk-${disk}`;
  if (keychain === 'locked' || keychain === 'unavailable' || keychain === 'frozen')
    return `keychain-${keychain}`;
  if (credentials !== 'unknown' && credentials !== 'ready') return `credentials-${credentials}`;
  if (status.lost > 0) return 'lost-key';
  if (status.needsPerson > 0) return 'needs-person';
  if (status.line === 'offline' && status.waiting > 0) return 'offline';
  return null;
}
