import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/main/clock.ts';
import { cryptoUnderWay } from './crypto-under-way.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that moves only when it is told to. Timers follow elapsed time, as the system's do, whatever the clock says. */
export class VirtualClock implements Clock {
  #elapsed = 0;
  #wall: number;
  #timers: Timer[] = [];

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
    const timer = { at: this.#elapsed + Math.max(0, wait), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Somebody sets the wall clock: no time passes. */
  set(now: number): void {
    this.#wall = now - this.#elapsed;
  }

  /** How many things are due some time. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Milliseconds until the next thing is due; undefined when nothing is. */
  get untilNext(): number | undefined {
    return this.#timers.length === 0
      ? undefined
      : Math.min(...this.#timers.map(({ at }) => at)) - this.#elapsed;
  }

  /** Lets that many milliseconds pass, and what falls due in them happen. */
  async advance(wait: number): Promise<void> {
    const end = this.#elapsed + wait;
    await flushed();
    for (let due = this.#due(end); due; due = this.#due(end)) {
      this.#elapsed = Math.max(this.#elapsed, due.at);
      this.#timers = this.#timers.filter((one) => one !== due);
      due.run();
      await flushed();
    }
    this.#elapsed = end;
  }

  #due(end: number): Timer | undefined {
    const [first] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    return first;
  }
}

/** Everything that needs no more than promises and cryptography to go on has gone on. */
async function flushed(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet = cryptoUnderWay() > 0 ? 0 : quiet + 1) await turn();
}
