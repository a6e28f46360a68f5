import type { LiveProfile } from '#shared/domain/profile.ts';
import { vendorOf } from '#shared/domain/vendors/vendors.ts';
import type { SecretKey } from './secret-store.ts';

/** Which secret signs in to the provider of a profile. */
export function secretKeyFor(profile: LiveProfile): SecretKey {
  return secretKeysFor(profile)[0];
}

/** Every secret that a person stores for a profile; the first is that of {@link secretKeyFor}. */
export function secretKeysFor(profile: LiveProfile): readonly [SecretKey, ...SecretKey[]] {
  return vendorOf(profile).secretsOf(profile);
}

/** What the kiosk itself keeps of sessions that the secrets of a profile began: it has to go when they do. */
export function sessionKeysFor(profile: LiveProfile): readonly SecretKey[] {
  return vendorOf(profile).sessionsOf(profile);
}

/**
 * A key in one line, as the OS keychain lists it. Neither a name nor a web address has a space in it,
 * so no two keys give the same line.
 */
export function labelOf(key: SecretKey): string {
  return `${key.name} ${key.address} ${key.account}`;
}
