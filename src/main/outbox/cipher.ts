import { createHash } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/** HPKE (RFC 9180) in base mode. P-256 and AES-256-GCM are in every build of the cryptography under Node and Electron. */
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const info = new TextEncoder().encode('Vestibule outbox 1');
/** Bytes of an encapsulated key (RFC 9180, table 2), which stands in front of what was sealed with it. */
const ENCAPSULATED = 65;

/** The library's own idea of a key, which the types of Node's are no longer assignable to. */
type Key = Awaited<ReturnType<typeof suite.kem.deserializePublicKey>>;

export interface KeyPair {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** A new pair; its id says which public key it is. */
export async function makeKeyPair(): Promise<KeyPair> {
  const pair = await suite.kem.generateKeyPair();
  const publicKey = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey));
  const privateKey = new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey));
  return { id: keyIdOf(publicKey), publicKey, privateKey };
}

export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('base64url').slice(0, 22);
}

/** Seals text to a public key. What it takes to begin is done ahead of time, so that nobody waits for it. */
export class Sealer {
  readonly keyId: string;
  readonly #publicKey: Promise<Key>;
  #next: ReturnType<typeof suite.createSenderContext> | undefined;

  constructor(key: Pick<KeyPair, 'id' | 'publicKey'>) {
    this.keyId = key.id;
    this.#publicKey = suite.kem.deserializePublicKey(key.publicKey);
    // A key that cannot be used says so to whoever seals with it.
    this.#publicKey.catch(() => undefined);
  }

  /** @param id the entry's: what was sealed for one cannot be opened as another's */
  async seal(id: string, text: string): Promise<Uint8Array> {
    const ready = this.#next ?? this.#begin();
    this.#next = undefined;
    const context = await ready;
    const sealed = await context.seal(bytes(text), bytes(id));
    this.#next = this.#begin();
    this.#next.catch(() => undefined);
    return Buffer.concat([new Uint8Array(context.enc), new Uint8Array(sealed)]);
  }

  async #begin() {
    return suite.createSenderContext({ recipientPublicKey: await this.#publicKey, info });
  }
}

/** Opens what a {@link Sealer} of the same pair has sealed. */
export class Opener {
  readonly #privateKey: Key;

  private constructor(privateKey: Key) {
    this.#privateKey = privateKey;
  }

  /** @throws when those bytes are no private key */
  static async of(privateKey: Uint8Array): Promise<Opener> {
    return new Opener(await suite.kem.deserializePrivateKey(privateKey));
  }

  /** Undefined when it is damaged, was sealed for another entry, or for another key. */
  async open(id: string, sealed: Uint8Array): Promise<string | undefined> {
    try {
      const context = await suite.createRecipientContext({
        recipientKey: this.#privateKey,
        enc: sealed.slice(0, ENCAPSULATED),
        info,
      });
      return new TextDecoder().decode(await context.open(sealed.slice(ENCAPSULATED), bytes(id)));
    } catch {
      return undefined;
    }
  }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
