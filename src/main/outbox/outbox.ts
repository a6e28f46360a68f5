import type { Outcome } from '#shared/domain/arrival.ts';
import type { Claim, Errand, ErrandKind } from '#shared/domain/errand.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { hasRoom } from '../storage/disk-room.ts';
import { type DiskTrouble, diskTroubleIn, diskTroubleOf } from '../storage/disk-trouble.ts';
import type { RunStart, Stamp } from '../time/true-time.ts';
import type { Entry, Payload, Reason } from './entry.ts';
import type { EntryKeys } from './entry-keys.ts';
import type { DeliveryLoop } from './loop.ts';
import { isArrivalOf } from './people.ts';
import { countSetAside, finishRescue, rescueDamaged, rescueDeleted } from './rescue.ts';
import { OutboxStore, type Sealed, type Counts as StoreCounts } from './store.ts';

/** The disk does not take an arrival: the visitor has to see a person. */
export class CannotKeepError extends Error {
  override name = 'CannotKeepError';
}

/** How long to wait before a disk that failed is tried again. */
const DISK_RETRY = 10_000;
/** How often a disk that is well is tried, so that the next visitor does not find out that it is not. */
const DISK_TRIAL = 60_000;
const ERASE_EVERY = 3_600_000;
/** So many entries are opened to look for somebody; opening one takes less than a millisecond. */
const MOST_OPENED = 100;

/** What waits, and what was set aside and needs a person as well. */
export interface Counts extends StoreCounts {
  readonly setAside: number;
}

/** What an open outbox is made of. */
interface Open {
  readonly store: OutboxStore;
  readonly keys: EntryKeys;
  readonly loop: DeliveryLoop;
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
  readonly #runBegan: () => RunStart | undefined;
  readonly #keepEndedSince: (now: number) => number;
  readonly #log: Log;
  readonly #createKeys: (store: OutboxStore) => EntryKeys;
  readonly #createLoop: (store: OutboxStore, keys: EntryKeys) => DeliveryLoop;
  readonly #onDisk: (disk: 'ready' | DiskTrouble) => void;
  readonly #cancel: (() => void)[] = [];
  #open: Open | undefined;
  /** Whose file was deleted while it was in use; what is in it is gone when it is closed. */
  #deleted: OutboxStore | undefined;
  #damaged = false;

  /**
   * @param parts.stamp what time it is
   * @param parts.runBegan when this run of the machine began, once a server has told what time it is
   * @param parts.keepEndedSince what was delivered before the answer (ms since the epoch) is erased
   * @param parts.onDisk called whenever the outbox has been opened, or could not be written
   */
  constructor(parts: {
    dataDir: string;
    account: string;
    clock: Clock;
    stamp: () => Stamp;
    runBegan: () => RunStart | undefined;
    keepEndedSince: (now: number) => number;
    log: Log;
    createKeys: (store: OutboxStore) => EntryKeys;
    createLoop: (store: OutboxStore, keys: EntryKeys) => DeliveryLoop;
    onDisk: (disk: 'ready' | DiskTrouble) => void;
  }) {
    this.#dataDir = parts.dataDir;
    this.#account = parts.account;
    this.#clock = parts.clock;
    this.#stamp = parts.stamp;
    this.#runBegan = parts.runBegan;
    this.#keepEndedSince = parts.keepEndedSince;
    this.#log = parts.log;
    this.#createKeys = parts.createKeys;
    this.#createLoop = parts.createLoop;
    this.#onDisk = parts.onDisk;
  }

  /** Opens the store and begins to deliver. A disk that cannot be used is tried again until it can. */
  start(): void {
    try {
      const store = this.#openStore();
      const keys = this.#createKeys(store);
      this.#open = { store, keys, loop: this.#createLoop(store, keys) };
    } catch (error) {
      this.#failing(error);
      return;
    }
    this.putRight();
    this.#open?.loop.wake();
    this.#erase();
    this.#tryDisk();
  }

  stop(): void {
    this.#close();
    try {
      this.#restore();
    } catch (error) {
      this.#log('outbox lost', { reason: (error as Error).message });
    }
  }

  #close(): void {
    for (const cancel of this.#cancel.splice(0)) cancel();
    const open = this.#open;
    this.#open = undefined;
    open?.loop.stop();
    open?.keys.stop();
    if (open?.store.isDeleted) this.#deleted = open.store;
    else open?.store.close();
  }

  #openStore(): OutboxStore {
    this.#restore();
    finishRescue(this.#dataDir, this.#clock.now(), 'damaged');
    if (this.#damaged) this.#rescue();
    try {
      return new OutboxStore(this.#dataDir);
    } catch (error) {
      if (diskTroubleOf(error) !== 'damaged') throw error;
      this.#rescue();
      return new OutboxStore(this.#dataDir);
    }
  }

  /** A file that was only moved away is left alone: it may come back, and two that hold the same would both be sent. */
  #restore(): void {
    const deleted = this.#deleted;
    if (!deleted) return;
    rescueDeleted(this.#dataDir, this.#clock.now(), deleted, () => {
      this.#deleted = undefined;
      deleted.close();
    });
    this.#log('outbox restored');
  }

  #rescue(): void {
    const { carried, lost } = rescueDamaged(this.#dataDir, this.#clock.now());
    this.#damaged = false;
    this.#log('outbox damaged', { carried, lost: lost ?? 'unknown' });
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

  /** A server has told the time: what was confirmed before in this run of the machine is put right. */
  putRight(): void {
    const began = this.#runBegan();
    if (began) this.#read(() => this.#open?.store.putRight(began));
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

  /**
   * Somebody found out that the disk does not do what it should. Whatever is wrong with it, or with the file that is open
   * on it, a fresh start is the way out.
   */
  diskFailed(error: unknown): void {
    this.#close();
    this.#damaged = diskTroubleOf(error) === 'damaged';
    // What is damaged can be mended at once.
    if (this.#damaged) this.#later(0, () => this.start());
    else this.#failing(error);
  }

  #failing(error: unknown): void {
    const trouble = diskTroubleIn(this.#dataDir, error);
    this.#log('disk failing', { trouble, reason: (error as Error).message });
    this.#onDisk(trouble);
    this.#later(DISK_RETRY, () => this.start());
  }

  #read<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (this.#open) this.diskFailed(error);
      return undefined;
    }
  }

  /**
   * Says how the disk is. One that is full is said to be so before there is no room at all: nobody begins to type then,
   * who has begun is still kept, and delivery goes on, which makes room.
   */
  #tryDisk(): void {
    const open = this.#open;
    if (!open) return;
    let disk: 'ready' | 'full' = 'ready';
    try {
      open.store.tryDisk(this.#clock.now());
      if (!hasRoom(this.#dataDir)) disk = 'full';
    } catch (error) {
      if (diskTroubleIn(this.#dataDir, error) !== 'full') {
        this.diskFailed(error);
        return;
      }
      disk = 'full';
    }
    this.#onDisk(disk);
    if (open === this.#open)
      this.#later(disk === 'ready' ? DISK_TRIAL : DISK_RETRY, () => this.#tryDisk());
  }

  #erase(): void {
    const open = this.#open;
    if (!open) return;
    this.#read(() => open.store.eraseEnded(this.#keepEndedSince(this.#clock.now())));
    if (open === this.#open) this.#later(ERASE_EVERY, () => this.#erase());
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
    case 'lost':
    case 'discarded':
      return 'reception';
    default:
      return 'recorded';
  }
}
