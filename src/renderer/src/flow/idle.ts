import type { After } from './after.ts';

/** How long "Still here?" waits for an answer, in seconds. */
const ASK_SECONDS = 10;

interface IdleParts {
  readonly after: After;
  /** How long nothing may happen (ms), or null where nothing would be the visitor's. */
  readonly patience: () => number | null;
  /** Whether nothing is worth a question. */
  readonly leavesUnasked: () => boolean;
  readonly onCount: (secondsLeft: number | null) => void;
  readonly onLeft: () => void;
}

export interface Idle {
  /** Starts waiting for the visitor anew, where there is something that would be theirs. */
  rest(): void;
  stop(): void;
}

/** Asks a visitor who does nothing whether they are still there, and counts down. */
export function createIdle(parts: IdleParts): Idle {
  const { after, patience, leavesUnasked, onCount, onLeft } = parts;
  let cancel = () => {};

  function ask(): void {
    if (leavesUnasked()) onLeft();
    else count(ASK_SECONDS);
  }

  function count(secondsLeft: number): void {
    if (secondsLeft === 0) {
      onLeft();
      return;
    }
    onCount(secondsLeft);
    cancel = after(1000, () => count(secondsLeft - 1));
  }

  return {
    rest() {
      cancel();
      onCount(null);
      const ms = patience();
      if (ms !== null) cancel = after(ms, ask);
    },
    stop: () => cancel(),
  };
}
