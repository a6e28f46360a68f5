import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import type {
  KeychainTrouble,
  Reading,
  SecretKey,
  SecretStore,
  Writing,
} from '../../src/main/credentials/secret-store.ts';

/** A keychain in memory that can be locked, and that can be reset. */
export class FallibleSecrets implements SecretStore {
  trouble: KeychainTrouble | undefined;
  #kept = new MemorySecrets();
  /** Every key that a secret was put under, in their order. */
  readonly put: SecretKey[] = [];

  async get(key: SecretKey): Promise<Reading> {
    return this.#inTheWay() ?? this.#kept.get(key);
  }

  async set(key: SecretKey, secret: string): Promise<Writing> {
    const trouble = this.#inTheWay();
    if (trouble) return trouble;
    this.put.push(key);
    return this.#kept.set(key, secret);
  }

  async delete(key: SecretKey): Promise<Writing> {
    return this.#inTheWay() ?? this.#kept.delete(key);
  }

  /** Everything is gone; what is given back can be put back. */
  reset(): MemorySecrets {
    const before = this.#kept;
    this.#kept = new MemorySecrets();
    return before;
  }

  restore(kept: MemorySecrets): void {
    this.#kept = kept;
  }

  #inTheWay(): { state: KeychainTrouble; reason: string } | undefined {
    return this.trouble && { state: this.trouble, reason: 'it is in the way' };
  }
}
