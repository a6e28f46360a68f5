import type { Child, KeyValues } from '../platform.ts';
import { labelOf } from './key-for.ts';
import { KeychainLine, LineError } from './keychain-line.ts';
import { locked, prompting, type Trouble, troubleOf } from './keychain-trouble.ts';
import { secretFault } from './secret-fault.ts';
import type { Reading, SecretKey, SecretStore, Writing } from './secret-store.ts';

const SERVICE = 'Vestibule';

/**
 * Entries without a secret that are there whenever a secret is. There are two so that one stays
 * if the kiosk loses power between taking the other away and putting it back.
 */
const CANARIES = ['canary', 'canary-spare'];

/** Whether a canary has been written on this machine, among what is remembered. */
const CANARY_WRITTEN = 'keychain.canary';

/** How long the person who stores a secret has to answer the system's prompt for the keychain's password. */
const PROMPT_PATIENCE = 60_000;

/**
 * The operating system's keychain, through keytar in a process of its own.
 *
 * On Linux (libsecret 0.20 with gnome-keyring 42) a locked keychain answers a get with null, as if nothing had been
 * stored, and does so after a system-wide prompt for its password, which lies over the lobby screen until somebody
 * answers it, whatever becomes of the process that raised it. A delete never prompts: true says that the keychain is
 * open, false that it is locked or has no such entry. So a process's first question, and the one after each null,
 * takes a canary away and puts it back.
 */
export class Keychain implements SecretStore {
  readonly #start: () => Child;
  readonly #patience: number;
  readonly #remembered: KeyValues;
  #line: KeychainLine | undefined;
  /** What came of trying to write the first canary: the prompt that this may raise is raised once in a kiosk's run. */
  #firstCanary: Trouble | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  /**
   * @param parts.start starts the process of keychain-process.ts
   * @param parts.timeoutMs how long each question to it may take
   * @param parts.remembered keeps, over restarts, that a canary has been written
   */
  constructor(parts: { start: () => Child; timeoutMs?: number; remembered: KeyValues }) {
    this.#start = parts.start;
    this.#patience = parts.timeoutMs ?? 5_000;
    this.#remembered = parts.remembered;
  }

  get(key: SecretKey): Promise<Reading> {
    return this.#inTurn(async (line) => {
      const known = line.open ? await this.#read(line, key) : null;
      if (known !== null) return { state: 'present', secret: known };
      const closed = await this.#lookFor(line);
      if (closed) return closed;
      const secret = await this.#read(line, key);
      return secret === null ? { state: 'missing' } : { state: 'present', secret };
    });
  }

  /** @throws TypeError for a secret that {@link secretFault} finds fault with */
  async set(key: SecretKey, secret: string): Promise<Writing> {
    const fault = secretFault(secret);
    if (fault) throw new TypeError(fault);
    return this.#inTurn(async (line) => {
      // Whoever stores a secret is there to answer the system's prompt, so this may raise one.
      const open = await this.#findCanary(line);
      const closed = open ? undefined : await this.#writeCanaries(line, PROMPT_PATIENCE);
      if (closed) return closed;
      await this.#ask(line, { op: 'set', account: labelOf(key), secret });
      return { state: 'done' };
    });
  }

  delete(key: SecretKey): Promise<Writing> {
    return this.#inTurn(async (line) => {
      const closed = await this.#lookFor(line);
      if (closed) return closed;
      const deleted = await this.#ask(line, { op: 'delete', account: labelOf(key) });
      return { state: deleted === true ? 'done' : 'missing' };
    });
  }

  /** Ends the process. The next call starts another. */
  stop(): void {
    this.#line?.close();
    this.#line = undefined;
  }

  #inTurn<T>(attempt: (line: KeychainLine) => Promise<T>): Promise<T | Trouble> {
    const turn = this.#lastTurn.then(() => this.#try(attempt));
    // Whoever called hears of a failure; the next in line only waits for its end.
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** A process that died, or that has outlived the keychain service that it was connected to, is replaced once. */
  async #try<T>(attempt: (line: KeychainLine) => Promise<T>): Promise<T | Trouble> {
    const used = this.#line !== undefined && !this.#line.gone;
    try {
      return await attempt(this.#currentLine());
    } catch (error) {
      const trouble = this.#giveUp(error);
      const worthAnother = trouble.state === 'unavailable' && (used || isGone(error));
      if (!worthAnother) return trouble;
    }
    try {
      return await attempt(this.#currentLine());
    } catch (error) {
      return this.#giveUp(error);
    }
  }

  #currentLine(): KeychainLine {
    if (!this.#line || this.#line.gone) this.#line = new KeychainLine(this.#start());
    return this.#line;
  }

  #giveUp(error: unknown): Trouble {
    this.stop();
    if (error instanceof LineError) return troubleOf(error);
    throw error;
  }

  /** Undefined when the keychain is open. */
  async #lookFor(line: KeychainLine): Promise<Trouble | undefined> {
    if (await this.#findCanary(line)) return undefined;
    if (this.#remembered.get(CANARY_WRITTEN) === true) return locked;
    this.#firstCanary ??= await this.#writeCanaries(line, this.#patience);
    return this.#firstCanary;
  }

  async #findCanary(line: KeychainLine): Promise<boolean> {
    line.open = false;
    for (const [index, account] of CANARIES.entries()) {
      const found = await this.#ask(line, { op: 'delete', account });
      if (found !== true) continue;
      for (const missing of CANARIES.slice(0, index + 1)) await this.#writeCanary(line, missing);
      this.#seenOpen(line);
      return true;
    }
    return false;
  }

  /** Undefined when they are written; until then the keychain is locked or there is none. May raise a prompt. */
  async #writeCanaries(line: KeychainLine, patience: number): Promise<Trouble | undefined> {
    try {
      for (const account of CANARIES) await this.#writeCanary(line, account, patience);
    } catch (error) {
      if (!(error instanceof LineError) || error.kind === 'gone') throw error;
      if (error.kind === 'said-no') return troubleOf(error);
      // It answered a moment ago, so what hangs is a prompt, which stays on the screen until somebody answers it.
      this.stop();
      return prompting;
    }
    this.#seenOpen(line);
    return undefined;
  }

  #seenOpen(line: KeychainLine): void {
    line.open = true;
    if (this.#remembered.get(CANARY_WRITTEN) !== true) this.#remembered.set(CANARY_WRITTEN, true);
  }

  async #writeCanary(line: KeychainLine, account: string, patience?: number): Promise<void> {
    await this.#ask(line, { op: 'set', account, secret: account }, patience);
  }

  async #read(line: KeychainLine, key: SecretKey): Promise<string | null> {
    const value = await this.#ask(line, { op: 'get', account: labelOf(key) });
    return typeof value === 'string' ? value : null;
  }

  #ask(line: KeychainLine, wish: Wish, patience = this.#patience) {
    return line.ask({ ...wish, service: SERVICE }, patience);
  }
}

type Wish =
  | { op: 'get' | 'delete'; account: string }
  | { op: 'set'; account: string; secret: string };

const isGone = (error: unknown) => error instanceof LineError && error.kind === 'gone';
