import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  labelOf,
  secretKeyFor,
  secretKeysFor,
  sessionKeysFor,
} from '../../../src/main/credentials/key-for.ts';
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

describe('all that is kept for a profile', () => {
  const nexudus = {
    kind: 'nexudus',
    baseUrl: 'https://spaces.nexudus.com',
    businessId: 1,
    username: 'kiosk@harbour.example',
  } as const;
  const customer = { baseUrl: 'https://harbour.spaces.nexudus.com', username: 'a@harbour.example' };
  const spacebring = {
    kind: 'spacebring',
    baseUrl: 'https://api.spacebring.com',
    networkId: 'n',
    locationId: 'l',
    clientId: 'c',
  } as const;

  it('is a secret for each account, and what keeps its session', () => {
    const both = { ...nexudus, customer };
    const own = { address: nexudus.baseUrl, account: nexudus.username };
    const theirs = { address: customer.baseUrl, account: customer.username };
    expect(secretKeysFor(nexudus)).toEqual([{ name: 'nexudus.password', ...own }]);
    expect(secretKeysFor(both)).toEqual([
      { name: 'nexudus.password', ...own },
      { name: 'nexudus.customer-password', ...theirs },
    ]);
    expect(sessionKeysFor(both)).toEqual([
      { name: 'nexudus.refresh-token', ...own },
      { name: 'nexudus.refresh-token', ...theirs },
    ]);
  });

  it('is a session on Spacebring only where a member of staff signs in', () => {
    const oauth = { redirectUri: 'https://harbour.example/vestibule', hosts: [] };
    expect(sessionKeysFor(spacebring)).toEqual([]);
    expect(sessionKeysFor({ ...spacebring, oauth })).toEqual([
      { name: 'spacebring.refresh-token', address: spacebring.baseUrl, account: 'c n' },
    ]);
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
