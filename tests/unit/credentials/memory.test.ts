import { describe, expect, it } from 'vitest';
import { MemorySecrets } from '../../../src/main/credentials/memory.ts';

describe('secrets of a demo', () => {
  it('are kept by name, address and account', async () => {
    const secrets = new MemorySecrets();
    const key = { name: 'nexudus.password', address: 'http://127.0.0.1:1', account: 'k' } as const;
    expect(await secrets.get(key)).toEqual({ state: 'missing' });
    expect(await secrets.set(key, 's')).toEqual({ state: 'done' });
    expect(await secrets.get(key)).toEqual({ state: 'present', secret: 's' });
    expect(await secrets.get({ ...key, address: 'http://127.0.0.1:2' })).toEqual({
      state: 'missing',
    });
    expect(await secrets.delete(key)).toEqual({ state: 'done' });
    expect(await secrets.delete(key)).toEqual({ state: 'missing' });
  });
});
