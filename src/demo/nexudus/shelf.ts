import { randomInt } from 'node:crypto';

interface Version<T> {
  readonly record: T;
  /** ms since the epoch */
  readonly readableAt: number;
}

/** Records of one kind, of which reads trail the writes: until the lag has passed they show what was there before. */
export class Shelf<T extends { readonly Id: number }> {
  readonly #now: () => number;
  readonly #lagMs: number;
  /** Oldest first, and in the order of creation. */
  readonly #kept = new Map<number, readonly Version<T>[]>();
  // Where the numbers begin differs from run to run, so that nothing kept by a kiosk seems to belong to a later one.
  #lastId = randomInt(10_000_000, 1_000_000_000);

  constructor(now: () => number, lagMs: number) {
    this.#now = now;
    this.#lagMs = lagMs;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** As they are stored, whether they can be read yet or not. */
  get records(): readonly T[] {
    return [...this.#kept.values()].map((versions) => (versions.at(-1) as Version<T>).record);
  }

  stored(id: number): T | undefined {
    return this.#kept.get(id)?.at(-1)?.record;
  }

  /** @param at when it is or was written, in ms since the epoch */
  put(record: T, at = this.#now()): void {
    const now = this.#now();
    const before = this.#kept.get(record.Id) ?? [];
    const shown = before.findLastIndex(({ readableAt }) => readableAt <= now);
    const still = before.slice(Math.max(shown, 0));
    this.#kept.set(record.Id, [...still, { record, readableAt: at + this.#lagMs }]);
  }

  /** What was there all along: it can be read at once. */
  place(record: T): void {
    this.#kept.set(record.Id, [{ record, readableAt: Number.NEGATIVE_INFINITY }]);
  }

  readable(): readonly T[] {
    const now = this.#now();
    const found: T[] = [];
    for (const versions of this.#kept.values()) {
      const record = shownAt(versions, now);
      if (record) found.push(record);
    }
    return found;
  }

  read(id: number): T | undefined {
    return shownAt(this.#kept.get(id) ?? [], this.#now());
  }
}

const shownAt = <T>(versions: readonly Version<T>[], now: number): T | undefined =>
  versions.findLast(({ readableAt }) => readableAt <= now)?.record;
