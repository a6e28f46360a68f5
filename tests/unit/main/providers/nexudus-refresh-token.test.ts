import { describe, expect, it } from 'vitest';
import { MemorySecrets } from '../../../../src/main/credentials/memory.ts';
import { secretFault } from '../../../../src/main/credentials/secret-fault.ts';
import type { Reading, SecretKey, Writing } from '../../../../src/main/credentials/secret-store.ts';
import { RefreshToken } from '../../../../src/main/providers/nexudus/refresh-token.ts';

const key: SecretKey = {
  name: 'nexudus.refresh-token',
  address: 'https://a.example',
  account: 'k',
};
const locked = { state: 'locked', reason: 'it is locked' } as const;

/** As particular as the keychain, and it can be locked. */
class Store extends MemorySecrets {
  isLocked = false;
  gets = 0;
  override async get(of: SecretKey): Promise<Reading> {
    this.gets += 1;
    return this.isLocked ? locked : super.get(of);
  }
  override async set(of: SecretKey, secret: string): Promise<Writing> {
    if (this.isLocked) throw new Error('A prompt lies over the screen');
    if (secretFault(secret)) throw new TypeError(secretFault(secret));
    return super.set(of, secret);
  }
}

describe('a refresh token', () => {
  it('without a keychain is in memory', async () => {
    const token = new RefreshToken();
    expect(await token.read()).toBeUndefined();
    await token.keep('one');
    expect(await token.read()).toBe('one');
    token.drop();
    expect(await token.read()).toBeUndefined();
  });

  it('is looked for until the keychain has answered, and no more once it was no good', async () => {
    const store = new Store();
    await store.set(key, 'one');
    const token = new RefreshToken({ store, key });
    store.isLocked = true;
    expect(await token.read()).toBeUndefined();
    store.isLocked = false;
    expect(await token.read()).toBe('one');
    expect(await token.read()).toBe('one');
    token.drop();
    expect(await token.read()).toBeUndefined();
    expect(store.gets).toBe(2);
  });

  it('that the keychain does not take stays in memory', async () => {
    const store = new Store();
    const token = new RefreshToken({ store, key });
    for (const [secret, isLocked] of [
      ['one', true],
      ['two\nlines', false],
      ['nul\0', false],
    ] as const) {
      store.isLocked = isLocked;
      await token.keep(secret);
      expect(await token.read()).toBe(secret);
      store.isLocked = false;
      expect(await store.get(key)).toEqual({ state: 'missing' });
    }
    await token.keep('three');
    expect(await store.get(key)).toEqual({ state: 'present', secret: 'three' });
    await token.keep(undefined);
    expect(await token.read()).toBeUndefined();
  });
});
