import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { hasRoom } from '../storage/disk-room.ts';
import { type DiskTrouble, diskTroubleIn, diskTroubleOf } from '../storage/disk-trouble.ts';
import type { RunStart } from '../time/true-time.ts';
import type { EntryKeys } from './entry-keys.ts';
import type { DeliveryLoop } from './loop.ts';
import { finishRescue, rescueDamaged, rescueDeleted } from './rescue.ts';
import { OutboxStore } from './store.ts';

/** How long to wait before a disk that failed is tried again. */
const DISK_RETRY = 10_000;
/** How often a disk that is well is tried, so that the next visitor does not find out that it is not. */
const DISK_TRIAL = 60_000;
const ERASE_EVERY = 3_600_000;

/** What an open outbox is made of. */
export interface Open {
  readonly store: OutboxStore;
  readonly keys: EntryKeys;
  readonly loop: DeliveryLoop;
}

export interface KeeperParts {
  readonly dataDir: string;
  readonly clock: Clock;
  /** When this run of the machine began, once a server has told what time it is. */
  readonly runBegan: () => RunStart | undefined;
  /** What was delivered before the answer (ms since the epoch) is erased. */
  readonly keepEndedSince: (now: number) => number;
  readonly log: Log;
  readonly createKeys: (store: OutboxStore) => EntryKeys;
  readonly createLoop: (store: OutboxStore, keys: EntryKeys) => DeliveryLoop;
  /** Called whenever the outbox has been opened, or could not be written. */
  readonly onDisk: (disk: 'ready' | DiskTrouble) => void;
}

/** Keeps the outbox open whatever the disk does, and in order while it does nothing. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #cancel: (() => void)[] = [];
  #open: Open | undefined;
  /** Whose file was deleted while it was in use; what is in it is gone when it is closed. */
  #deleted: OutboxStore | undefined;
  #damaged = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Undefined while the disk cannot be used. */
  get open(): Open | undefined {
    return this.#open;
  }

  /** Opens the store and begins to deliver. A disk that cannot be used is tried again until it can. */
  start(): void {
    try {
      const store = this.#openStore();
      const keys = this.#parts.createKeys(store);
      this.#open = { store, keys, loop: this.#parts.createLoop(store, keys) };
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
      this.#parts.log('outbox lost', { reason: (error as Error).message });
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
    finishRescue(this.#parts.dataDir, this.#parts.clock.now(), 'damaged');
    if (this.#damaged) this.#rescue();
    try {
      return new OutboxStore(this.#parts.dataDir);
    } catch (error) {
      if (diskTroubleOf(error) !== 'damaged') throw error;
      this.#rescue();
      return new OutboxStore(this.#parts.dataDir);
    }
  }

  /** A file that was only moved away is left alone: it may come back, and two that hold the same would both be sent. */
  #restore(): void {
    const deleted = this.#deleted;
    if (!deleted) return;
    rescueDeleted(this.#parts.dataDir, this.#parts.clock.now(), deleted, () => {
      this.#deleted = undefined;
      deleted.close();
    });
    this.#parts.log('outbox restored');
  }

  #rescue(): void {
    const { carried, lost } = rescueDamaged(this.#parts.dataDir, this.#parts.clock.now());
    this.#damaged = false;
    this.#parts.log('outbox damaged', { carried, lost: lost ?? 'unknown' });
  }

  /** A server has told the time: what was confirmed before in this run of the machine is put right. */
  putRight(): void {
    const began = this.#parts.runBegan();
    if (began) this.read(() => this.#open?.store.putRight(began));
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
    const trouble = diskTroubleIn(this.#parts.dataDir, error);
    this.#parts.log('disk failing', { trouble, reason: (error as Error).message });
    this.#parts.onDisk(trouble);
    this.#later(DISK_RETRY, () => this.start());
  }

  /** Reads something; undefined where the disk does not let it, which is then seen to. */
  read<T>(read: () => T): T | undefined {
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
      open.store.tryDisk(this.#parts.clock.now());
      if (!hasRoom(this.#parts.dataDir)) disk = 'full';
    } catch (error) {
      if (diskTroubleIn(this.#parts.dataDir, error) !== 'full') {
        this.diskFailed(error);
        return;
      }
      disk = 'full';
    }
    this.#parts.onDisk(disk);
    if (open === this.#open)
      this.#later(disk === 'ready' ? DISK_TRIAL : DISK_RETRY, () => this.#tryDisk());
  }

  #erase(): void {
    const open = this.#open;
    if (!open) return;
    this.read(() => open.store.eraseEnded(this.#parts.keepEndedSince(this.#parts.clock.now())));
    if (open === this.#open) this.#later(ERASE_EVERY, () => this.#erase());
  }

  #later(wait: number, run: () => void): void {
    this.#cancel.push(this.#parts.clock.after(wait, run));
  }
}
