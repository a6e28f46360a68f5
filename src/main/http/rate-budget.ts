import type { Clock } from '../clock.ts';
import type { Share } from './share.ts';

/** At most `requests` in any stretch of `per` milliseconds. */
export interface Limit {
  readonly requests: number;
  readonly per: number;
}

/** Kinds of requests, those that go first in front: what a visitor waits for, before what fills the directory. */
const kinds = ['write', 'read', 'background'] as const;
export type Traffic = (typeof kinds)[number];

/** `all` holds for everything together; the others besides, for their own kind. */
export type Limits = Readonly<Record<Traffic | 'all', readonly Limit[]>>;

/** Keeps a kiosk below its provider's limits: a request waits here until there is room for it. */
export class RateBudget {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #share: Share | undefined;
  readonly #sent: Record<Traffic | 'all', number[]> = {
    all: [],
    write: [],
    read: [],
    background: [],
  };
  readonly #waiting: Record<Traffic, (() => void)[]> = { write: [], read: [], background: [] };
  #cancelTimer: (() => void) | undefined;

  /** @param share absent where no other kiosk uses the account */
  constructor(clock: Clock, limits: Limits, share?: Share) {
    this.#clock = clock;
    this.#limits = limits;
    this.#share = share;
  }

  /** Resolves when one more request may leave. */
  take(traffic: Traffic): Promise<void> {
    return new Promise((resolve) => {
      this.#share?.asked(traffic);
      this.#waiting[traffic].push(resolve);
      this.#admit();
    });
  }

  /** @param well whether a request was answered, and not with "too many" or a failure of the provider */
  came(well: boolean): void {
    this.#share?.came(well);
  }

  #admit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (;;) {
      const waits = kinds
        .filter((kind) => this.#waiting[kind].length > 0)
        .map((kind) => ({ kind, wait: this.#waitFor(kind) }));
      const free = waits.find(({ wait }) => wait <= 0);
      if (free) {
        this.#note(free.kind);
        this.#waiting[free.kind].shift()?.();
        continue;
      }
      if (waits.length > 0)
        this.#cancelTimer = this.#clock.after(Math.min(...waits.map(({ wait }) => wait)), () =>
          this.#admit(),
        );
      return;
    }
  }

  #note(kind: Traffic): void {
    const now = this.#clock.elapsed();
    this.#sent.all.push(now);
    this.#sent[kind].push(now);
    this.#share?.left(kind);
  }

  #waitFor(kind: Traffic): number {
    const now = this.#clock.elapsed();
    return Math.max(
      this.#share?.waitFor(kind) ?? 0,
      ...(['all', kind] as const).map((which) =>
        roomIn(this.#sent[which], this.#limits[which], now),
      ),
    );
  }
}

/** Milliseconds until each limit has room. Forgets what no limit looks back to. */
export function roomIn(sent: number[], limits: readonly Limit[], now: number): number {
  const horizon = now - Math.max(0, ...limits.map((limit) => limit.per));
  while (sent[0] !== undefined && sent[0] <= horizon) sent.shift();
  const waits = limits.map(({ requests, per }) => {
    const oldest = sent[sent.length - requests];
    return oldest === undefined ? 0 : oldest + per - now;
  });
  return Math.max(0, ...waits);
}
