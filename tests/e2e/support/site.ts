import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { test as base, expect } from 'playwright/test';
import type { DemoServer } from '../../../src/demo/demo-server.ts';
import { type NexudusDemo, startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { type SpacebringDemo, startSpacebringDemo } from '../../../src/demo/spacebring/server.ts';
import type { ProviderProfile } from '../../../src/shared/domain/profile.ts';
import { credentials } from '../../../tools/drive/credentials.ts';
import {
  type Ended,
  type Kiosk,
  launch,
  runToEnd,
  temporaryFolder,
} from '../../../tools/drive/launch.ts';
import { type SecretService, startSecretService } from '../../../tools/drive/secret-service.ts';
import { WalkIn } from '../../../tools/drive/walk-in.ts';

/** What a profile says besides its provider; given parts replace those of Harbour Works. */
export interface ProfileParts {
  readonly site?: object;
  readonly walkIn?: object;
  readonly offers?: readonly string[];
  readonly idleSeconds?: number;
}

export interface OpenOptions extends ProfileParts {
  /** Whether the secret is in the keychain before the kiosk starts; true unless given. */
  readonly secret?: boolean;
}

export interface Opened {
  readonly kiosk: Kiosk;
  readonly guest: WalkIn;
  /** How the kiosk says that it is, in attributes, while it shows Welcome. */
  readonly status: Locator;
  readonly profile: string;
}

/** A place with a kiosk: its provider, its keychain, its data folder. */
export class Site {
  readonly folder: string;
  readonly keychain: SecretService;
  readonly #kiosks: Kiosk[] = [];

  constructor(folder: string, keychain: SecretService) {
    this.folder = folder;
    this.keychain = keychain;
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  async profile(provider: ProviderProfile, parts: ProfileParts = {}): Promise<string> {
    const { site, ...rest } = parts;
    const file = join(this.folder, 'profile.json');
    const profile = {
      site: { name: 'Harbour Works', timeZone: 'Europe/Lisbon', country: 'PT', ...site },
      provider,
      ...rest,
    };
    await writeFile(file, JSON.stringify(profile));
    return file;
  }

  async storeSecret(server: DemoServer, profile: string): Promise<void> {
    const { name, value } = server.secret;
    await credentials('set', name, profile, { secret: value, env: this.keychain.env });
  }

  /** Starts the kiosk for a provider; again, when it was started before, on the same data folder. */
  async open(server: DemoServer, { secret = true, ...parts }: OpenOptions = {}): Promise<Opened> {
    const profile = await this.profile(server.provider, parts);
    if (secret) await this.storeSecret(server, profile);
    return this.start(profile);
  }

  /** Starts the kiosk with the server that it carries along, for what has to do with its screens alone. */
  async openDemo(parts: ProfileParts = {}): Promise<Opened> {
    const opened = await this.start(await this.profile({ kind: 'demo', of: 'nexudus' }, parts));
    await expect(opened.status).toHaveAttribute('data-directory', 'ready');
    return opened;
  }

  /** Runs the app in a way that ends by itself. */
  runToEnd(args: string[]): Promise<Ended> {
    return runToEnd({ args: ['--headless', ...args], env: this.keychain.env });
  }

  async start(profile: string): Promise<Opened> {
    const kiosk = await launch({
      args: ['--profile', profile, '--data-dir', this.dataDir],
      env: this.keychain.env,
    });
    this.#kiosks.push(kiosk);
    return {
      kiosk,
      guest: new WalkIn(kiosk.page),
      status: kiosk.page.locator('[data-status]'),
      profile,
    };
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#kiosks.map((kiosk) => kiosk.close().catch(() => kiosk.kill())));
  }
}

interface Worker {
  keychain: SecretService;
}

interface Fixtures {
  site: Site;
  nexudus: NexudusDemo;
  spacebring: SpacebringDemo;
}

/** Tests that take `site` and a provider get their own of each, and have them taken down again. */
export const test = base.extend<Fixtures, Worker>({
  keychain: [
    async ({}, use) => {
      const keychain = await startSecretService();
      await use(keychain);
      await keychain.stop();
    },
    { scope: 'worker' },
  ],
  site: async ({ keychain }, use) => {
    const folder = await temporaryFolder();
    const site = new Site(folder.path, keychain);
    await use(site);
    await site.closeAll();
    await folder.remove();
  },
  nexudus: async ({}, use) => {
    const server = await startNexudusDemo();
    await use(server);
    await server.stop();
  },
  spacebring: async ({}, use) => {
    const server = await startSpacebringDemo();
    await use(server);
    await server.stop();
  },
});
