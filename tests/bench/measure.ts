/** What a run of the bench is given. */
export interface Setting {
  /** A folder of the run's own, on the disk that is measured. */
  readonly folder: string;
  /** How many entries are delivered without limits. */
  readonly entries: number;
  /** Says how far it is, for a person who waits. */
  readonly say: (line: string) => void;
}

export interface Spread {
  readonly samples: number;
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** One line of the table. Times are in ms. */
export interface Row {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | '/s' | 's';
  readonly ours: Spread;
  readonly baseline?: { readonly name: string; readonly spread: Spread };
  /** Ours to the baseline: the median of the rounds. */
  readonly ratio?: number;
  /** How much more than the baseline, where the aim says so. */
  readonly more?: number;
  readonly aim: string;
  /** Undefined where the number is shown for contrast alone. */
  readonly met: boolean | undefined;
  /** What has to be known to read the numbers. */
  readonly note?: string;
}

export type Measurement = (setting: Setting) => Promise<Row[]>;

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return {
    samples: sorted.length,
    median: median(samples),
    p95: at(0.95),
    p99: at(0.99),
    most: at(1),
  };
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [
    sorted[Math.ceil(middle) - 1],
    sorted[Math.floor(middle)],
  ];
  return (low + high) / 2;
}

/** Samples that were taken in rounds, so that ours and a baseline can be compared within the same moment. */
export class Rounds {
  readonly #rounds: number[][] = [];

  next(): void {
    this.#rounds.push([]);
  }

  add(sample: number): void {
    this.#rounds.at(-1)?.push(sample);
  }

  get spread(): Spread {
    return spreadOf(this.#rounds.flat());
  }

  /** The median over the rounds of this one's median to the other's. */
  ratioTo(other: Rounds): number {
    return median(
      this.#rounds.map((samples, round) => median(samples) / median(other.#rounds[round] ?? [])),
    );
  }
}

/** How long something takes, in ms. */
export async function timed(run: () => unknown): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
