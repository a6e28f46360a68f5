import type { Arrival, Outcome } from '#shared/domain/arrival.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { Entry } from './entry.ts';
import type { DeliveryLoop } from './loop.ts';
import { type Counts, OutboxStore } from './store.ts';

/** The disk does not take an arrival: the visitor has to see a person. */
export class CannotKeepError extends Error {
  override name = 'CannotKeepError';
}

/** How long to wait before a disk that failed is tried again. */
const DISK_RETRY = 10_000;
const ERASE_EVERY = 3_600_000;
/** What was delivered is kept for a day, then erased. */
const KEPT_FOR = 24 * 3_600_000;

/** Where arrivals are kept until the provider has them. */
export class Outbox {
  readonly #dataDir: string;
  readonly #account: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #createLoop: (store: OutboxStore) => DeliveryLoop;
  readonly #onDisk: (disk: 'ready' | 'failing') => void;
  readonly #cancel: (() => void)[] = [];
  #open: { store: OutboxStore; loop: DeliveryLoop } | undefined;

  /** @param onDisk called whenever the outbox has been opened, or could not be written */
  constructor(parts: {
    dataDir: string;
    account: string;
    clock: Clock;
    log: Log;
    createLoop: (store: OutboxStore) => DeliveryLoop;
    onDisk: (disk: 'ready' | 'failing') => void;
  }) {
    this.#dataDir = parts.dataDir;
    this.#account = parts.account;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#createLoop = parts.createLoop;
    this.#onDisk = parts.onDisk;
  }

  /** Opens the store and begins to deliver. A disk that cannot be used is tried again until it can. */
  start(): void {
    try {
      const store = new OutboxStore(this.#dataDir);
      this.#open = { store, loop: this.#createLoop(store) };
    } catch (error) {
      this.#failing(error);
      this.#later(DISK_RETRY, () => this.start());
      return;
    }
    this.#onDisk('ready');
    this.#open.loop.wake();
    this.#erase();
  }

  stop(): void {
    this.#close();
  }

  #close(): void {
    for (const cancel of this.#cancel.splice(0)) cancel();
    this.#open?.loop.stop();
    this.#open?.store.close();
    this.#open = undefined;
  }

  /**
   * Keeps an arrival; when this returns it is on disk.
   * @returns what the visitor may be told at once
   * @throws CannotKeepError
   */
  add(arrival: Arrival): Outcome {
    if (!this.#open) throw new CannotKeepError('the outbox is not open');
    const { store, loop } = this.#open;
    let entry: Entry | undefined;
    try {
      store.add(this.#account, arrival, this.#clock.now());
      entry = store.get(arrival.id);
    } catch (error) {
      // Whatever is wrong with the disk, or with the file that is open on it, a fresh start is the way out.
      this.#close();
      this.#failing(error);
      this.#later(DISK_RETRY, () => this.start());
      throw new CannotKeepError((error as Error).message);
    }
    this.#onDisk('ready');
    const outcome = loop.pausedBy === undefined ? 'sending' : 'recorded';
    loop.tryNow();
    return entry?.state === 'pending' && entry.tries === 0 ? outcome : outcomeOf(entry);
  }

  /** What the visitor of that arrival may be told now. */
  outcome(id: string): Outcome {
    return outcomeOf(this.#open?.store.get(id));
  }

  counts(): Counts {
    return (
      this.#open?.store.counts(this.#account) ?? {
        waiting: 0,
        waitingSince: undefined,
        needsPerson: 0,
      }
    );
  }

  /** The line may be back, or credentials may. */
  tryNow(): void {
    this.#open?.loop.tryNow();
  }

  #erase(): void {
    try {
      this.#open?.store.eraseDelivered(this.#clock.now() - KEPT_FOR);
    } catch (error) {
      // Nothing that a visitor needs is in the way of; the next hour may do better.
      this.#log('not erased', { reason: (error as Error).message });
    }
    this.#later(ERASE_EVERY, () => this.#erase());
  }

  #failing(error: unknown): void {
    this.#log('disk failing', { reason: (error as Error).message });
    this.#onDisk('failing');
  }

  #later(wait: number, run: () => void): void {
    this.#cancel.push(this.#clock.after(wait, run));
  }
}

function outcomeOf(entry: Entry | undefined): Outcome {
  switch (entry?.state) {
    case 'delivered':
      return 'told';
    case 'refused':
    case 'unsure':
      return 'reception';
    default:
      return 'recorded';
  }
}
