import { describe, expect, it, onTestFinished } from 'vitest';
import { Keychain } from '../../../src/main/credentials/keychain.ts';
import {
  type SecretService,
  type SecretServiceOptions,
  startSecretService,
} from '../../../tools/drive/secret-service.ts';
import { forkKeychain } from '../../../tools/keychain-child.ts';
import { walkInOf } from '../../support/arrivals.ts';
import { deliveryRig } from '../../support/delivery-rig.ts';
import { scripted } from '../../support/scripted-provider.ts';
import { settingsInMemory } from '../../support/settings-in-memory.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A kiosk over a real keyring, turned on and off on the same folder. Its settings outlive it, its processes do not. */
async function place(options?: SecretServiceOptions) {
  let service: SecretService = await startSecretService(options);
  onTestFinished(() => service.stop());
  const given = scripted();
  const folder = tempFolder();
  let remembered = settingsInMemory();
  return {
    ...given,
    get service() {
      return service;
    },
    turnOn() {
      const secrets = new Keychain({
        start: () => forkKeychain({ ...process.env, ...service.env }),
        remembered,
      });
      onTestFinished(() => secrets.stop());
      return deliveryRig({ ...given, folder, secrets, random: () => 0.5 });
    },
    /** Another account on the same machine, with the same data folder: its keyring is empty, and it remembers nothing. */
    async anotherUser() {
      const before = service;
      onTestFinished(() => before.stop());
      service = await startSecretService();
      remembered = settingsInMemory();
    },
  };
}

/** The keychain's process answers in its own time, while the kiosk's clock goes on by the second. */
async function until(
  { clock }: Awaited<ReturnType<typeof place>>,
  check: () => boolean,
): Promise<void> {
  await expect
    .poll(
      async () => {
        await clock.advance(1_000);
        return check();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

describe.runIf(process.platform === 'linux')(
  'the key to the outbox, with a real gnome-keyring',
  { timeout: 60_000 },
  () => {
    it('is read again after a restart of the kiosk and of the keyring', async () => {
      const site = await place();
      const first = site.turnOn();
      const [early, late] = [walkInOf(), walkInOf()];
      site.sends.push({ kind: 'not-sent', setback: { kind: 'offline', reason: '' } });
      first.keep(early);
      await until(site, () => first.state(early) !== undefined);
      first.stop();
      await site.service.restart();
      const second = site.turnOn();
      second.keep(late);
      await until(site, () => second.state(late) === 'delivered');
      expect(second.state(early)).toBe('delivered');
      expect(second.store.keys.all()).toMatchObject([{ privateKey: undefined, lost: false }]);
    });

    it('with the keyring locked at a later start: recorded, paused, delivered once it is open; nobody is asked for a password', async () => {
      const site = await place();
      const first = site.turnOn();
      await until(site, () => first.store.keys.all().length === 1);
      first.stop();
      await site.service.restart({ locked: true });
      const rig = site.turnOn();
      const guest = walkInOf();
      rig.keep(guest);
      await until(site, () => rig.loop.pausedBy === 'credentials');
      expect(rig.state(guest)).toBe('pending');
      expect(rig.contacts.at(-1)).toMatchObject({ kind: 'credentials', state: 'locked' });
      expect(site.calls).toEqual([]);
      expect(site.service.prompts()).toBe(0);
      await site.service.restart();
      await until(site, () => rig.state(guest) === 'delivered');
    });

    it('with no keyring at the first start: the key waits on the disk, and moves when there is one', async () => {
      const site = await place({ daemon: 'none' });
      const rig = site.turnOn();
      const guest = walkInOf();
      for (let count = 0; count < 100; count += 1)
        site.sends.push({ kind: 'not-sent', setback: { kind: 'offline', reason: '' } });
      rig.keep(guest);
      await until(site, () => rig.state(guest) !== undefined);
      const [onDisk] = rig.store.keys.all();
      expect(onDisk?.privateKey).toBeInstanceOf(Uint8Array);
      await site.service.restart();
      await until(site, () => {
        const keys = rig.store.keys.all();
        return keys.length === 1 && keys[0]?.id !== onDisk?.id;
      });
      expect(rig.store.keys.all()).toMatchObject([{ privateKey: undefined }]);
      expect(await rig.payload(guest)).toMatchObject({ errand: guest });
    });

    it('under another account of the machine: noticed as lost, kept, and new arrivals go on', async () => {
      const site = await place();
      const first = site.turnOn();
      const [before, after] = [walkInOf(), walkInOf()];
      const silentUntil = site.clock.now() + 3_600_000;
      site.sends.push({ kind: 'not-sent', setback: { kind: 'throttled', until: silentUntil } });
      first.keep(before);
      await until(site, () => first.state(before) !== undefined);
      first.stop();
      await site.anotherUser();
      const rig = site.turnOn();
      rig.keep(after);
      await until(site, () => rig.state(after) === 'delivered');
      expect(rig.state(before)).toBe('lost');
      expect(rig.store.counts('here')).toMatchObject({ lost: 1, needsPerson: 1 });
    });
  },
);
