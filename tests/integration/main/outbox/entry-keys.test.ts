import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { FallibleSecrets } from '../../../support/fallible-secrets.ts';
import { offline, scripted } from '../../../support/scripted-provider.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { traces } from '../../../support/traces.ts';

/** A kiosk over a keychain that may fail, turned on and off on the same folder. */
function world() {
  const given = scripted();
  const secrets = new FallibleSecrets();
  const folder = tempFolder();
  const turnOn = () => deliveryRig({ ...given, folder, secrets, random: () => 0.5 });
  /** Without a line, so that what is added waits. */
  const noLine = (tries = 1) => {
    for (let count = 0; count < tries; count += 1)
      given.sends.push({ kind: 'not-sent', setback: offline });
  };
  return { ...given, folder, noLine, secrets, turnOn };
}

const guest = () => arrivalOf(undefined, { firstName: 'Wilhelmina', lastName: 'Szczepańska' });

describe('the key to the outbox', () => {
  it('is made at the first start; its private half is in the keychain and nowhere else', async () => {
    const { clock, folder, noLine, secrets, turnOn } = world();
    const rig = turnOn();
    await clock.advance(0);
    const [key] = rig.store.keys.all();
    expect(secrets.put).toEqual([
      { name: 'outbox.private-key', address: 'vestibule:outbox', account: key?.id },
    ]);
    expect(key).toMatchObject({ privateKey: undefined, lost: false });
    noLine();
    rig.add(guest());
    await clock.advance(0);
    const kept = await secrets.get(secrets.put[0] as never);
    const secret = kept.state === 'present' ? kept.secret : '';
    expect(secret).toHaveLength(43);
    expect(traces(folder, [secret])).toEqual([]);
    expect(rig.store.keys.all()).toHaveLength(1);
  });

  it('is the same after a restart, also for what was kept before it', async () => {
    const { clock, noLine, secrets, turnOn } = world();
    const first = turnOn();
    const before = guest();
    noLine();
    first.add(before);
    await clock.advance(0);
    first.stop();
    const second = turnOn();
    second.loop.wake();
    const after = guest();
    second.add(after);
    await clock.advance(60_000);
    expect([before, after].map(second.state)).toEqual(['delivered', 'delivered']);
    expect(secrets.put).toHaveLength(1);
  });

  it('shows nothing that was typed, in any file', async () => {
    const { clock, folder, noLine, turnOn } = world();
    const rig = turnOn();
    const waits = guest();
    noLine();
    rig.add(waits);
    await clock.advance(0);
    const words = ['Wilhelmina', 'Szczepańska', waits.visitor.email, 'Maya Okafor'];
    expect(traces(folder, [waits.id])).not.toEqual([]);
    expect(traces(folder, words)).toEqual([]);
    rig.stop();
    expect(traces(folder, words)).toEqual([]);
  });
});

describe('a keychain that is locked', () => {
  it('keeps nobody from being recorded, pauses delivery, and lets it go on when it opens', async () => {
    const { asked, clock, secrets, turnOn } = world();
    const first = turnOn();
    await clock.advance(0);
    first.stop();
    secrets.trouble = 'locked';
    const rig = turnOn();
    const arrival = guest();
    rig.add(arrival);
    await clock.advance(60_000);
    expect(rig.state(arrival)).toBe('pending');
    expect(rig.loop.pausedBy).toBe('credentials');
    expect(rig.contacts.at(-1)).toMatchObject({ kind: 'credentials', state: 'locked' });
    expect(asked()).toEqual([]);
    secrets.trouble = undefined;
    await clock.advance(10_000);
    expect(rig.state(arrival)).toBe('delivered');
    expect(rig.store.keys.all()).toHaveLength(1);
  });

  it('from the very first start: the key waits on the disk, and is replaced and erased when it opens', async () => {
    const { clock, folder, noLine, secrets, turnOn } = world();
    secrets.trouble = 'locked';
    const first = turnOn();
    const [early, late] = [guest(), guest()];
    noLine();
    first.add(early);
    await clock.advance(0);
    const [onDisk] = first.store.keys.all();
    const privateKey = Buffer.from(onDisk?.privateKey ?? []);
    expect(privateKey).toHaveLength(32);
    expect(traces(folder, ['Wilhelmina'])).toEqual([]);
    first.stop();

    const second = turnOn();
    noLine(100);
    secrets.trouble = undefined;
    second.add(late);
    await clock.advance(20_000);
    const [key, ...others] = second.store.keys.all();
    expect(others).toEqual([]);
    expect(key?.id).not.toBe(onDisk?.id);
    expect(key?.privateKey).toBeUndefined();
    expect([early, late].map(({ id }) => second.store.get(id)?.keyId)).toEqual([key?.id, key?.id]);
    expect(await second.payload(early)).toMatchObject({ errand: { visitor: early.visitor } });
    expect(traces(folder, [privateKey.toString('latin1')])).toEqual([]);
    for (const text of ['hex', 'base64', 'base64url'] as const)
      expect(traces(folder, [privateKey.toString(text)])).toEqual([]);
    const bytes = new DatabaseSync(join(folder, 'outbox.db'), { readOnly: true });
    expect(
      bytes.prepare('SELECT COUNT(*) AS n FROM keys WHERE private_key NOT NULL').get(),
    ).toEqual({
      n: 0,
    });
    bytes.close();
  });

  it('while arrivals come all the time: each can be opened after the change of keys', async () => {
    const { clock, noLine, secrets, turnOn } = world();
    secrets.trouble = 'locked';
    const rig = turnOn();
    noLine(1_000);
    const guests = Array.from({ length: 60 }, guest);
    rig.add(...guests.slice(0, 20));
    await clock.advance(0);
    secrets.trouble = undefined;
    rig.add(...guests.slice(20));
    await clock.advance(30_000);
    expect(rig.store.keys.all()).toHaveLength(1);
    for (const one of guests)
      expect(await rig.payload(one)).toMatchObject({ errand: { visitor: one.visitor } });
  });
});

describe('a key that the keychain has lost', () => {
  async function lost() {
    const made = world();
    const first = made.turnOn();
    const [before, sent] = [guest(), guest()];
    made.sends.push({ kind: 'unsettled', setback: offline });
    made.noLine();
    first.add(sent, before);
    await made.clock.advance(0);
    first.stop();
    const kept = made.secrets.reset();
    const rig = made.turnOn();
    rig.loop.wake();
    await made.clock.advance(0);
    return { ...made, before, kept, rig, sent };
  }

  it('is noticed: its entries are kept and counted, and new ones go to a new key', async () => {
    const { before, clock, rig, sent } = await lost();
    expect([before, sent].map(rig.state)).toEqual(['lost', 'lost']);
    expect(rig.store.counts('here')).toMatchObject({ waiting: 0, lost: 2, needsPerson: 2 });
    expect(await rig.payload(before)).toBe('lost');
    expect(rig.store.parked('here').map(({ id }) => id)).toEqual([sent.id, before.id]);
    const [now, old] = rig.store.keys.all();
    expect([now?.lost, old?.lost]).toEqual([false, true]);
    const after = guest();
    rig.add(after);
    await clock.advance(0);
    expect(rig.state(after)).toBe('delivered');
    expect(rig.store.get(after.id)?.keyId).toBe(now?.id);
    await clock.advance(30 * 24 * 3_600_000);
    rig.store.eraseEnded(clock.now());
    expect([before, sent].map(rig.state)).toEqual(['lost', 'lost']);
  });

  it('that is put back opens them again, after a restart; what had been sent is looked for first', async () => {
    const { asked, before, clock, kept, rig, secrets, sent, turnOn } = await lost();
    rig.stop();
    secrets.restore(kept);
    const calls = asked().length;
    const again = turnOn();
    await clock.advance(30_000);
    again.loop.wake();
    await clock.advance(30_000);
    expect([before, sent].map(again.state)).toEqual(['delivered', 'delivered']);
    expect(again.store.counts('here')).toMatchObject({ lost: 0, needsPerson: 0 });
    expect(asked().slice(calls)[0]).toMatch(/^look/);
  });

  it('is taken for lost, too, when something else stands in its place', async () => {
    const { clock, noLine, secrets, turnOn } = world();
    const first = turnOn();
    const arrival = guest();
    noLine();
    first.add(arrival);
    await clock.advance(0);
    first.stop();
    for (const key of secrets.put.slice()) await secrets.set(key, 'no key at all');
    const rig = turnOn();
    await clock.advance(0);
    expect(rig.state(arrival)).toBe('lost');
  });
});

describe('an entry that is damaged', () => {
  it('needs a person, and holds up nobody', async () => {
    const { clock, folder, noLine, turnOn } = world();
    const rig = turnOn();
    const [bad, good] = [guest(), guest()];
    noLine(2);
    rig.add(bad, good);
    await clock.advance(0);
    const other = new DatabaseSync(join(folder, 'outbox.db'));
    other.prepare('UPDATE entries SET sealed = ? WHERE id = ?').run(Buffer.alloc(100), bad.id);
    other.close();
    await clock.advance(60_000);
    expect([bad, good].map(rig.state)).toEqual(['unsure', 'delivered']);
    expect(await rig.payload(bad)).toBe('damaged');
  });
});
