import type { Clock } from './clock.ts';

const MINUTE = 60_000;

/** Of searches. No visitor asks this often; somebody who reads a whole list out does. */
export const SEARCHES = { aMinute: 60, slowedBy: 1_000 };

/** Slows down whoever asks more often than any visitor would. */
export class Pace {
  readonly #clock: Clock;
  readonly #aMinute: number;
  readonly #slowedBy: number;
  #noted: number[] = [];

  /** @param slowedBy ms that each further one has to wait */
  constructor(clock: Clock, { aMinute, slowedBy }: { aMinute: number; slowedBy: number }) {
    this.#clock = clock;
    this.#aMinute = aMinute;
    this.#slowedBy = slowedBy;
  }

  note(): void {
    this.#forget();
    this.#noted.push(this.#clock.elapsed());
  }

  /** Resolves at once, unless there were more in the last minute than there should be. */
  async wait(): Promise<void> {
    this.#forget();
    if (this.#noted.length > this.#aMinute)
      await new Promise<void>((resolve) => this.#clock.after(this.#slowedBy, resolve));
  }

  #forget(): void {
    const now = this.#clock.elapsed();
    this.#noted = this.#noted.filter((at) => now - at < MINUTE);
  }
}
