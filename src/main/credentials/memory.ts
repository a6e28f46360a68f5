import { labelOf } from './key-for.ts';
import type { Reading, SecretKey, SecretStore, Writing } from './secret-store.ts';

/** Secrets of a demo: its own server has just made them up, and they end with it. */
export class MemorySecrets implements SecretStore {
  readonly #secrets = new Map<string, string>();

  async get(key: SecretKey): Promise<Reading> {
    const secret = this.#secrets.get(labelOf(key));
    return secret === undefined ? { state: 'missing' } : { state: 'present', secret };
  }

  async set(key: SecretKey, secret: string): Promise<Writing> {
    this.#secrets.set(labelOf(key), secret);
    return { state: 'done' };
  }

  async delete(key: SecretKey): Promise<Writing> {
    return { state: this.#secrets.delete(labelOf(key)) ? 'done' : 'missing' };
  }
}
