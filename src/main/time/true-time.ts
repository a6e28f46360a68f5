import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { KeyValues } from '../platform.ts';
import { type Measure, measureOf, narrowed, trueTimeAt } from './measure.ts';

/** An instant that can be put right later, by {@link TrueTime.runBegan}. */
export interface Stamp {
  /** As well as it was known (ms since the epoch). */
  readonly at: number;
  /** The run in which it was taken: all the time from one start of the machine to the next. */
  readonly run: string;
  /** What had elapsed of that run (ms). */
  readonly elapsed: number;
  /** What had to be added to the device's clock (ms); undefined while that had not been measured. */
  readonly offset: number | undefined;
}

/** When a run of the machine began (ms since the epoch). */
export interface RunStart {
  readonly run: string;
  readonly at: number;
}

const KEY = 'time';
/** A server that believes in an earlier date has no clock. */
const EARLIEST = Date.UTC(2020);
/** An answer that took longer, as when the machine slept meanwhile, tells less than the device's own clock does. */
const LONGEST_TRIP = 10_000;
/** What has changed by less than this is not worth a write or a word. */
const NOTICEABLE = 1_000;
/** Staff need not know of less. */
const RIGHT_ENOUGH = 2_000;
/** How far apart two answers to "when was the machine started" may be for the same start. */
const SAME_START = 2_000;
/** How long a measure that is kept serves, while newer ones say the same. */
const KEPT_FOR = 3_600_000;
const LOOK_EVERY = 10_000;

/** What is kept over a restart of the kiosk. */
const memory = z.object({
  run: z.string().min(1),
  boot: z.string().optional(),
  elapsed: z.number(),
  /** The device's clock less what had elapsed. */
  start: z.number(),
  measure: z.object({ low: z.number(), high: z.number(), at: z.number() }).optional(),
});
type Memory = z.infer<typeof memory>;

/**
 * The right time on a device whose clock may be wrong, and may be set while the kiosk runs. It is counted from the
 * start of the machine, and what that was is measured from what servers say of the time in their answers. Until the
 * first answer since that start it is the device's own clock.
 */
export class TrueTime implements Clock {
  readonly #device: Clock;
  readonly #boot: string | undefined;
  readonly #settings: KeyValues;
  readonly #onOffset: (offset: number) => void;
  readonly #run: string;
  #measure: Measure | undefined;
  #kept: Memory | undefined;
  #whenMeasured: (() => void)[] = [];
  #noticed: number | undefined;
  #cancelTimer: (() => void) | undefined;

  /**
   * @param parts.boot the machine's own name for the time since it was started, where it has one
   * @param parts.settings where the measure is kept over a restart of the kiosk
   * @param parts.onOffset called when {@link TrueTime.offset} is known, and when it changes. It must not throw.
   */
  constructor(parts: {
    device: Clock;
    boot: string | undefined;
    settings: KeyValues;
    onOffset: (offset: number) => void;
  }) {
    this.#device = parts.device;
    this.#boot = parts.boot;
    this.#settings = parts.settings;
    this.#onOffset = parts.onOffset;
    this.#kept = this.#remembered();
    this.#run = this.#kept?.run ?? randomUUID();
    this.#measure = this.#kept?.measure;
  }

  /** Begins to watch for somebody setting the device's clock. */
  start(): void {
    this.#look();
    this.#cancelTimer = this.#device.after(LOOK_EVERY, () => this.start());
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  now(): number {
    return this.#at(this.#device.elapsed());
  }

  elapsed(): number {
    return this.#device.elapsed();
  }

  after(wait: number, run: () => void): () => void {
    return this.#device.after(wait, run);
  }

  /** For staff: whole ms to add to the device's clock, 0 when it is right by two seconds; undefined until measured. */
  get offset(): number | undefined {
    return this.#noticed === undefined ? undefined : forStaff(this.#noticed);
  }

  stamp(): Stamp {
    this.#look();
    const elapsed = this.#device.elapsed();
    return { at: this.#at(elapsed), run: this.#run, elapsed, offset: this.#exactOffset() };
  }

  /**
   * When this run began; undefined until it is measured. With what had elapsed by then it is the instant of an earlier
   * stamp, which goes wrong with the machine's quartz, by seconds for each day since.
   */
  runBegan(): RunStart | undefined {
    return this.#measure && { run: this.#run, at: trueTimeAt(0, this.#measure) };
  }

  /** Calls once, when this run is measured; at once when it is already. The listener must not throw. */
  onMeasured(listener: () => void): void {
    if (this.#measure) listener();
    else this.#whenMeasured.push(listener);
  }

  /**
   * A server has answered.
   * @param date what it said of the time (ms since the epoch), whole seconds
   * @param began what had elapsed when the request left
   * @param ended what had elapsed when the answer was there
   */
  heard(date: number, began: number, ended: number): void {
    if (!(date >= EARLIEST) || ended - began > LONGEST_TRIP) return;
    const heard = measureOf(date, began, ended);
    const first = !this.#measure;
    // Where the two contradict each other the server's clock was set, or ours has drifted far: the newest counts.
    this.#measure = (this.#measure && narrowed(this.#measure, heard)) ?? heard;
    if (!first) return;
    this.#look();
    for (const listener of this.#whenMeasured.splice(0)) listener();
  }

  #at(elapsed: number): number {
    return this.#measure ? trueTimeAt(elapsed, this.#measure) : this.#device.now();
  }

  #exactOffset(): number | undefined {
    return this.#measure && this.now() - this.#device.now();
  }

  /** Notices what has changed, so that a restart still knows the run and the time, and staff know of the clock. */
  #look(): void {
    if (this.#isWorthKeeping()) this.#keep();
    const offset = this.#exactOffset();
    if (offset === undefined) return;
    if (this.#noticed !== undefined && Math.abs(offset - this.#noticed) < NOTICEABLE) return;
    this.#noticed = offset;
    this.#onOffset(forStaff(offset));
  }

  /** When the machine was started, by the device's clock. */
  #startOfMachine(): number {
    return this.#device.now() - this.#device.elapsed();
  }

  #isWorthKeeping(): boolean {
    const kept = this.#kept;
    if (!kept || Math.abs(this.#startOfMachine() - kept.start) >= NOTICEABLE) return true;
    const measure = this.#measure;
    if (!measure || !kept.measure) return measure !== kept.measure;
    const moved = Math.abs(trueTimeAt(0, measure) - trueTimeAt(0, kept.measure));
    return moved >= NOTICEABLE || measure.at - kept.measure.at >= KEPT_FOR;
  }

  #keep(): void {
    this.#kept = {
      run: this.#run,
      boot: this.#boot,
      elapsed: this.#device.elapsed(),
      start: this.#startOfMachine(),
      measure: this.#measure,
    };
    this.#settings.set(KEY, this.#kept);
  }

  /** What was kept, when the machine has not been started anew since. */
  #remembered(): Memory | undefined {
    const { data } = memory.safeParse(this.#settings.get(KEY));
    if (!data || this.#device.elapsed() < data.elapsed) return undefined;
    // A machine without a battery may begin every time at the same date, so its own name for the boot is better.
    const same =
      this.#boot === undefined
        ? Math.abs(this.#startOfMachine() - data.start) <= SAME_START
        : this.#boot === data.boot;
    return same ? data : undefined;
  }
}

function forStaff(offset: number): number {
  return Math.abs(offset) < RIGHT_ENOUGH ? 0 : offset;
}
