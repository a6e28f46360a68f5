import type { Clock } from '../clock.ts';
import type { Named } from '../directory/directory.ts';
import type { Log } from '../log/log.ts';
import {
  type Contact,
  type Delivery,
  type Operation,
  operationFor,
  type Provider,
  type Setback,
  SetbackError,
} from '../providers/provider.ts';
import { entryBackoff, entryWait, mayBeOfOneEntry } from '../retry/backoff.ts';
import { dispatchOf } from './dispatch.ts';
import type { Entry, Payload, Reason } from './entry.ts';
import type { EntryKeys, Opened } from './entry-keys.ts';
import { Neighbours } from './neighbours.ts';
import type { OutboxStore } from './store.ts';

/** The first look for a record whose answer was lost: a read can trail a write by a second (Nexudus). */
const FIRST_LOOK = 2_000;
/** How long after the last sign of a request "it is not there" is believed, since a slow provider may still write it. */
const BELIEVE_ABSENCE = 20_000;
/** How often to ask again whether the directory has come, for a host who was typed by name. */
const DIRECTORY_WAIT = 5_000;

const answered: Contact = { kind: 'answered' };

export interface CarrierParts {
  readonly store: OutboxStore;
  readonly keys: EntryKeys;
  readonly provider: Provider;
  readonly hostNamed: (name: string) => Named;
  /** Whether a server has told what time it is. */
  readonly isTimeKnown: () => boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** An entry that is being carried. */
interface Load {
  readonly entry: Entry;
  readonly payload: Payload;
  readonly stop: AbortSignal;
}

/** Takes one entry one step on: sends it, or looks whether an earlier sending has arrived. */
export class Carrier {
  readonly #store: OutboxStore;
  readonly #keys: EntryKeys;
  readonly #neighbours: Neighbours;
  readonly #provider: Provider;
  readonly #hostNamed: (name: string) => Named;
  readonly #isTimeKnown: () => boolean;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  #askedForTime = false;
  #ahead: { readonly entry: Entry; readonly opened: Promise<Opened> } | undefined;

  constructor(parts: CarrierParts) {
    this.#store = parts.store;
    this.#keys = parts.keys;
    this.#neighbours = new Neighbours(parts.store, parts.keys);
    this.#provider = parts.provider;
    this.#hostNamed = parts.hostNamed;
    this.#isTimeKnown = parts.isTimeKnown;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#log = parts.log;
  }

  /**
   * @param stop once aborted, the store may be closed: what came of a request is then left to be read back
   * @returns whether the provider could be spoken to; undefined when it was not tried, or when stopped
   * @throws when the disk does not take what came of it
   */
  async carry(entry: Entry, stop: AbortSignal): Promise<Contact | undefined> {
    const opened = await this.#open(entry);
    if (stop.aborted) return undefined;
    switch (opened.kind) {
      case 'closed':
        return opened.setback;
      case 'lost':
        return undefined;
      case 'damaged':
        this.#store.park(entry.id, 'unsure', undefined, this.#clock.now());
        return undefined;
      case 'open':
        return this.#carry({ entry, payload: opened.payload, stop });
    }
  }

  async #open(entry: Entry): Promise<Opened> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead?.entry.id === entry.id && Buffer.compare(ahead.entry.sealed, entry.sealed) === 0) {
      const opened = await ahead.opened;
      // Anything else may have changed with the keychain.
      if (opened.kind === 'open') return opened;
    }
    return this.#keys.open(entry);
  }

  /** Opens the next entry while the provider answers for this one. */
  #openAhead(): void {
    const entry = this.#store.nextDue(this.#provider.account, this.#clock.now());
    if (!entry) return;
    const opened = this.#keys.open(entry);
    // Whoever carries it hears of it.
    opened.catch(() => undefined);
    this.#ahead = { entry, opened };
  }

  async #carry(load: Load): Promise<Contact | undefined> {
    const setback = await this.#learnTime();
    if (setback || load.stop.aborted) return setback;
    // Whoever told the time may have put right when it was confirmed.
    const entry = this.#store.get(load.entry.id) ?? load.entry;
    const now = { ...load, entry };
    const operation = operationFor(this.#provider, load.payload.errand.kind);
    if (!operation) return this.#parkImpossible(now);
    return entry.sentAt === undefined
      ? this.#send(now, operation)
      : this.#settle(now, operation, entry.sentAt);
  }

  /** The window in which a record is looked for again is only as good as the clock at its sending. */
  async #learnTime(): Promise<Setback | undefined> {
    if (this.#isTimeKnown() || this.#askedForTime) return undefined;
    try {
      await this.#provider.probe();
      // A provider that answers without the time does not hold up anybody.
      this.#askedForTime = true;
      return undefined;
    } catch (error) {
      if (error instanceof SetbackError) return error.setback;
      throw error;
    }
  }

  async #send(load: Load, operation: Operation): Promise<Contact | undefined> {
    const { entry, stop } = load;
    const dispatch = this.#dispatch(load);
    if (dispatch === 'wait') {
      this.#store.unsent(entry.id, this.#clock.now() + DIRECTORY_WAIT, entry.tries);
      return undefined;
    }
    if (dispatch === 'needs-reception') {
      const fields = [{ field: 'host', message: 'nobody, or more than one person, has this name' }];
      await this.#park(load, 'refused', {
        message: 'The host has to be chosen by a person.',
        fields,
      });
      return undefined;
    }
    if (await this.#neighbours.isTwinUnsettled(entry, load.payload.errand)) {
      if (!stop.aborted) this.#store.unsent(entry.id, this.#clock.now() + FIRST_LOOK, entry.tries);
      return undefined;
    }
    const arrival = await this.#neighbours.arrivalBefore(entry, load.payload.errand);
    if (stop.aborted) return undefined;
    if (arrival) {
      this.#store.hold(entry.id, arrival.id);
      return undefined;
    }
    this.#store.sending(entry.id, dispatch.hostId, this.#clock.now());
    this.#openAhead();
    const answer = await operation.send(dispatch);
    return stop.aborted ? undefined : this.#record(load, answer);
  }

  async #record(load: Load, answer: Delivery): Promise<Contact> {
    const { entry } = load;
    const now = this.#clock.now();
    this.#log('sent', { entry: entry.id, came: answer.kind });
    switch (answer.kind) {
      case 'delivered':
        this.#store.delivered(entry.id, answer.receipt, now);
        return answered;
      case 'refused':
        await this.#park(load, 'refused', { message: answer.message, fields: answer.fields });
        return answered;
      case 'nothing-there':
        if (this.#neighbours.mayArrivalCome(entry, now)) {
          const tries = entry.tries + 1;
          this.#store.unsent(entry.id, now + entryBackoff(tries, this.#random), tries);
          return answered;
        }
        await this.#park(load, 'refused', { message: answer.message, fields: [] });
        return answered;
      case 'not-sent':
        this.#store.unsent(
          entry.id,
          this.#notBefore(entry, answer.setback),
          triesAfter(entry, answer.setback),
        );
        return answer.setback;
      case 'unsettled':
        this.#store.unsettled(entry.id, now + FIRST_LOOK, triesAfter(entry, answer.setback), now);
        return answer.setback;
    }
  }

  async #settle(load: Load, operation: Operation, sentAt: number): Promise<Contact | undefined> {
    const { entry, stop } = load;
    const unheardSince = entry.unheardSince ?? sentAt;
    const dispatch = this.#dispatch(load);
    if (dispatch === 'needs-reception') {
      const message =
        'It was sent and not answered, and its host can no longer be told by the name.';
      await this.#park(load, 'unsure', { message, fields: [] });
      return undefined;
    }
    if (dispatch === 'wait') {
      this.#store.unsettled(
        entry.id,
        this.#clock.now() + DIRECTORY_WAIT,
        entry.tries,
        unheardSince,
      );
      return undefined;
    }
    const began = this.#clock.now();
    const settlement = await operation.settle(dispatch, {
      at: sentAt,
      isClaimed: (receipt) => this.#store.isClaimed(entry.account, receipt),
    });
    if (stop.aborted) return undefined;
    const now = this.#clock.now();
    this.#log('read back', { entry: entry.id, came: settlement.kind });
    switch (settlement.kind) {
      case 'found':
        this.#store.delivered(entry.id, settlement.receipt, now);
        return answered;
      case 'ambiguous':
        await this.#park(load, 'unsure', { message: settlement.reason, fields: [] });
        return answered;
      case 'absent': {
        // A clock that was set back meanwhile knows less of how long that is ago.
        const since = Math.min(unheardSince, began);
        const believable = since + BELIEVE_ABSENCE;
        if (began >= believable) this.#store.unsent(entry.id, this.#resendAt(entry), entry.tries);
        else this.#store.unsettled(entry.id, believable, entry.tries, since);
        return answered;
      }
      case 'unreadable':
        this.#store.unsettled(
          entry.id,
          this.#notBefore(entry, settlement.setback),
          triesAfter(entry, settlement.setback),
          unheardSince,
        );
        return settlement.setback;
    }
  }

  /** A provider that was exchanged for another may do less. */
  async #parkImpossible(load: Load): Promise<undefined> {
    await this.#park(load, 'refused', {
      message: `The provider of this kiosk takes no ${load.payload.errand.kind}.`,
      fields: [],
    });
    return undefined;
  }

  #dispatch({ entry, payload: { errand } }: Load) {
    return dispatchOf(entry, errand, {
      needsHost: this.#provider.needsHost,
      named: this.#hostNamed,
    });
  }

  /** Leaves it to a person, with the reason beside what was typed. */
  #park({ entry, payload, stop }: Load, state: 'refused' | 'unsure', reason: Reason) {
    return this.#keys.seal(
      entry.id,
      { errand: payload.errand, reason: copyOf(reason) },
      (sealed) => {
        if (!stop.aborted) this.#store.park(entry.id, state, sealed, this.#clock.now());
      },
    );
  }

  /** What may have to do with this entry alone is held against it; everything else holds up the loop. */
  #notBefore(entry: Entry, setback: Setback): number {
    if (!mayBeOfOneEntry(setback)) return 0;
    return this.#clock.now() + entryWait(setback, entry.tries + 1, this.#random);
  }

  /** What has been answered with nonsense, and proved not to be there, is not sent ever again at the same pace. */
  #resendAt({ tries }: Entry): number {
    return tries === 0 ? 0 : this.#clock.now() + entryBackoff(tries, this.#random);
  }
}

/** Only answers that decide nothing count. */
function triesAfter({ tries }: Entry, setback: Setback): number {
  return setback.kind === 'failing' ? tries + 1 : tries;
}

function copyOf({ message, fields }: Reason): NonNullable<Payload['reason']> {
  return { message, fields: fields.map((field) => ({ ...field })) };
}
