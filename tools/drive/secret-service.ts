import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * A real Secret Service of one's own, so that nothing touches the keychain of whoever runs the tests.
 * On macOS and Windows it is that keychain, and only `env` and `stop` mean anything.
 */
export interface SecretService {
  /** To be merged into the environment of a process that is to use it. */
  readonly env: Record<string, string>;
  /** The gnome-keyring-daemon of this moment; undefined when there is none. */
  readonly daemonPid: number | undefined;
  /** How often a person would have been asked for the keyring's password. */
  prompts(): number;
  /** Locks the keyring while its daemon goes on. */
  lock(): Promise<void>;
  /** Ends the daemon and starts it anew, with its keyring locked if so wished. */
  restart(options?: { locked?: boolean }): Promise<void>;
  /** Stops the daemon in its tracks: it takes calls and answers none. */
  freeze(): void;
  thaw(): void;
  /** Ends the daemon; the bus stays. */
  end(): Promise<void>;
  /** Ends everything that was started here and removes its folder. */
  stop(): Promise<void>;
}

/** What would ask a person for the password: a dialog that closes at once, or one that nobody answers. */
type Prompter = 'dismissed' | 'unanswered';

export interface SecretServiceOptions {
  /** `locked`: one that has no keyring yet, and nobody to make one. `none`: a bus without a keyring daemon. */
  readonly daemon?: 'unlocked' | 'locked' | 'none';
  readonly prompter?: Prompter;
}

/** @throws Error that names the Debian packages when dbus or gnome-keyring is not installed */
export async function startSecretService(
  options: SecretServiceOptions = {},
): Promise<SecretService> {
  if (process.platform !== 'linux') return machinesOwn();
  const service = new OwnSecretService(options.prompter ?? 'dismissed');
  try {
    await service.startBus();
    if (options.daemon !== 'none') await service.restart({ locked: options.daemon === 'locked' });
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

const PASSWORD = 'a password of the tests';
const PATIENCE = 10_000;

const SECRETS = 'org.freedesktop.secrets';
const LOGIN_KEYRING = '/org/freedesktop/secrets/collection/login';

const run = promisify(execFile);

class OwnSecretService implements SecretService {
  readonly env: {
    DBUS_SESSION_BUS_ADDRESS: string;
    XDG_DATA_HOME: string;
    XDG_RUNTIME_DIR: string;
  };
  readonly #folder = mkdtempSync(join(tmpdir(), 'vestibule-keyring-'));
  readonly #services = this.#makeFolder('services');
  readonly #promptsFile = join(this.#folder, 'prompts');
  readonly #prompter: Prompter;
  #bus: ChildProcess | undefined;
  #daemon: ChildProcess | undefined;

  constructor(prompter: Prompter) {
    this.#prompter = prompter;
    const runtime = this.#makeFolder('run');
    this.env = {
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(runtime, 'bus')}`,
      XDG_DATA_HOME: this.#makeFolder('data'),
      XDG_RUNTIME_DIR: runtime,
    };
    process.once('exit', this.#endNow);
  }

  get daemonPid(): number | undefined {
    return this.#daemon?.pid;
  }

  async startBus(): Promise<void> {
    this.#installPrompter();
    const config = join(this.#folder, 'bus.conf');
    writeFileSync(config, busConfig(this.env.DBUS_SESSION_BUS_ADDRESS, this.#services));
    this.#bus = await this.#spawn('dbus-daemon', [
      `--config-file=${config}`,
      '--nofork',
      '--nopidfile',
    ]);
    await until('the bus listens', () =>
      this.#ask('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetId'),
    );
  }

  async restart({ locked = false } = {}): Promise<void> {
    await this.end();
    const unlock = locked ? [] : ['--unlock'];
    this.#daemon = await this.#spawn('gnome-keyring-daemon', [
      '--components=secrets',
      '--foreground',
      ...unlock,
    ]);
    this.#daemon.stdin?.end(locked ? '' : PASSWORD);
    await until('the keyring daemon answers', () =>
      locked ? this.#isThere() : this.#isUnlocked(),
    );
  }

  async lock(): Promise<void> {
    const lock = 'org.freedesktop.Secret.Service.Lock';
    const answer = await this.#ask(
      SECRETS,
      '/org/freedesktop/secrets',
      lock,
      `array:objpath:${LOGIN_KEYRING}`,
    );
    if (!answer?.includes(LOGIN_KEYRING))
      throw new Error('The test’s keyring did not let itself be locked.');
  }

  freeze(): void {
    this.#daemon?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#daemon?.kill('SIGCONT');
  }

  async end(): Promise<void> {
    await ended(this.#daemon);
    this.#daemon = undefined;
  }

  async stop(): Promise<void> {
    await this.end();
    await ended(this.#bus);
    process.off('exit', this.#endNow);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  prompts(): number {
    return existsSync(this.#promptsFile) ? readFileSync(this.#promptsFile, 'utf8').length : 0;
  }

  /** For a run that breaks off without stop(). */
  readonly #endNow = (): void => {
    this.#daemon?.kill('SIGKILL');
    this.#bus?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  };

  /** Stands in for gcr's dialog, which gnome-keyring has the bus start. */
  #installPrompter(): void {
    const script = join(this.#folder, 'prompter');
    const then =
      this.#prompter === 'dismissed' ? 'exit 1' : 'while [ -e "$0" ]; do sleep 0.1; done';
    writeFileSync(script, `#!/bin/sh\nprintf x >> '${this.#promptsFile}'\n${then}\n`, {
      mode: 0o700,
    });
    writeFileSync(
      join(this.#services, 'prompter.service'),
      `[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=${script}\n`,
    );
  }

  #isThere(): Promise<string | undefined> {
    return this.#ask(
      'org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.GetNameOwner',
      `string:${SECRETS}`,
    );
  }

  async #isUnlocked(): Promise<string | undefined> {
    const property = ['string:org.freedesktop.Secret.Collection', 'string:Locked'];
    const answer = await this.#ask(
      SECRETS,
      LOGIN_KEYRING,
      'org.freedesktop.DBus.Properties.Get',
      ...property,
    );
    return answer?.includes('boolean false') ? answer : undefined;
  }

  /** One call on the bus; undefined when it fails. */
  async #ask(
    name: string,
    path: string,
    method: string,
    ...args: string[]
  ): Promise<string | undefined> {
    const call = ['--session', '--print-reply', `--dest=${name}`, path, method, ...args];
    return run('dbus-send', call, { env: { ...process.env, ...this.env } }).then(
      ({ stdout }) => stdout,
      () => undefined,
    );
  }

  async #spawn(command: string, args: string[]): Promise<ChildProcess> {
    // Nothing of the caller's own session: no display to prompt on, no other keyring to talk to.
    const env = { PATH: process.env.PATH, HOME: this.#folder, ...this.env };
    const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
    await once(child, 'spawn').catch((error: Error) => {
      throw new Error(
        `${command} does not start (${error.message}). On Debian and Ubuntu: apt-get install dbus gnome-keyring libsecret-1-0`,
      );
    });
    return child;
  }

  #makeFolder(name: string): string {
    const path = join(this.#folder, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  }
}

function machinesOwn(): SecretService {
  const linuxOnly = () => {
    throw new Error('Only a keyring on Linux can be made to fail: run this test there only.');
  };
  return {
    env: {},
    daemonPid: undefined,
    prompts: linuxOnly,
    lock: linuxOnly,
    restart: linuxOnly,
    freeze: linuxOnly,
    thaw: linuxOnly,
    end: linuxOnly,
    stop: async () => {},
  };
}

const busConfig = (address: string, services: string) => `<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  // Not SIGTERM, which a frozen daemon would not see.
  child.kill('SIGKILL');
  await exit;
}

async function until(what: string, look: () => Promise<string | undefined>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while ((await look()) === undefined) {
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE} ms in vain until ${what}.`);
    await wait(20);
  }
}
