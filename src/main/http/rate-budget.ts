import type { Clock } from '../clock.ts';

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
  readonly #sent: Record<Traffic | 'all', number[]> = {
    all: [],
    write: [],
    read: [],
    background: [],
  };
  readonly #waiting: Record<Traffic, (() => void)[]> = { write: [], read: [], background: [] };
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, limits: Limits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Resolves when one more request may leave. */
  take(traffic: Traffic): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting[traffic].push(resolve);
      this.#admit();
    });
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
  }

  #waitFor(kind: Traffic): number {
    const now = this.#clock.elapsed();
    return Math.max(
      ...(['all', kind] as const).map((which) =>
        roomIn(this.#sent[which], this.#limits[which], now),
      ),
    );
  }
}

/** Milliseconds until each limit has room. Forgets what no limit looks back to. */
function roomIn(sent: number[], limits: readonly Limit[], now: number): number {
  const horizon = now - Math.max(0, ...limits.map((limit) => limit.per));
  while (sent[0] !== undefined && sent[0] <= horizon) sent.shift();
  const waits = limits.map(({ requests, per }) => {
    const oldest = sent[sent.length - requests];
    return oldest === undefined ? 0 : oldest + per - now;
  });
  return Math.max(0, ...waits);
}
