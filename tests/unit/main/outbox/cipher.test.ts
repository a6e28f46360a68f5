import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeKeyPair, Opener, Sealer } from '../../../../src/main/outbox/cipher.ts';

const pair = await makeKeyPair();
const sealer = new Sealer(pair);
const opener = await Opener.of(pair.privateKey);

describe('what is sealed', () => {
  it('is opened with the private key, whatever was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.uuid(), async (text, id) => {
        expect(await opener.open(id, await sealer.seal(id, text))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('shows nothing of it, and never looks the same', async () => {
    const text = 'Ada Lovelace'.repeat(5);
    const [one, other] = await Promise.all([sealer.seal('1', text), sealer.seal('1', text)]);
    expect(Buffer.from(one).includes('Ada')).toBe(false);
    expect(one).not.toEqual(other);
    expect(await opener.open('1', one)).toBe(text);
    expect(await opener.open('1', other)).toBe(text);
  });

  it('is not opened for another entry', async () => {
    expect(await opener.open('2', await sealer.seal('1', 'Ada'))).toBeUndefined();
  });

  it('is not opened with another key', async () => {
    const other = await Opener.of((await makeKeyPair()).privateKey);
    expect(await other.open('1', await sealer.seal('1', 'Ada'))).toBeUndefined();
  });

  it('is not opened once any of it has changed', async () => {
    const sealed = await sealer.seal('1', 'Ada');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const damaged = Uint8Array.from(sealed);
          damaged[at] = (damaged[at] ?? 0) ^ by;
          expect(await opener.open('1', damaged)).toBeUndefined();
        },
      ),
      { numRuns: 50 },
    );
    expect(await opener.open('1', sealed.slice(0, 40))).toBeUndefined();
    expect(await opener.open('1', new Uint8Array())).toBeUndefined();
  });
});

describe('a key pair', () => {
  it('is known by its public half, and its private half is not in it', async () => {
    const other = await makeKeyPair();
    expect(other.id).not.toBe(pair.id);
    expect(pair.id).toMatch(/^[\w-]{22}$/);
    expect(Buffer.from(pair.publicKey).includes(Buffer.from(pair.privateKey))).toBe(false);
  });

  it('is refused when it is none', async () => {
    await expect(Opener.of(new Uint8Array(32))).rejects.toThrow();
    await expect(
      new Sealer({ id: 'x', publicKey: new Uint8Array(65) }).seal('1', 'Ada'),
    ).rejects.toThrow();
  });
});
