import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { labelOf } from '../../../src/main/credentials/key-for.ts';
import type {
  Reading,
  SecretKey,
  SecretStore,
  Writing,
} from '../../../src/main/credentials/secret-store.ts';

/** Stands for the OS keychain of a machine whose kiosk is killed: what was put there stays. */
export class FileSecrets implements SecretStore {
  readonly #file: string;
  readonly #isLocked: boolean;
  readonly #onSet: () => void;

  /** @param onSet called when a secret has been put there, before whoever put it hears of it */
  constructor(file: string, isLocked: boolean, onSet: () => void) {
    this.#file = file;
    this.#isLocked = isLocked;
    this.#onSet = onSet;
  }

  async get(key: SecretKey): Promise<Reading> {
    if (this.#isLocked) return locked;
    const secret = this.#all()[labelOf(key)];
    return secret === undefined ? { state: 'missing' } : { state: 'present', secret };
  }

  async set(key: SecretKey, secret: string): Promise<Writing> {
    if (this.#isLocked) return locked;
    this.#write({ ...this.#all(), [labelOf(key)]: secret });
    this.#onSet();
    return { state: 'done' };
  }

  async delete(key: SecretKey): Promise<Writing> {
    if (this.#isLocked) return locked;
    const { [labelOf(key)]: gone, ...others } = this.#all();
    this.#write(others);
    return { state: gone === undefined ? 'missing' : 'done' };
  }

  #all(): Record<string, string> {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, string>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  }

  #write(all: Record<string, string>): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(all));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

const locked = { state: 'locked', reason: 'nobody has unlocked it' } as const;
