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

/** Every secret that a person stores for a profile; the first is that of {@link secretKeyFor}. */
export function secretKeysFor(profile: LiveProfile): [SecretKey, ...SecretKey[]] {
  const customer = profile.kind === 'nexudus' ? customerKeyFor(profile) : undefined;
  return customer ? [secretKeyFor(profile), customer] : [secretKeyFor(profile)];
}

/** Which secret signs in as the customer of a profile, if it names one. */
export function customerKeyFor({
  customer,
}: Extract<LiveProfile, { kind: 'nexudus' }>): SecretKey | undefined {
  return (
    customer && {
      name: 'nexudus.customer-password',
      address: customer.baseUrl,
      account: customer.username,
    }
  );
}

/** Where the kiosk keeps what renews a session that a password at Nexudus began. */
export function refreshTokenKey({ address, account }: SecretKey): SecretKey {
  return { name: 'nexudus.refresh-token', address, account };
}

/** Where the kiosk keeps what a member of staff began on Spacebring's page: of each network its own. */
export function userTokenKey({
  baseUrl,
  clientId,
  networkId,
}: Pick<
  Extract<LiveProfile, { kind: 'spacebring' }>,
  'baseUrl' | 'clientId' | 'networkId'
>): SecretKey {
  return {
    name: 'spacebring.refresh-token',
    address: baseUrl,
    account: `${clientId} ${networkId}`,
  };
}

/** What the kiosk itself keeps of sessions that the secrets of a profile began: it has to go when they do. */
export function sessionKeysFor(profile: LiveProfile): SecretKey[] {
  if (profile.kind === 'nexudus') return secretKeysFor(profile).map(refreshTokenKey);
  return profile.oauth ? [userTokenKey(profile)] : [];
}

/**
 * A key in one line, as the OS keychain lists it. Neither a name nor a web address has a space in it,
 * so no two keys give the same line.
 */
export function labelOf(key: SecretKey): string {
  return `${key.name} ${key.address} ${key.account}`;
}
