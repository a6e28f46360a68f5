import { secretFault } from '../../credentials/secret-fault.ts';
import type { SecretKey, SecretStore } from '../../credentials/secret-store.ts';

/**
 * What renews a session: in memory, and in the keychain where there is one, so that a restart need not sign in anew. A
 * keychain that does not give or take it stops nothing: then the password signs in.
 */
export class RefreshToken {
  readonly #store: SecretStore | undefined;
  readonly #key: SecretKey | undefined;
  #token: string | undefined;
  #hasLooked = false;

  /** @param kept where it outlives the session; nowhere unless given */
  constructor(kept?: { readonly store: SecretStore; readonly key: SecretKey }) {
    this.#store = kept?.store;
    this.#key = kept?.key;
  }

  /** The keychain is asked until it has answered once. */
  async read(): Promise<string | undefined> {
    if (this.#token === undefined && !this.#hasLooked) this.#token = await this.#look();
    return this.#token;
  }

  /** Resolves when it is in the keychain, or cannot be put there. Without one, the last is not good any more either. */
  async keep(token: string | undefined): Promise<void> {
    this.#token = token;
    this.#hasLooked = true;
    if (!this.#store || !this.#key || token === undefined || secretFault(token)) return;
    // To put something into a keychain that is locked raises a prompt over the screen; to ask does not.
    const reading = await this.#store.get(this.#key);
    if (reading.state === 'present' || reading.state === 'missing')
      await this.#store.set(this.#key, token);
  }

  /** It is no good: the password signs in, and what comes of that takes its place. */
  drop(): void {
    this.#token = undefined;
  }

  async #look(): Promise<string | undefined> {
    if (!this.#store || !this.#key) return undefined;
    const reading = await this.#store.get(this.#key);
    this.#hasLooked = reading.state === 'present' || reading.state === 'missing';
    return reading.state === 'present' ? reading.secret : undefined;
  }
}
