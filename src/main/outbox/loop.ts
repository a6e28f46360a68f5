import type { Clock } from '../clock.ts';
import { type Log, placeOf } from '../log/log.ts';
import type { Contact, Provider, Setback } from '../providers/provider.ts';
import { type Backoff, LONGEST_WAIT, mayBeOfOneEntry } from '../retry/backoff.ts';
import { diskTroubleOf } from '../storage/disk-trouble.ts';
import { Carrier, type CarrierParts } from './carrier.ts';
import type { Entry } from './entry.ts';
import type { OutboxStore } from './store.ts';

/** As many entries in a row that get answers that decide nothing, and the trouble is taken for the provider's. */
const FAILING_IN_A_ROW = 3;

export interface LoopParts extends CarrierParts {
  readonly backoff: Backoff;
  /** Called when an entry has changed. */
  readonly onChange: (id: string) => void;
  /** Called when the provider was spoken to, or was tried. */
  readonly onContact: (contact: Contact) => void;
  /** Called when the disk does not do what it should: the store then cannot be relied on any more. */
  readonly onDiskError: (error: unknown) => void;
}

/** Carries entries to the provider, one at a time, oldest first. */
export class DeliveryLoop {
  readonly #store: OutboxStore;
  readonly #provider: Provider;
  readonly #carrier: Carrier;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #log: Log;
  readonly #onChange: (id: string) => void;
  readonly #onContact: (contact: Contact) => void;
  readonly #onDiskError: (error: unknown) => void;
  #running = false;
  readonly #stop = new AbortController();
  #cancelTimer: (() => void) | undefined;
  #paused: { cause: Setback['kind']; cancel: () => void } | undefined;
  readonly #failingInARow = new Set<string>();

  constructor(parts: LoopParts) {
    this.#store = parts.store;
    this.#provider = parts.provider;
    this.#carrier = new Carrier(parts);
    this.#clock = parts.clock;
    this.#backoff = parts.backoff;
    this.#log = parts.log;
    this.#onChange = parts.onChange;
    this.#onContact = parts.onContact;
    this.#onDiskError = parts.onDiskError;
  }

  /** What keeps the loop from sending at this moment. */
  get pausedBy(): Setback['kind'] | undefined {
    return this.#paused?.cause;
  }

  /** Looks for something to send. Called whenever there may be: an entry was added, a pause is over. */
  wake(): void {
    this.#cancelTimer?.();
    if (!this.#running && !this.#stop.signal.aborted) void this.#run();
  }

  /** The line may be back, or somebody is at the screen: a pause for want of a connection ends now. */
  tryNow(): void {
    if (this.pausedBy === 'offline') this.#resume();
    this.wake();
  }

  stop(): void {
    this.#stop.abort();
    this.#cancelTimer?.();
    this.#resume();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      // Nothing is under way here, so whatever says "sending" was cut off: by a kiosk that stopped, or a disk that failed.
      this.#store.recover();
      while (!this.#stop.signal.aborted && this.pausedBy === undefined) {
        const entry = this.#store.nextDue(this.#provider.account, this.#clock.now());
        if (!entry) break;
        await this.#handle(entry);
      }
      this.#sleepUntilDue();
    } catch (error) {
      this.#stumble(error);
    } finally {
      this.#running = false;
    }
  }

  /** What is on disk is still true. A disk that fails is for the outbox to see to; a defect may not show again. */
  #stumble(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    if (diskTroubleOf(error)) {
      this.#onDiskError(error);
      return;
    }
    this.#log('delivery stopped', { place: placeOf(error) });
    this.#pause(
      'failing',
      this.#backoff.afterSetback({ kind: 'failing', reason: 'delivery stopped' }),
    );
  }

  #sleepUntilDue(): void {
    if (this.#stop.signal.aborted || this.#paused) return;
    const due = this.#store.nextDueAt(this.#provider.account);
    if (due === undefined) return;
    const wait = Math.min(Math.max(0, due - this.#clock.now()), LONGEST_WAIT);
    this.#cancelTimer = this.#clock.after(wait, () => this.wake());
  }

  async #handle(entry: Entry): Promise<void> {
    const contact = await this.#carrier.carry(entry, this.#stop.signal);
    if (this.#stop.signal.aborted) return;
    if (contact) this.#note(entry, contact);
    this.#onChange(entry.id);
  }

  #note(entry: Entry, contact: Contact): void {
    if (contact.kind === 'answered') {
      this.#failingInARow.clear();
      this.#backoff.reset();
    } else this.#setBack(entry, contact);
    this.#onContact(contact);
  }

  #setBack(entry: Entry, setback: Setback): void {
    const ofOne = mayBeOfOneEntry(setback);
    if (ofOne) this.#failingInARow.add(entry.id);
    else this.#failingInARow.clear();
    if (!ofOne || this.#failingInARow.size >= FAILING_IN_A_ROW)
      this.#pause(setback.kind, this.#backoff.afterSetback(setback));
  }

  /** It ends by a timer, not by the clock, which somebody may set back. */
  #pause(cause: Setback['kind'], wait: number): void {
    this.#resume();
    const cancel = this.#clock.after(wait, () => {
      this.#paused = undefined;
      this.wake();
    });
    this.#paused = { cause, cancel };
  }

  #resume(): void {
    this.#paused?.cancel();
    this.#paused = undefined;
  }
}
