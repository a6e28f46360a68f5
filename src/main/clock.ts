/** Time, as the services see it: injected, so that a test can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something after a wait in milliseconds; the answer calls it off. */
  after(wait: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(wait, run) {
    const timer = setTimeout(run, wait);
    return () => clearTimeout(timer);
  },
};
