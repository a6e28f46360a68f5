import type { LiveProfile } from '#shared/domain/profile.ts';
import type { SecretKey } from './secret-store.ts';

/** Which secret signs in to the provider of a profile. */
export function secretKeyFor(profile: LiveProfile): SecretKey {
  switch (profile.kind) {
    case 'nexudus':
      return { name: 'nexudus.password', address: profile.baseUrl, account: profile.username };
    case 'spacebring':
      return {
        name: 'spacebring.client-secret',
        address: profile.baseUrl,
        account: profile.clientId,
      };
  }
}

/**
 * A key in one line, as the OS keychain lists it. Neither a name nor a web address has a space in it,
 * so no two keys give the same line.
 */
export function labelOf(key: SecretKey): string {
  return `${key.name} ${key.address} ${key.account}`;
}
