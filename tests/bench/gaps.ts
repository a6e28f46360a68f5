/** Sees how long the event loop was held up, by looking at it at every turn. */
export class Gaps {
  #last = performance.now();
  #longest = 0;
  #running = true;

  constructor() {
    const look = () => {
      const now = performance.now();
      this.#longest = Math.max(this.#longest, now - this.#last);
      this.#last = now;
      if (this.#running) setImmediate(look);
    };
    setImmediate(look);
  }

  /** The longest hold-up in ms since this was last asked. */
  take(): number {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  stop(): void {
    this.#running = false;
  }
}
