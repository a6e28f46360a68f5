import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../src/main/clock.ts';
import type { SecretStore } from '../../src/main/credentials/secret-store.ts';
import { Directory } from '../../src/main/directory/directory.ts';
import { silent } from '../../src/main/log/log.ts';
import type { Outbox } from '../../src/main/outbox/outbox.ts';
import { accountOf, createProvider } from '../../src/main/providers/create.ts';
import { Backoff } from '../../src/main/retry/backoff.ts';
import type { LiveProfile } from '../../src/shared/domain/profile.ts';
import { createOutbox } from '../../tests/support/create-outbox.ts';
import { harbourWorks } from '../../tests/support/harbour-works.ts';
import { settingsInMemory } from '../../tests/support/settings-in-memory.ts';

/** A kiosk without its screens: its outbox on disk, its directory, its provider, and all that they wait by. */
export class FleetKiosk {
  readonly #outbox: Outbox;
  readonly #directory: Directory;
  readonly #hostId: string;

  constructor(parts: {
    profile: LiveProfile;
    folder: string;
    secrets: SecretStore;
    fetch: typeof fetch;
    clock: Clock;
    random: () => number;
    hostId: string;
  }) {
    const { clock, profile, random } = parts;
    this.#hostId = parts.hostId;
    const account = accountOf(profile);
    const provider = createProvider({
      ...parts,
      ...harbourWorks,
      account,
      settings: settingsInMemory(),
      log: silent,
    });
    this.#directory = new Directory({
      provider,
      cache: undefined,
      clock,
      log: silent,
      backoff: new Backoff(clock, random),
      onReady: () => {},
      onContact: (contact) => {
        if (contact.kind === 'answered') this.#outbox.tryNow();
      },
    });
    this.#outbox = createOutbox({
      dataDir: join(parts.folder, randomUUID()),
      provider,
      clock,
      random,
      hostNamed: (name) => this.#directory.named(name),
      onContact: () => this.#directory.refreshIfDue(),
      onDisk: (disk) => {
        if (disk !== 'ready') throw new Error(`The disk is ${disk}`);
      },
    });
  }

  start(): void {
    this.#outbox.start();
    void this.#directory.start();
  }

  stop(): void {
    this.#outbox.stop();
    this.#directory.stop();
  }

  /** How many arrivals the provider does not have yet. */
  get waiting(): number {
    return this.#outbox.counts()?.waiting ?? 0;
  }

  /** Somebody signs in. Returns the arrival's id. */
  async add(): Promise<string> {
    const id = randomUUID();
    await this.#outbox.add({
      kind: 'walk-in',
      id,
      visitor: { firstName: 'Ada', email: `${id}@guests.example` },
      host: { kind: 'chosen', id: this.#hostId, name: 'Maya Okafor' },
    });
    return id;
  }
}
