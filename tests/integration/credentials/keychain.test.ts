import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keychain } from '../../../src/main/credentials/keychain.ts';
import type { SecretKey } from '../../../src/main/credentials/secret-store.ts';
import type { Child, KeyValues } from '../../../src/main/platform.ts';
import {
  type SecretService,
  type SecretServiceOptions,
  startSecretService,
} from '../../../tools/drive/secret-service.ts';
import { forkKeychain } from '../../../tools/keychain-child.ts';

const key: SecretKey = {
  name: 'nexudus.password',
  address: 'https://spaces.nexudus.com',
  account: 'kiosk@harbour.example',
};
const secret = 'grüße, 鍵 🔑 and a "quote"';

let service: SecretService;
let keychain: Keychain;
let children: Child[];
let memory: Map<string, unknown>;

const remembered = (): KeyValues => ({
  get: (name) => memory.get(name),
  set: (name, value) => void memory.set(name, value),
});

function openKeychain(timeoutMs = 5_000): Keychain {
  const start = () => {
    const child = forkKeychain({ ...process.env, ...service.env });
    children.push(child);
    return child;
  };
  return new Keychain({ start, timeoutMs, remembered: remembered() });
}

async function begin(options?: SecretServiceOptions): Promise<void> {
  service = await startSecretService(options);
  keychain = openKeychain();
}

beforeEach(() => {
  children = [];
  memory = new Map();
});

afterEach(async () => {
  for (const child of children) child.kill();
  await service.stop();
});

describe.runIf(process.platform === 'linux')(
  'the keychain, with a real gnome-keyring',
  { timeout: 60_000 },
  () => {
    it('keeps a secret, gives it back, replaces it and deletes it', async () => {
      await begin();
      expect(await keychain.get(key)).toEqual({ state: 'missing' });
      expect(await keychain.delete(key)).toEqual({ state: 'missing' });
      expect(await keychain.set(key, secret)).toEqual({ state: 'done' });
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
      expect(await keychain.set(key, ' another ')).toEqual({ state: 'done' });
      expect(await keychain.get(key)).toEqual({ state: 'present', secret: ' another ' });
      expect(await keychain.delete(key)).toEqual({ state: 'done' });
      expect(await keychain.get(key)).toEqual({ state: 'missing' });
      expect(children).toHaveLength(1);
      expect(service.prompts()).toBe(0);
    });

    it('never mixes addresses, accounts or names', async () => {
      await begin();
      const others: SecretKey[] = [
        { ...key, address: 'https://other.nexudus.com' },
        { ...key, account: 'other@harbour.example' },
        { ...key, name: 'spacebring.client-secret' },
      ];
      await keychain.set(key, secret);
      for (const other of others) expect(await keychain.get(other)).toEqual({ state: 'missing' });
      for (const [index, other] of others.entries()) await keychain.set(other, `secret ${index}`);
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
      await keychain.delete(key);
      for (const [index, other] of others.entries())
        expect(await keychain.get(other)).toEqual({ state: 'present', secret: `secret ${index}` });
    });

    it('answers calls made at once in their order', async () => {
      await begin();
      const answers = await Promise.all([
        keychain.set(key, 'one'),
        keychain.get(key),
        keychain.set(key, 'two'),
        keychain.get(key),
        keychain.delete(key),
        keychain.get(key),
      ]);
      expect(answers).toEqual([
        { state: 'done' },
        { state: 'present', secret: 'one' },
        { state: 'done' },
        { state: 'present', secret: 'two' },
        { state: 'done' },
        { state: 'missing' },
      ]);
    });

    it('sees what another process has stored, and both may look at once', async () => {
      await begin();
      const other = openKeychain();
      expect(await keychain.get(key)).toEqual({ state: 'missing' });
      expect(await other.set(key, secret)).toEqual({ state: 'done' });
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
      const missing = { ...key, account: 'nobody' };
      const looks = Array.from({ length: 20 }, (_, turn) =>
        (turn % 2 === 0 ? keychain : other).get(missing),
      );
      for (const look of await Promise.all(looks)) expect(look).toEqual({ state: 'missing' });
    });

    it('says that a keyring is locked, without a prompt, and reads again once it is open', async () => {
      await begin();
      await keychain.set(key, secret);
      await service.restart({ locked: true });
      expect(await keychain.get(key)).toMatchObject({ state: 'locked' });
      expect(await keychain.get(key)).toMatchObject({ state: 'locked' });
      expect(await keychain.delete(key)).toMatchObject({ state: 'locked' });
      expect(await openKeychain().get(key)).toMatchObject({ state: 'locked' });
      expect(service.prompts()).toBe(0);
      await service.restart();
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
    });

    it('says that a keyring is locked when it was locked under its eyes', async () => {
      await begin();
      await keychain.set(key, secret);
      await service.lock();
      expect(await keychain.get(key)).toMatchObject({ state: 'locked' });
      // The keychain was known to be open: libsecret itself asked. From now on nothing does.
      expect(service.prompts()).toBe(1);
      expect(await keychain.get(key)).toMatchObject({ state: 'locked' });
      expect(service.prompts()).toBe(1);
    });

    it('asks once where nothing is remembered of a locked keyring, and reads again once it is open', async () => {
      await begin();
      await keychain.set(key, secret);
      await service.restart({ locked: true });
      memory.clear();
      const newcomer = openKeychain();
      expect(await newcomer.get(key)).toMatchObject({ state: 'locked' });
      expect(await newcomer.get(key)).toMatchObject({ state: 'locked' });
      expect(service.prompts()).toBe(1);
      await service.restart();
      expect(await newcomer.get(key)).toEqual({ state: 'present', secret });
    });

    it('does not store in a locked keyring', async () => {
      await begin();
      await keychain.set(key, secret);
      await service.restart({ locked: true });
      expect(await keychain.set(key, 'new')).toMatchObject({ state: 'locked' });
      await service.restart();
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
    });

    it('calls a prompt that nobody answers locked, not frozen', async () => {
      await begin({ prompter: 'unanswered' });
      await keychain.set(key, secret);
      await service.restart({ locked: true });
      memory.clear();
      expect(await openKeychain(2_000).get(key)).toMatchObject({ state: 'locked' });
      expect(service.prompts()).toBe(1);
    });

    it('is unavailable where no keyring has been made, and says so', async () => {
      await begin({ daemon: 'locked' });
      expect(await keychain.get(key)).toMatchObject({
        state: 'unavailable',
        reason: expect.stringContaining('no keyring yet'),
      });
      await service.restart();
      expect(await keychain.set(key, secret)).toEqual({ state: 'done' });
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
    });

    it('is unavailable while there is no service, and goes on when there is', async () => {
      await begin({ daemon: 'none' });
      for (const answer of [
        await keychain.get(key),
        await keychain.set(key, secret),
        await keychain.delete(key),
      ])
        expect(answer).toMatchObject({
          state: 'unavailable',
          reason: expect.stringContaining('org.freedesktop.secrets'),
        });
      await service.restart();
      expect(await keychain.set(key, secret)).toEqual({ state: 'done' });
      await service.end();
      expect(await keychain.get(key)).toMatchObject({ state: 'unavailable' });
      await service.restart();
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
    });

    it('is unavailable without a session bus', async () => {
      await begin();
      await service.stop();
      expect(await keychain.get(key)).toMatchObject({ state: 'unavailable' });
    });

    it.each(['get', 'set', 'delete'] as const)(
      'gets over a restart of the service at a %s',
      async (op) => {
        await begin();
        await keychain.set(key, secret);
        await service.restart();
        const states = { get: 'present', set: 'done', delete: 'done' };
        const answer = op === 'set' ? keychain.set(key, 'new') : keychain[op](key);
        expect(await answer).toMatchObject({ state: states[op] });
        expect(children).toHaveLength(2);
      },
    );

    it('is frozen while the service is, and goes on when it does', async () => {
      await begin();
      await keychain.set(key, secret);
      const hasty = openKeychain(2_000);
      expect(await hasty.get(key)).toEqual({ state: 'present', secret });
      service.freeze();
      expect(await hasty.get(key)).toMatchObject({ state: 'frozen' });
      expect(await hasty.set(key, 'new')).toMatchObject({ state: 'frozen' });
      service.thaw();
      expect(await hasty.get(key)).toEqual({ state: 'present', secret });
    });

    it('starts another process when its own was killed', async () => {
      await begin();
      await keychain.set(key, secret);
      children[0]?.kill();
      expect(await keychain.get(key)).toEqual({ state: 'present', secret });
      expect(children).toHaveLength(2);
    });

    it('refuses what the keychain would not keep as it is', async () => {
      await begin({ daemon: 'none' });
      await expect(keychain.set(key, '')).rejects.toThrow('The secret is empty');
      await expect(keychain.set(key, 'a\0b')).rejects.toThrow('NUL');
      expect(children).toHaveLength(0);
    });
  },
);
