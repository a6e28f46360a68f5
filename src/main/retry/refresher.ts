import type { Clock } from '../clock.ts';
import { type Log, placeOf } from '../log/log.ts';
import { type Contact, type Setback, SetbackError } from '../providers/provider.ts';
import type { Backoff } from './backoff.ts';

/** Keeps something that the provider has up to date in the background. */
export class Refresher {
  readonly #what: string;
  readonly #fetch: () => Promise<void>;
  readonly #every: number;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #log: Log;
  readonly #onContact: (contact: Contact) => void;
  #cancelTimer: (() => void) | undefined;
  #fetching = false;
  #failed = false;
  #stopped = false;

  /**
   * @param parts.what for the log
   * @param parts.fetch may throw SetbackError; a defect in reading an answer is no reason to stop asking, since the next
   *   answer may do better
   * @param parts.every how long after a fetch that went well the next one is, in ms
   * @param parts.onContact called after every fetch
   */
  constructor(parts: {
    what: string;
    fetch: () => Promise<void>;
    every: number;
    clock: Clock;
    backoff: Backoff;
    log: Log;
    onContact: (contact: Contact) => void;
  }) {
    this.#what = parts.what;
    this.#fetch = parts.fetch;
    this.#every = parts.every;
    this.#clock = parts.clock;
    this.#backoff = parts.backoff;
    this.#log = parts.log;
    this.#onContact = parts.onContact;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Fetches now, and from now on. */
  start(): void {
    this.#cancelTimer?.();
    if (!this.#fetching && !this.#stopped) void this.#fetchAndRest();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  /** The line is back: a fetch that failed for want of it is tried again now. */
  ifDue(): void {
    if (this.#failed) this.start();
  }

  async #fetchAndRest(): Promise<void> {
    this.#fetching = true;
    const setback = await this.#fetchOnce();
    this.#fetching = false;
    this.#failed = setback !== undefined;
    if (this.#stopped) return;
    this.#cancelTimer = this.#clock.after(
      setback ? this.#backoff.afterSetback(setback) : this.#every,
      () => this.start(),
    );
    this.#onContact(setback ?? { kind: 'answered' });
  }

  async #fetchOnce(): Promise<Setback | undefined> {
    try {
      await this.#fetch();
      this.#backoff.reset();
      return undefined;
    } catch (error) {
      const setback = setbackOf(error);
      this.#log(`${this.#what} not fetched`, {
        setback: setback.kind,
        ...('state' in setback ? { state: setback.state } : {}),
        ...(error instanceof SetbackError ? {} : { defect: placeOf(error) }),
      });
      return setback;
    }
  }
}

function setbackOf(error: unknown): Setback {
  if (error instanceof SetbackError) return error.setback;
  return { kind: 'failing', reason: (error as Error).message };
}
