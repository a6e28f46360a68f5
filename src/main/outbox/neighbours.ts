import type { Errand } from '#shared/domain/errand.ts';
import type { Entry } from './entry.ts';
import type { EntryKeys } from './entry-keys.ts';
import { isArrivalOf, twinKey } from './people.ts';
import type { OutboxStore } from './store.ts';

/** Arrivals before a sign-out that are opened to see whether it is theirs: more than wait out of turn at any time. */
const MOST_BEFORE = 100;
/** How long after an arrival was delivered what is read may not show it: a second was seen (Nexudus); this is generous. */
const READS_TRAIL = 20_000;

/** What other entries have to do with one that is about to be sent. */
export class Neighbours {
  readonly #store: OutboxStore;
  readonly #keys: EntryKeys;

  constructor(store: OutboxStore, keys: EntryKeys) {
    this.#store = store;
    this.#keys = keys;
  }

  /**
   * Whether the same guest, for the same host, was sent before and not settled yet: where the provider's records carry
   * no mark of ours, the two could be taken for each other.
   */
  async isTwinUnsettled(entry: Entry, errand: Errand): Promise<boolean> {
    const key = twinKey(errand);
    if (key === undefined) return false;
    const others = this.#store.unsettledOnes(entry.account).filter(({ id }) => id !== entry.id);
    return (await this.#first(others, (other) => twinKey(other) === key)) !== undefined;
  }

  /** The arrival of somebody who signs out, while it has not reached the provider. */
  async arrivalBefore(entry: Entry, errand: Errand): Promise<Entry | undefined> {
    if (errand.kind !== 'sign-out') return undefined;
    const before = this.#store.arrivals(entry.account, MOST_BEFORE, entry.id);
    return this.#first(before, (other) => isArrivalOf(other, errand.who));
  }

  /**
   * Whether an earlier arrival is still on its way, or may not be read yet: it may be that of somebody who goes by another
   * claim.
   */
  mayArrivalCome(entry: Entry, now: number): boolean {
    return (
      this.#store.hasArrivalDeliveredSince(entry.account, now - READS_TRAIL) ||
      this.#store
        .arrivals(entry.account, MOST_BEFORE, entry.id)
        .some(({ state }) => state === 'pending' || state === 'held')
    );
  }

  async #first(
    entries: readonly Entry[],
    fits: (errand: Errand) => boolean,
  ): Promise<Entry | undefined> {
    for (const entry of entries) {
      const opened = await this.#keys.open(entry);
      if (opened.kind === 'open' && fits(opened.payload.errand)) return entry;
    }
    return undefined;
  }
}
