import type { Clock } from '../clock.ts';
import type { Named } from '../directory/directory.ts';
import type { Log } from '../log/log.ts';
import type {
  Delivery as Answer,
  Contact,
  Provider,
  Setback,
  Visit,
} from '../providers/provider.ts';
import { type Backoff, entryBackoff, LONGEST_WAIT } from '../retry/backoff.ts';
import type { Entry } from './entry.ts';
import type { OutboxStore } from './store.ts';

/** The first look for a record whose answer was lost: a read can trail a write by a second (Nexudus). */
const FIRST_LOOK = 2_000;
/** How long after the last sign of a request "it is not there" is believed, since a slow provider may still write it. */
const BELIEVE_ABSENCE = 10_000;
/** How often to ask again whether the directory has come, for a host who was typed by name. */
const DIRECTORY_WAIT = 5_000;
/** How long to leave a disk alone that could not be read. */
const DISK_WAIT = 10_000;
/** As many entries in a row that get answers that decide nothing, and the trouble is taken for the provider's. */
const FAILING_IN_A_ROW = 3;

/** Carries entries to the provider, one at a time, oldest first. */
export class DeliveryLoop {
  readonly #store: OutboxStore;
  readonly #provider: Provider;
  readonly #hostNamed: (name: string) => Named;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #backoff: Backoff;
  readonly #log: Log;
  readonly #onChange: (id: string) => void;
  readonly #onContact: (contact: Contact) => void;
  #running = false;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;
  #paused: { cause: Setback['kind']; cancel: () => void } | undefined;
  readonly #failingInARow = new Set<string>();

  constructor(parts: {
    store: OutboxStore;
    provider: Provider;
    hostNamed: (name: string) => Named;
    clock: Clock;
    random: () => number;
    backoff: Backoff;
    log: Log;
    onChange: (id: string) => void;
    onContact: (contact: Contact) => void;
  }) {
    this.#store = parts.store;
    this.#provider = parts.provider;
    this.#hostNamed = parts.hostNamed;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#backoff = parts.backoff;
    this.#log = parts.log;
    this.#onChange = parts.onChange;
    this.#onContact = parts.onContact;
  }

  /** What keeps the loop from sending at this moment. */
  get pausedBy(): Setback['kind'] | undefined {
    return this.#paused?.cause;
  }

  /** Looks for something to send. Called whenever there may be: an entry was added, a pause is over. */
  wake(): void {
    this.#cancelTimer?.();
    if (!this.#running && !this.#stopped) void this.#run();
  }

  /** The line may be back, or somebody is at the screen: a pause for want of a connection ends now. */
  tryNow(): void {
    if (this.pausedBy === 'offline') this.#resume();
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#resume();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      // Nothing is under way here, so whatever says "sending" was cut off: by a kiosk that stopped, or a disk that failed.
      this.#store.recover();
      while (!this.#stopped && this.pausedBy === undefined) {
        const entry = this.#store.nextDue(this.#provider.account, this.#clock.now());
        if (!entry) break;
        await this.#handle(entry);
      }
    } catch (error) {
      // The disk does not take a change, or the code has a defect. What is on disk is still true: try again later.
      this.#log('delivery stopped', { reason: (error as Error).message });
      this.#pause(
        'failing',
        this.#backoff.afterSetback({ kind: 'failing', reason: 'delivery stopped' }),
      );
    } finally {
      this.#running = false;
      this.#sleep();
    }
  }

  #sleep(): void {
    if (this.#stopped || this.#paused) return;
    const due = this.#nextDueAt();
    if (due === undefined) return;
    const wait = Math.min(Math.max(0, due - this.#clock.now()), LONGEST_WAIT);
    this.#cancelTimer = this.#clock.after(wait, () => this.wake());
  }

  #nextDueAt(): number | undefined {
    try {
      return this.#store.nextDueAt(this.#provider.account);
    } catch (error) {
      this.#log('outbox unreadable', { reason: (error as Error).message });
      return this.#clock.now() + DISK_WAIT;
    }
  }

  async #handle(entry: Entry): Promise<void> {
    if (entry.sentAt === undefined) await this.#send(entry);
    else await this.#settle(entry, entry.sentAt, entry.unheardSince ?? entry.sentAt);
    if (!this.#stopped) this.#onChange(entry.id);
  }

  async #send(entry: Entry): Promise<void> {
    const visit = this.#visitOf(entry);
    if (visit === 'wait') {
      this.#store.unsent(entry.id, this.#clock.now() + DIRECTORY_WAIT, entry.tries);
      return;
    }
    if (visit === 'needs-reception') {
      const fields = [{ field: 'host', message: 'nobody, or more than one person, has this name' }];
      this.#store.refused(
        entry.id,
        { message: 'The host has to be chosen by a person.', fields },
        this.#clock.now(),
      );
      return;
    }
    this.#store.sending(entry.id, this.#clock.now());
    const answer = await this.#provider.checkIn(visit);
    if (!this.#stopped) this.#record(entry, answer);
  }

  #record(entry: Entry, answer: Answer): void {
    const now = this.#clock.now();
    this.#log('sent', { entry: entry.id, came: answer.kind });
    switch (answer.kind) {
      case 'delivered':
        this.#store.delivered(entry.id, answer.receipt, now);
        this.#answered();
        break;
      case 'refused':
        this.#store.refused(entry.id, answer, now);
        this.#answered();
        break;
      case 'not-sent':
        this.#store.unsent(
          entry.id,
          this.#entryWait(entry, answer.setback),
          triesAfter(entry, answer.setback),
        );
        this.#setBack(entry, answer.setback);
        break;
      case 'unsettled':
        this.#store.unsettled(entry.id, now + FIRST_LOOK, triesAfter(entry, answer.setback), now);
        this.#setBack(entry, answer.setback);
        break;
    }
  }

  async #settle(entry: Entry, sentAt: number, unheardSince: number): Promise<void> {
    const visit = this.#visitOf(entry);
    if (visit === 'needs-reception') {
      const message =
        'It was sent and not answered, and its host can no longer be told by the name.';
      this.#store.unsure(entry.id, { message, fields: [] }, this.#clock.now());
      return;
    }
    if (visit === 'wait') {
      this.#store.unsettled(
        entry.id,
        this.#clock.now() + DIRECTORY_WAIT,
        entry.tries,
        unheardSince,
      );
      return;
    }
    const began = this.#clock.now();
    const settlement = await this.#provider.settle(
      visit,
      sentAt,
      this.#store.receipts(entry.account),
    );
    if (this.#stopped) return;
    const now = this.#clock.now();
    this.#log('read back', { entry: entry.id, came: settlement.kind });
    switch (settlement.kind) {
      case 'found':
        this.#store.delivered(entry.id, settlement.receipt, now);
        this.#answered();
        break;
      case 'ambiguous':
        this.#store.unsure(entry.id, { message: settlement.reason, fields: [] }, now);
        this.#answered();
        break;
      case 'absent': {
        // A clock that was set back meanwhile knows less of how long that is ago.
        const since = Math.min(unheardSince, began);
        const believable = since + BELIEVE_ABSENCE;
        if (began >= believable) this.#store.unsent(entry.id, this.#resendAt(entry), entry.tries);
        else this.#store.unsettled(entry.id, believable, entry.tries, since);
        this.#answered();
        break;
      }
      case 'unreadable':
        this.#store.unsettled(
          entry.id,
          this.#entryWait(entry, settlement.setback),
          triesAfter(entry, settlement.setback),
          unheardSince,
        );
        this.#setBack(entry, settlement.setback);
        break;
    }
  }

  /** Who is visited, by the provider's id where it needs one. */
  #visitOf({ arrival }: Entry): Visit | 'wait' | 'needs-reception' {
    if (arrival.host.kind === 'chosen') return { arrival, hostId: arrival.host.id };
    if (!this.#provider.needsHost) return { arrival };
    const named = this.#hostNamed(arrival.host.name);
    if (named.kind === 'not-yet') return 'wait';
    return named.kind === 'one' ? { arrival, hostId: named.host.id } : 'needs-reception';
  }

  /** Only an answer that decides nothing is held against the entry; everything else holds up the loop. */
  #entryWait(entry: Entry, setback: Setback): number {
    return setback.kind === 'failing'
      ? this.#clock.now() + entryBackoff(entry.tries + 1, this.#random)
      : 0;
  }

  /** What has been answered with nonsense, and proved not to be there, is not sent ever again at the same pace. */
  #resendAt({ tries }: Entry): number {
    return tries === 0 ? 0 : this.#clock.now() + entryBackoff(tries, this.#random);
  }

  #answered(): void {
    this.#failingInARow.clear();
    this.#backoff.reset();
    this.#onContact({ kind: 'answered' });
  }

  #setBack(entry: Entry, setback: Setback): void {
    if (setback.kind === 'failing') this.#failingInARow.add(entry.id);
    else this.#failingInARow.clear();
    if (setback.kind !== 'failing' || this.#failingInARow.size >= FAILING_IN_A_ROW)
      this.#pause(setback.kind, this.#backoff.afterSetback(setback));
    this.#onContact(setback);
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

/** Only answers that decide nothing count. */
function triesAfter({ tries }: Entry, setback: Setback): number {
  return setback.kind === 'failing' ? tries + 1 : tries;
}
