import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { labelOf } from '../../../src/main/credentials/key-for.ts';
import { Keychain } from '../../../src/main/credentials/keychain.ts';
import type { SecretKey } from '../../../src/main/credentials/secret-store.ts';
import { FakeKeyring, keyValues } from './fake-keyring.ts';

const key: SecretKey = {
  name: 'spacebring.client-secret',
  address: 'https://api.spacebring.com',
  account: 'client-7',
};
const label = labelOf(key);
const brokenConnection = { sayNo: 'The name :1.7 was not provided by any .service files' };

let keyring: FakeKeyring;
let remembered: ReturnType<typeof keyValues>;
let keychain: Keychain;

beforeEach(() => {
  vi.useFakeTimers();
  keyring = new FakeKeyring();
  remembered = keyValues();
  keychain = new Keychain({ start: keyring.start, remembered });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a keychain that is open', () => {
  it('is read without a write once it is known to be open', async () => {
    await keychain.set(key, 's');
    keyring.asked.length = 0;
    expect(await keychain.get(key)).toEqual({ state: 'present', secret: 's' });
    expect(keyring.asked).toEqual([`get ${label}`]);
  });

  it('is shown to be open before the first read, and the canary is remembered without anything secret', async () => {
    await keychain.set(key, 's');
    expect(Object.fromEntries(remembered.values)).toEqual({ 'keychain.canary': true });
    const restarted = new Keychain({ start: keyring.start, remembered });
    keyring.asked.length = 0;
    expect(await restarted.get(key)).toEqual({ state: 'present', secret: 's' });
    expect(keyring.asked).toEqual(['delete canary', 'set canary', `get ${label}`]);
  });

  it('outlives the loss of a canary between taking it away and putting it back', async () => {
    await keychain.set(key, 's');
    keyring.entries.delete('canary');
    const restarted = new Keychain({ start: keyring.start, remembered });
    expect(await restarted.get(key)).toEqual({ state: 'present', secret: 's' });
    expect([...keyring.entries.keys()].sort()).toEqual(['canary', 'canary-spare', label]);
  });

  it('has its canaries written by the first look, so that a later lock can be told', async () => {
    expect(await keychain.get(key)).toEqual({ state: 'missing' });
    expect([...keyring.entries.keys()]).toEqual(['canary', 'canary-spare']);
  });
});

describe('a keychain whose canary cannot be seen', () => {
  it('is locked when one was written before, and nothing that may prompt is asked of it', async () => {
    remembered.set('keychain.canary', true);
    expect(await keychain.get(key)).toMatchObject({ state: 'locked' });
    expect(await keychain.delete(key)).toMatchObject({ state: 'locked' });
    expect(new Set(keyring.asked)).toEqual(new Set(['delete canary', 'delete canary-spare']));
  });

  it.each([
    ['Cannot create an item in a locked collection', 'locked'],
    ['Prompt was dismissed', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'unavailable'],
  ])('writes the first one at most once in a run: %s', async (message, state) => {
    keyring.next.push('answer', 'answer', { sayNo: message });
    expect(await keychain.get(key)).toMatchObject({ state });
    expect(await keychain.get(key)).toMatchObject({ state });
    expect(keyring.asked.filter((question) => question.startsWith('set'))).toEqual(['set canary']);
    expect(remembered.values.size).toBe(0);
  });

  it('is stored in all the same when it opens for the person who stores', async () => {
    remembered.set('keychain.canary', true);
    expect(await keychain.set(key, 's')).toEqual({ state: 'done' });
    expect(await keychain.get(key)).toEqual({ state: 'present', secret: 's' });
  });
});

describe('a process that lets the keychain down', () => {
  it.each(['die', brokenConnection, 'nonsense'] as const)(
    'is replaced once: %o',
    async (failure) => {
      await keychain.set(key, 's');
      keyring.next.push(failure);
      expect(await keychain.get(key)).toEqual({ state: 'present', secret: 's' });
      expect(keyring.started).toBe(2);
    },
  );

  it.each(['die', 'nonsense'] as const)('is given up after the second: %s', async (failure) => {
    keyring.next.push(failure, failure);
    expect(await keychain.get(key)).toMatchObject({ state: 'unavailable' });
    expect(keyring.started).toBe(2);
    expect(await keychain.get(key)).toEqual({ state: 'missing' });
  });

  it('is not replaced for an error that it met on its first question', async () => {
    keyring.next.push({ sayNo: 'Could not connect: No such file or directory' });
    expect(await keychain.get(key)).toMatchObject({
      state: 'unavailable',
      reason: expect.stringContaining('Could not connect'),
    });
    expect(keyring.started).toBe(1);
  });

  it('is killed when it does not answer in time, and the call is not repeated', async () => {
    await keychain.set(key, 's');
    keyring.next.push('hang');
    const answer = keychain.get(key);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(keyring.killed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ state: 'frozen' });
    expect([keyring.killed, keyring.started]).toEqual([1, 1]);
    expect(await keychain.get(key)).toEqual({ state: 'present', secret: 's' });
  });

  it('that hangs over a prompt, after it has answered, is a locked keychain', async () => {
    keyring.next.push('answer', 'answer', 'hang');
    const answer = keychain.get(key);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answer).toMatchObject({ state: 'locked' });
    expect(keyring.killed).toBe(1);
  });

  it('gives the person who stores a secret a minute for the prompt', async () => {
    remembered.set('keychain.canary', true);
    keyring.next.push('answer', 'answer', 'hang');
    const answer = keychain.set(key, 's');
    await vi.advanceTimersByTimeAsync(59_999);
    expect(keyring.killed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ state: 'locked' });
  });

  it('keeps nobody waiting behind it for good', async () => {
    keyring.next.push('hang');
    const answers = Promise.all([keychain.get(key), keychain.set(key, 's'), keychain.get(key)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await answers).toMatchObject([
      { state: 'frozen' },
      { state: 'done' },
      { state: 'present', secret: 's' },
    ]);
  });

  it('never shows a secret in a reason', async () => {
    const secret = 'correct-horse';
    keyring.next.push('answer', 'answer', 'answer', 'answer', { sayNo: 'No space left on device' });
    const writing = await keychain.set(key, secret);
    expect(writing).toMatchObject({ state: 'unavailable' });
    expect(JSON.stringify(writing)).not.toContain(secret);
  });

  it('is ended by stop, and another is started when it is needed', async () => {
    await keychain.set(key, 's');
    keychain.stop();
    expect(keyring.killed).toBe(1);
    expect(await keychain.get(key)).toEqual({ state: 'present', secret: 's' });
  });
});
