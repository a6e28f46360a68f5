import type { Outcome } from '#shared/domain/arrival.ts';
import type { Claim, Errand, ErrandKind } from '#shared/domain/errand.ts';
import type { Clock } from '../clock.ts';
import type { Stamp } from '../time/true-time.ts';
import type { Entry, Payload, Reason } from './entry.ts';
import { Keeper, type KeeperParts, type Open } from './keeper.ts';
import { isArrivalOf } from './people.ts';
import { countSetAside } from './rescue.ts';
import type { Sealed, Counts as StoreCounts } from './store.ts';

/** The disk does not take an arrival: the visitor has to see a person. */
export class CannotKeepError extends Error {
  override name = 'CannotKeepError';
}

/** So many entries are opened to look for somebody; opening one takes less than a millisecond. */
const MOST_OPENED = 100;

/** What waits, and what was set aside and needs a person as well. */
export interface Counts extends StoreCounts {
  readonly setAside: number;
}

/** An entry that needs a person. What cannot be opened has no errand. */
export interface Parked {
  readonly id: string;
  readonly kind: ErrandKind;
  readonly state: Entry['state'];
  readonly confirmedAt: number;
  readonly errand?: Errand;
  readonly reason?: Reason;
}

/** What the provider has of an entry. */
export interface Delivered {
  readonly errand: Errand;
  readonly receipt: string | undefined;
  readonly hostId: string | undefined;
  /** When it left (ms since the epoch). */
  readonly sentAt: number;
}

/** Where errands are kept until the provider has them. */
export class Outbox {
  readonly #dataDir: string;
  readonly #account: string;
  readonly #clock: Clock;
  readonly #stamp: () => Stamp;
  readonly #keeper: Keeper;

  /** @param parts.stamp what time it is */
  constructor(parts: KeeperParts & { account: string; stamp: () => Stamp }) {
    this.#dataDir = parts.dataDir;
    this.#account = parts.account;
    this.#clock = parts.clock;
    this.#stamp = parts.stamp;
    this.#keeper = new Keeper(parts);
  }

  get #open(): Open | undefined {
    return this.#keeper.open;
  }

  /** Opens the store and begins to deliver. A disk that cannot be used is tried again until it can. */
  start(): void {
    this.#keeper.start();
  }

  stop(): void {
    this.#keeper.stop();
  }

  /**
   * Keeps an errand; when this returns it is on disk.
   * @param more.after the entry that has to be delivered before this one
   * @param more.followers errands that wait for this one, kept together with it
   * @returns what the visitor may be told at once
   * @throws CannotKeepError
   */
  async add(
    errand: Errand,
    more: { after?: string | undefined; followers?: readonly Errand[] } = {},
  ): Promise<Outcome> {
    const stamp = this.#stamp();
    const account = this.#account;
    const { id } = errand;
    const all = [
      { errand, after: more.after },
      ...(more.followers ?? []).map((follower) => ({ errand: follower, after: id })),
    ];
    const { store, loop } = await this.#write(
      all.map((each) => each.errand),
      (open, sealed) =>
        open.store.add(
          ...all.map(({ errand: { id, kind }, after }, index) => ({
            id,
            kind,
            account,
            stamp,
            after,
            ...(sealed[index] as Sealed),
          })),
        ),
    );
    const entry = this.#read(() => store.get(id));
    const outcome = loop.pausedBy === undefined ? 'sending' : 'recorded';
    // The visitor is told first.
    setImmediate(() => loop.tryNow());
    return entry?.state === 'pending' && entry.tries === 0 ? outcome : outcomeOf(entry);
  }

  /** What the visitor of that entry may be told now. */
  outcome(id: string): Outcome {
    return outcomeOf(this.#read(() => this.#open?.store.get(id)));
  }

  /** What the provider has of an entry; undefined as long as it has nothing, or nobody can open it. */
  async delivered(id: string): Promise<Delivered | undefined> {
    const open = this.#open;
    const entry = this.#read(() => open?.store.get(id));
    if (entry?.state !== 'delivered') return undefined;
    const opened = await open?.keys.open(entry);
    if (opened?.kind !== 'open') return undefined;
    const { receipt, hostId, sentAt = entry.confirmedAt } = entry;
    return { errand: opened.payload.errand, receipt, hostId, sentAt };
  }

  /**
   * Whether somebody's arrival is kept here that the provider does not have yet, as far as can be told: true also where
   * too many wait, or where one that waits cannot be opened at this moment.
   */
  async mayHaveArrivalOf(who: Claim): Promise<boolean> {
    const open = this.#open;
    const arrivals = this.#read(() => open?.store.arrivals(this.#account, MOST_OPENED)) ?? [];
    if (arrivals.length >= MOST_OPENED) return true;
    for (const entry of arrivals) {
      const opened = await open?.keys.open(entry);
      if (opened?.kind === 'open' && isArrivalOf(opened.payload.errand, who)) return true;
      if (opened?.kind === 'closed') return true;
    }
    return false;
  }

  counts(): Counts | undefined {
    return this.#read(() => {
      const counts = this.#open?.store.counts(this.#account);
      return counts && { ...counts, setAside: countSetAside(this.#dataDir) };
    });
  }

  /** What needs a person, oldest first, with everything that was typed and why. */
  async parked(): Promise<Parked[]> {
    const open = this.#open;
    const entries = this.#read(() => open?.store.parked(this.#account)) ?? [];
    return Promise.all(
      entries.map(async (entry) => {
        const opened = await open?.keys.open(entry);
        const { id, kind, state, confirmedAt } = entry;
        if (opened?.kind !== 'open') return { id, kind, state, confirmedAt };
        const { errand, reason } = opened.payload;
        return { id, kind, state, confirmedAt, errand, ...(reason ? { reason } : {}) };
      }),
    );
  }

  /**
   * A person has looked at an entry and it shall be sent, once more or for the first time.
   * @param errand as it was, or corrected
   * @throws CannotKeepError
   */
  async sendAgain(errand: Errand): Promise<void> {
    const { loop } = await this.#write([errand], (open, [sealed]) =>
      open.store.sendAgain(errand.id, sealed as Sealed),
    );
    loop.tryNow();
  }

  /** A person has found an unsure entry at the provider. */
  settledByHand(id: string): void {
    this.#open?.store.delivered(id, undefined, this.#clock.now());
    this.#open?.loop.wake();
  }

  /**
   * A person has decided that an entry shall not be sent. It can be sent again until it is erased.
   * @throws CannotKeepError
   */
  async discard(errand: Errand, why: string): Promise<void> {
    await this.#write(
      [errand],
      (open, [sealed]) => open.store.discard(errand.id, sealed as Sealed, this.#clock.now()),
      { message: why, fields: [] },
    );
  }

  /** The line may be back, or credentials may. */
  tryNow(): void {
    this.#open?.loop.tryNow();
  }

  /** As {@link Keeper.putRight}. */
  putRight(): void {
    this.#keeper.putRight();
  }

  /** Seals errands and puts them on disk together. */
  async #write(
    errands: readonly Errand[],
    write: (open: Open, sealed: readonly Sealed[]) => void,
    reason?: Payload['reason'],
  ): Promise<Open> {
    const contents = errands.map((errand) => ({
      id: errand.id,
      content: { errand, ...(reason ? { reason } : {}) },
    }));
    for (;;) {
      const open = this.#open;
      if (!open) throw new CannotKeepError('the outbox is not open');
      try {
        let written = false;
        await open.keys.sealAll(contents, (sealed) => {
          if (open !== this.#open) return;
          write(open, sealed);
          written = true;
        });
        if (written) return open;
      } catch (error) {
        if (open === this.#open) this.diskFailed(error);
        throw new CannotKeepError((error as Error).message);
      }
    }
  }

  /** As {@link Keeper.diskFailed}. */
  diskFailed(error: unknown): void {
    this.#keeper.diskFailed(error);
  }

  #read<T>(read: () => T): T | undefined {
    return this.#keeper.read(read);
  }
}

function outcomeOf(entry: Entry | undefined): Outcome {
  switch (entry?.state) {
    case 'delivered':
      return 'told';
    case 'refused':
    case 'unsure':
    case 'lost':
    case 'discarded':
      return 'reception';
    default:
      return 'recorded';
  }
}
