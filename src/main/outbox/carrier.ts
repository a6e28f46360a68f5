import type { Clock } from '../clock.ts';
import type { Named } from '../directory/directory.ts';
import type { Log } from '../log/log.ts';
import type { Contact, Delivery, Provider, Setback, Visit } from '../providers/provider.ts';
import { entryBackoff, entryWait, mayBeOfOneEntry } from '../retry/backoff.ts';
import type { Entry } from './entry.ts';
import type { OutboxStore } from './store.ts';

/** The first look for a record whose answer was lost: a read can trail a write by a second (Nexudus). */
const FIRST_LOOK = 2_000;
/** How long after the last sign of a request "it is not there" is believed, since a slow provider may still write it. */
const BELIEVE_ABSENCE = 20_000;
/** How often to ask again whether the directory has come, for a host who was typed by name. */
const DIRECTORY_WAIT = 5_000;

const answered: Contact = { kind: 'answered' };

/** Takes one entry one step on: sends it, or looks whether an earlier sending has arrived. */
export class Carrier {
  readonly #store: OutboxStore;
  readonly #provider: Provider;
  readonly #hostNamed: (name: string) => Named;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;

  constructor(parts: {
    store: OutboxStore;
    provider: Provider;
    hostNamed: (name: string) => Named;
    clock: Clock;
    random: () => number;
    log: Log;
  }) {
    this.#store = parts.store;
    this.#provider = parts.provider;
    this.#hostNamed = parts.hostNamed;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#log = parts.log;
  }

  /**
   * @param stop once aborted, the store may be closed: what came of a request is then left to be read back
   * @returns whether the provider could be spoken to; undefined when it was not tried, or when stopped
   * @throws when the disk does not take what came of it
   */
  carry(entry: Entry, stop: AbortSignal): Promise<Contact | undefined> {
    if (entry.sentAt === undefined) return this.#send(entry, stop);
    return this.#settle(entry, entry.sentAt, stop);
  }

  async #send(entry: Entry, stop: AbortSignal): Promise<Contact | undefined> {
    const visit = this.#visitOf(entry);
    if (visit === 'wait') {
      this.#store.unsent(entry.id, this.#clock.now() + DIRECTORY_WAIT, entry.tries);
      return undefined;
    }
    if (visit === 'needs-reception') {
      const fields = [{ field: 'host', message: 'nobody, or more than one person, has this name' }];
      this.#store.refused(
        entry.id,
        { message: 'The host has to be chosen by a person.', fields },
        this.#clock.now(),
      );
      return undefined;
    }
    this.#store.sending(entry.id, this.#clock.now());
    const answer = await this.#provider.checkIn(visit);
    return stop.aborted ? undefined : this.#record(entry, answer);
  }

  #record(entry: Entry, answer: Delivery): Contact {
    const now = this.#clock.now();
    this.#log('sent', { entry: entry.id, came: answer.kind });
    switch (answer.kind) {
      case 'delivered':
        this.#store.delivered(entry.id, answer.receipt, now);
        return answered;
      case 'refused':
        this.#store.refused(entry.id, answer, now);
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

  async #settle(entry: Entry, sentAt: number, stop: AbortSignal): Promise<Contact | undefined> {
    const unheardSince = entry.unheardSince ?? sentAt;
    const visit = this.#visitOf(entry);
    if (visit === 'needs-reception') {
      const message =
        'It was sent and not answered, and its host can no longer be told by the name.';
      this.#store.unsure(entry.id, { message, fields: [] }, this.#clock.now());
      return undefined;
    }
    if (visit === 'wait') {
      this.#store.unsettled(
        entry.id,
        this.#clock.now() + DIRECTORY_WAIT,
        entry.tries,
        unheardSince,
      );
      return undefined;
    }
    const began = this.#clock.now();
    const settlement = await this.#provider.settle(
      visit,
      sentAt,
      this.#store.receipts(entry.account),
    );
    if (stop.aborted) return undefined;
    const now = this.#clock.now();
    this.#log('read back', { entry: entry.id, came: settlement.kind });
    switch (settlement.kind) {
      case 'found':
        this.#store.delivered(entry.id, settlement.receipt, now);
        return answered;
      case 'ambiguous':
        this.#store.unsure(entry.id, { message: settlement.reason, fields: [] }, now);
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

  /** Who is visited, by the provider's id where it needs one. */
  #visitOf({ arrival }: Entry): Visit | 'wait' | 'needs-reception' {
    if (arrival.host.kind === 'chosen') return { arrival, hostId: arrival.host.id };
    if (!this.#provider.needsHost) return { arrival };
    const named = this.#hostNamed(arrival.host.name);
    if (named.kind === 'not-yet') return 'wait';
    return named.kind === 'one' ? { arrival, hostId: named.host.id } : 'needs-reception';
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
