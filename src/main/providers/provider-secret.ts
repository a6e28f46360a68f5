import type { Clock } from '../clock.ts';
import type { SecretKey, SecretStore } from '../credentials/secret-store.ts';
import type { CredentialTrouble, Setback } from './provider.ts';

/** How long a secret that the provider turned down is left alone, so that the account is not locked by trying. */
const REST = 10 * 60_000;

export type SecretAnswer = { ok: true; secret: string } | { ok: false; setback: Setback };

/**
 * The secret that signs in to a provider, read from the keychain whenever it is needed, so that a new one counts
 * from the moment it is stored. One that was turned down is not tried again until it changes or has rested.
 */
export class ProviderSecret {
  readonly #store: SecretStore;
  readonly #key: SecretKey;
  readonly #clock: Clock;
  #denied: { secret: string; until: number; setback: Setback } | undefined;

  constructor(store: SecretStore, key: SecretKey, clock: Clock) {
    this.#store = store;
    this.#key = key;
    this.#clock = clock;
  }

  async read(): Promise<SecretAnswer> {
    const reading = await this.#store.get(this.#key);
    if (reading.state === 'missing')
      return {
        ok: false,
        setback: credentials('missing', `no ${this.#key.name} is stored for ${this.#key.account}`),
      };
    if (reading.state !== 'present')
      return { ok: false, setback: credentials(reading.state, reading.reason) };
    const denied = this.#denied;
    if (denied && denied.secret === reading.secret && this.#clock.now() < denied.until)
      return { ok: false, setback: denied.setback };
    return { ok: true, secret: reading.secret };
  }

  /** Notes that the provider turned this secret down, and hands back the setback that says so. */
  deny(secret: string, state: CredentialTrouble, reason: string): Setback {
    const setback = credentials(state, reason);
    this.#denied = { secret, until: this.#clock.now() + REST, setback };
    return setback;
  }
}

const credentials = (state: CredentialTrouble, reason: string): Setback => ({
  kind: 'credentials',
  state,
  reason,
});
