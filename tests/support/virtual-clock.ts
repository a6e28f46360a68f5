import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/main/clock.ts';
import { cryptoUnderWay } from './crypto-under-way.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
  isOff: boolean;
}

/** Time that moves only when it is told to. Timers follow elapsed time, as the system's do, whatever the clock says. */
export class VirtualClock implements Clock {
  #elapsed = 0;
  #wall: number;
  /** In the order in which they are due, with some that are off among them. */
  readonly #timers: Timer[] = [];
  #pending = 0;

  constructor(now = Date.parse('2026-03-02T09:30:15.000Z')) {
    this.#wall = now;
  }

  now(): number {
    return Math.floor(this.#wall + this.#elapsed);
  }

  elapsed(): number {
    return Math.floor(this.#elapsed);
  }

  after(wait: number, run: () => void): () => void {
    const timer: Timer = { at: this.#elapsed + Math.max(0, wait), run, isOff: false };
    this.#timers.splice(this.#placeOf(timer.at), 0, timer);
    this.#pending += 1;
    return () => this.#turnOff(timer);
  }

  /** Somebody sets the wall clock: no time passes. */
  set(now: number): void {
    this.#wall = now - this.#elapsed;
  }

  /** How many things are due some time. */
  get pending(): number {
    return this.#pending;
  }

  /** Milliseconds until the next thing is due; undefined when nothing is. */
  get untilNext(): number | undefined {
    const next = this.#next();
    return next && next.at - this.#elapsed;
  }

  /** Lets that many milliseconds pass, and what falls due in them happen. */
  async advance(wait: number): Promise<void> {
    const end = this.#elapsed + wait;
    await flushed();
    for (let due = this.#next(); due && due.at <= end; due = this.#next()) {
      this.#elapsed = Math.max(this.#elapsed, due.at);
      this.#turnOff(due);
      due.run();
      await flushed();
    }
    this.#elapsed = end;
  }

  #next(): Timer | undefined {
    while (this.#timers[0]?.isOff) this.#timers.shift();
    return this.#timers[0];
  }

  #turnOff(timer: Timer): void {
    if (!timer.isOff) this.#pending -= 1;
    timer.isOff = true;
  }

  /** Behind everything that is due by then: there may be thousands. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Everything that needs no more than promises and cryptography to go on has gone on. */
async function flushed(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet = cryptoUnderWay() > 0 ? 0 : quiet + 1) await turn();
}
