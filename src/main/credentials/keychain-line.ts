import type { Child } from '../platform.ts';
import { type Question, type Request, reply } from './keychain-messages.ts';

/**
 * Why a question to the keychain's process came to nothing.
 * `timed-out`: no answer in time. `gone`: the process ended. `said-no`: the keychain answered with an error.
 */
export class LineError extends Error {
  readonly kind: 'timed-out' | 'gone' | 'said-no';
  constructor(kind: LineError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Waiting {
  readonly resolve: (value: string | boolean | null) => void;
  readonly reject: (error: LineError) => void;
}

/** The conversation with one keychain process, for as long as that lives. */
export class KeychainLine {
  /** Whether the keychain behind it has been seen to be unlocked. */
  open = false;
  readonly #child: Child;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #gone = false;

  constructor(child: Child) {
    this.#child = child;
    child.onMessage((message) => this.#hear(message));
    child.onExit(() => {
      this.#gone = true;
      for (const { reject } of this.#waiting.values()) reject(gone());
      this.#waiting.clear();
    });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /**
   * Asks one thing.
   * @param patience milliseconds
   * @throws LineError
   */
  async ask(question: Question, patience: number): Promise<string | boolean | null> {
    if (this.#gone) throw gone();
    this.#asked += 1;
    const id = this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<string | boolean | null>();
    this.#waiting.set(id, { resolve, reject });
    const timer = setTimeout(
      () => reject(new LineError('timed-out', `no answer within ${patience / 1000} s`)),
      patience,
    );
    try {
      this.#child.send({ id, question } satisfies Request);
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  close(): void {
    this.#child.kill();
  }

  #hear(message: unknown): void {
    const { data: heard } = reply.safeParse(message);
    // A process that speaks nonsense is of no use: its end answers whoever waits.
    if (!heard) this.close();
    else if (heard.ok) this.#waiting.get(heard.id)?.resolve(heard.value);
    else this.#waiting.get(heard.id)?.reject(new LineError('said-no', heard.message));
  }
}

const gone = () => new LineError('gone', 'the process that talks to the keychain has ended');
