/** At most `requests` within any `perMs`. */
export interface Limit {
  readonly requests: number;
  readonly perMs: number;
  /** Counts only what may change something: everything but GET and HEAD. */
  readonly writesOnly?: boolean;
}

/** A sliding window for each limit. A request that is turned away is not counted. */
export class Throttle {
  readonly #windows: readonly { readonly limit: Limit; taken: number[] }[];
  readonly #now: () => number;

  constructor(limits: readonly Limit[], now: () => number) {
    this.#windows = limits.map((limit) => ({ limit, taken: [] }));
    this.#now = now;
  }

  /** Lets a request pass and counts it, returning 0; or returns how many ms it has to wait. */
  take(method: string): number {
    const now = this.#now();
    const isWrite = method !== 'GET' && method !== 'HEAD';
    const concerned = this.#windows.filter(({ limit }) => isWrite || !limit.writesOnly);
    let wait = 0;
    for (const window of concerned) {
      window.taken = window.taken.filter((at) => at > now - window.limit.perMs);
      const oldest = window.taken[window.taken.length - window.limit.requests];
      if (oldest !== undefined) wait = Math.max(wait, oldest + window.limit.perMs - now);
    }
    if (wait === 0) for (const window of concerned) window.taken.push(now);
    return wait;
  }
}
