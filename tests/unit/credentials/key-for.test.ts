import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelOf, secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { type SecretKey, secretNames } from '../../../src/main/credentials/secret-store.ts';

describe('which secret a profile needs', () => {
  it('is the password of a Nexudus account at its address', () => {
    const baseUrl = 'https://spaces.nexudus.com';
    const username = 'kiosk@harbour.example';
    expect(secretKeyFor({ kind: 'nexudus', baseUrl, businessId: 1, username })).toEqual({
      name: 'nexudus.password',
      address: baseUrl,
      account: username,
    });
  });

  it('is the secret of a Spacebring client at its address', () => {
    const baseUrl = 'https://api.spacebring.com';
    const ids = {
      networkId: '7b7f3f8a-38c1-4d4b-9b0c-111111111111',
      locationId: '7b7f3f8a-38c1-4d4b-9b0c-222222222222',
    };
    expect(secretKeyFor({ kind: 'spacebring', baseUrl, ...ids, clientId: 'c-1' })).toEqual({
      name: 'spacebring.client-secret',
      address: baseUrl,
      account: 'c-1',
    });
  });
});

describe('labels', () => {
  // Few pieces, so that likenesses come up often.
  const pieces = fc.constantFrom('a', ' ', 'https://a.example', 'nexudus.password');
  const keys: fc.Arbitrary<SecretKey> = fc.record({
    name: fc.constantFrom(...secretNames),
    address: fc.constantFrom('https://a.example', 'https://a.example/b', 'http://127.0.0.1:8080'),
    account: fc.array(pieces, { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
  });

  it('are alike for the same key only', () => {
    fc.assert(
      fc.property(keys, keys, (one, other) => {
        const same =
          one.name === other.name && one.address === other.address && one.account === other.account;
        expect(labelOf(one) === labelOf(other)).toBe(same);
      }),
    );
    const shifted = {
      name: 'nexudus.password',
      address: 'https://a.example',
      account: 'b c',
    } as const;
    expect(labelOf(shifted)).toBe('nexudus.password https://a.example b c');
  });
});
