import type { Clock } from '../clock.ts';
import type { KeychainTrouble, SecretKey, SecretStore } from '../credentials/secret-store.ts';
import { type Log, placeOf } from '../log/log.ts';
import type { Setback } from '../providers/provider.ts';
import { CREDENTIALS_WAIT } from '../retry/backoff.ts';
import { type KeyPair, makeKeyPair, Opener, Sealer } from './cipher.ts';
import { type Entry, type Payload, payload } from './entry.ts';
import type { StoredKey } from './key-table.ts';
import type { OutboxStore, Sealed } from './store.ts';

/** What is in an entry, or why that cannot be said. */
export type Opened =
  | { readonly kind: 'open'; readonly payload: Payload }
  /** The keychain does not give the key at this moment. */
  | { readonly kind: 'closed'; readonly setback: Setback }
  /** The keychain is open and the key is not in it. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'damaged' };

type Shut = Extract<Opened, { kind: 'closed' | 'lost' }>;

/** A key pair made while nobody could keep it, or one whose private half the keychain has. */
type Current = { readonly sealer: Sealer; readonly onDisk: boolean };

/**
 * The keys that entries are sealed with. Sealing needs the public half alone, which is in the outbox; opening needs the
 * private half, which is in the keychain, and is read once. Where no keychain has ever been open, the private half
 * stays in the outbox until one takes over: then everything is sealed anew, and that key is erased.
 */
export class EntryKeys {
  readonly #store: OutboxStore;
  readonly #secrets: SecretStore | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onKeychain: (state: KeychainTrouble | 'ready') => void;
  readonly #onLost: () => void;
  readonly #openers = new Map<string, Opener>();
  #current: Promise<Current>;
  #currentId: string | undefined;
  #cancelTimer: (() => void) | undefined;
  #stopped = false;

  /**
   * @param parts.secrets absent where there shall be no keychain: the key stays in the outbox
   * @param parts.onKeychain told how the keychain answered
   * @param parts.onLost told when entries cannot be opened any more, or can again
   */
  constructor(parts: {
    store: OutboxStore;
    secrets: SecretStore | undefined;
    clock: Clock;
    log: Log;
    onKeychain: (state: KeychainTrouble | 'ready') => void;
    onLost: () => void;
  }) {
    this.#store = parts.store;
    this.#secrets = parts.secrets;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#onKeychain = parts.onKeychain;
    this.#onLost = parts.onLost;
    this.#current = this.#begin();
    // Whoever seals hears of it.
    this.#current.catch(() => undefined);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  /**
   * Seals, and hands it over to be written before the key can have changed.
   * @throws when the disk did not take the first key, and what `write` throws
   */
  async seal(id: string, content: Payload, write: (sealed: Sealed) => void): Promise<void> {
    await this.sealAll([{ id, content }], (all) => all.forEach(write));
  }

  /** The same for several that are written together; what was sealed comes in their order. */
  async sealAll(
    contents: readonly { readonly id: string; readonly content: Payload }[],
    write: (sealed: readonly Sealed[]) => void,
  ): Promise<void> {
    for (;;) {
      const current = this.#current;
      const { sealer } = await current;
      const all = await Promise.all(
        contents.map(({ id, content }) => sealer.seal(id, JSON.stringify(content))),
      );
      if (this.#current === current)
        return write(all.map((sealed) => ({ keyId: sealer.keyId, sealed })));
    }
  }

  async open(entry: Entry): Promise<Opened> {
    if (entry.keyId === undefined) return read(Buffer.from(entry.sealed).toString('utf8'));
    const opener = await this.#openerOf(entry.keyId);
    if (!(opener instanceof Opener)) return opener;
    const text = await opener.open(entry.id, entry.sealed);
    return text === undefined ? { kind: 'damaged' } : read(text);
  }

  /**
   * The newest key, or a new one; and then, in the background, what is to be done for the keys. Nothing is sealed before
   * the keychain has been asked, or it might be sealed with a key that is lost.
   */
  async #begin(): Promise<Current> {
    const known = this.#store.keys
      .all()
      // Of a key whose row was damaged nothing is left to seal with.
      .find(({ lost, publicKey }) => !lost && publicKey.length > 0);
    const opener = known && (await this.#openerOf(known.id));
    const lost = opener === undefined || ('kind' in opener && opener.kind === 'lost');
    const current = known && !lost ? this.#use(known) : await this.#make();
    if (!this.#stopped) this.#later(0);
    return current;
  }

  #use({ id, publicKey, privateKey }: Omit<StoredKey, 'lost'>): Current {
    this.#currentId = id;
    return { sealer: new Sealer({ id, publicKey }), onDisk: privateKey !== undefined };
  }

  /** A new pair. The keychain is asked first, so that the private half touches the disk only where it has to. */
  async #make(): Promise<Current> {
    const pair = await makeKeyPair();
    const trouble = await this.#entrust(pair);
    this.#store.keys.add(pair, trouble !== undefined, this.#clock.now());
    this.#openers.set(pair.id, await Opener.of(pair.privateKey));
    this.#log('key made', { key: pair.id, kept: trouble ?? 'keychain' });
    return this.#use(trouble === undefined ? { ...pair, privateKey: undefined } : pair);
  }

  /** Puts a private key into the keychain, and believes it when it can be read there. */
  async #entrust(pair: KeyPair): Promise<KeychainTrouble | 'none' | undefined> {
    if (!this.#secrets) return 'none';
    const key = secretKeyOf(pair.id);
    const secret = Buffer.from(pair.privateKey).toString('base64url');
    // A get never makes a locked keychain ask for its password on the screen.
    const before = await this.#secrets.get(key);
    const put = before.state === 'missing' ? await this.#secrets.set(key, secret) : before;
    const after = put.state === 'done' ? await this.#secrets.get(key) : put;
    if (after.state === 'present' && after.secret === secret) {
      this.#onKeychain('ready');
      return undefined;
    }
    const trouble = 'reason' in after ? after.state : 'unavailable';
    this.#onKeychain(trouble);
    return trouble;
  }

  #later(wait: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.after(wait, () => void this.#tend());
  }

  /** Sees that every key is where it belongs, and comes back as long as one is not. */
  async #tend(): Promise<void> {
    let settled = false;
    try {
      settled = (await this.#findKeys()) && (await this.#leaveTheDisk());
      await this.#sealWhatIsOpen();
    } catch (error) {
      // The store was closed meanwhile, or its disk fails; both are seen to elsewhere.
      this.#log('keys not tended', { place: placeOf(error) });
    }
    if (!settled && !this.#stopped) this.#later(CREDENTIALS_WAIT);
  }

  /** Looks for each private key; whether the keychain could tell. */
  async #findKeys(): Promise<boolean> {
    for (const key of this.#store.keys.all()) {
      if (this.#stopped) return true;
      const opener = await this.#openerOf(key.id);
      if (!(opener instanceof Opener) && opener.kind === 'closed') return false;
    }
    return true;
  }

  /** Hands over to a key that has never been on the disk; whether there is no need to try again. */
  async #leaveTheDisk(): Promise<boolean> {
    const { onDisk } = await this.#current;
    if (!onDisk || !this.#secrets) return true;
    const pair = await makeKeyPair();
    if ((await this.#entrust(pair)) !== undefined) return false;
    if (this.#stopped) return true;
    this.#store.keys.add(pair, false, this.#clock.now());
    this.#openers.set(pair.id, await Opener.of(pair.privateKey));
    this.#current = Promise.resolve(this.#use({ ...pair, privateKey: undefined }));
    this.#log('key made', { key: pair.id, kept: 'keychain' });
    return true;
  }

  /** Seals anew what is in the clear, and what a key on the disk could open once there is a better one. */
  async #sealWhatIsOpen(): Promise<void> {
    await this.#resealAll(undefined);
    const { onDisk, sealer } = await this.#current;
    if (onDisk) return;
    for (const key of this.#store.keys.all()) {
      if (key.privateKey === undefined || key.id === sealer.keyId) continue;
      await this.#resealAll(key.id);
      if (this.#stopped || this.#store.keys.isUsed(key.id)) continue;
      this.#store.keys.erase(key.id);
      this.#openers.delete(key.id);
    }
  }

  async #resealAll(keyId: string | undefined): Promise<void> {
    let changed = 0;
    let batch = this.#store.sealedWith(keyId, 0);
    while (batch.length > 0) {
      for (const { entry } of batch) {
        const text = await this.#textOf(entry);
        const { sealer } = await this.#current;
        if (this.#stopped) return;
        if (text === undefined) continue;
        const sealed = await sealer.seal(entry.id, text);
        if (this.#stopped) return;
        this.#store.reseal(entry, { keyId: sealer.keyId, sealed });
        changed += 1;
      }
      batch = this.#store.sealedWith(keyId, batch.at(-1)?.seq ?? 0);
    }
    if (changed > 0) this.#store.checkpoint();
  }

  /** What is in an entry word for word, also where this version makes no sense of it. */
  async #textOf(entry: Entry): Promise<string | undefined> {
    if (entry.keyId === undefined) return Buffer.from(entry.sealed).toString('utf8');
    const opener = await this.#openerOf(entry.keyId);
    return opener instanceof Opener ? opener.open(entry.id, entry.sealed) : undefined;
  }

  async #openerOf(keyId: string): Promise<Opener | Shut> {
    const held = this.#openers.get(keyId);
    if (held) return held;
    const key = this.#store.keys.all().find(({ id }) => id === keyId) ?? unknown(keyId);
    const opener = await this.#unlock(key);
    if (!(opener instanceof Opener)) return opener;
    this.#openers.set(keyId, opener);
    if (key.lost && !this.#stopped) {
      this.#store.keys.found(keyId);
      this.#log('key found again', { key: keyId });
      this.#onLost();
    }
    return opener;
  }

  async #unlock(key: StoredKey): Promise<Opener | Shut> {
    if (key.privateKey) return Opener.of(key.privateKey);
    const reading = await this.#secrets?.get(secretKeyOf(key.id));
    if (reading !== undefined && 'reason' in reading) {
      this.#onKeychain(reading.state);
      const { state, reason } = reading;
      return { kind: 'closed', setback: { kind: 'credentials', state, reason } };
    }
    if (reading) this.#onKeychain('ready');
    if (reading?.state === 'present') {
      const opener = await openerIn(reading.secret);
      if (opener) return opener;
    }
    if (!key.lost) this.#lose(key);
    return { kind: 'lost' };
  }

  #lose(key: StoredKey): void {
    if (this.#stopped) return;
    this.#log('key lost', { key: key.id });
    this.#store.keys.lose(key.id, this.#clock.now());
    if (this.#currentId === key.id) {
      this.#currentId = undefined;
      this.#current = this.#make();
      this.#current.catch(() => undefined);
    }
    this.#onLost();
  }
}

/** A key of which a damaged outbox has kept nothing but its name; the keychain may still have it. */
function unknown(id: string): StoredKey {
  return { id, publicKey: new Uint8Array(), privateKey: undefined, lost: false };
}

/** Undefined when somebody put something else in its place. */
async function openerIn(secret: string): Promise<Opener | undefined> {
  try {
    return await Opener.of(Buffer.from(secret, 'base64url'));
  } catch {
    return undefined;
  }
}

function secretKeyOf(keyId: string): SecretKey {
  return { name: 'outbox.private-key', address: 'vestibule:outbox', account: keyId };
}

function read(text: string): Opened {
  try {
    const read = payload.safeParse(JSON.parse(text));
    return read.success ? { kind: 'open', payload: read.data } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}
