import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { KeyValues } from '../platform.ts';

/** Somebody who has waited for longer has found another way. */
const CALL_STANDS = 15 * 60_000;
const KEPT = 'calls';

const calls = z.array(z.strictObject({ id: z.string(), at: z.number() }));
type Call = z.infer<typeof calls>[number];

/**
 * Visitors who need somebody from reception, told at this screen whatever the line and the provider do. A restart
 * forgets none; who called is not among what is kept.
 */
export class Calls {
  readonly #clock: Clock;
  readonly #settings: KeyValues;
  readonly #onChange: (count: number, latest: number | undefined) => void;
  #calls: readonly Call[] = [];
  #cancelTimer: (() => void) | undefined;

  /** @param onChange told how many stand, and when the latest was (ms since the epoch) */
  constructor(parts: {
    clock: Clock;
    settings: KeyValues;
    onChange: (count: number, latest: number | undefined) => void;
  }) {
    this.#clock = parts.clock;
    this.#settings = parts.settings;
    this.#onChange = parts.onChange;
  }

  start(): void {
    this.#set(calls.safeParse(this.#settings.get(KEPT)).data ?? []);
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  /** @param id of what it is about: one that calls again is one call */
  note(id: string): void {
    if (this.#calls.some((call) => call.id === id)) return;
    this.#set([...this.#calls, { id, at: this.#clock.now() }]);
  }

  #set(all: readonly Call[]): void {
    this.#cancelTimer?.();
    const now = this.#clock.now();
    // A clock that was set back since would let a call stand for ever.
    const standing = all.filter(({ at }) => Math.abs(now - at) < CALL_STANDS);
    this.#calls = standing;
    this.#settings.set(KEPT, standing);
    const [first] = standing;
    if (first) {
      const wait = Math.max(0, first.at + CALL_STANDS - now);
      this.#cancelTimer = this.#clock.after(wait, () => this.#set(this.#calls));
    }
    this.#onChange(standing.length, standing.at(-1)?.at);
  }
}
