import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Result } from '#shared/ipc/result.ts';
import type { After } from './after.ts';
import type { FlowEvent, State } from './state.ts';

/** Follows the flow, and owns the timers of one concern. */
export interface Watcher {
  watch(before: State, state: State): void;
  stop(): void;
}

export interface WatcherParts {
  readonly bridge: () => Bridge;
  readonly after: After;
  readonly send: (event: FlowEvent) => void;
}

export async function asked<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch {
    // Main tells the log what went wrong; here it only matters that there is no answer.
    return { ok: false, error: { code: 'internal' } };
  }
}
