import type { Clock } from '../clock.ts';

const EVERY = 2_000;

/** Watches for the machine's own network to come back. Electron tells it when asked, and not by itself. */
export class LineWatch {
  readonly #isOnline: () => boolean;
  readonly #clock: Clock;
  readonly #onReturn: () => void;
  #wasOnline = true;
  #cancel: (() => void) | undefined;

  constructor(isOnline: () => boolean, clock: Clock, onReturn: () => void) {
    this.#isOnline = isOnline;
    this.#clock = clock;
    this.#onReturn = onReturn;
  }

  start(): void {
    this.#wasOnline = this.#isOnline();
    this.#cancel = this.#clock.after(EVERY, () => this.#look());
  }

  stop(): void {
    this.#cancel?.();
  }

  #look(): void {
    const before = this.#wasOnline;
    this.start();
    if (!before && this.#wasOnline) this.#onReturn();
  }
}
