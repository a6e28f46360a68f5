import { awaited, type State } from './state.ts';
import type { Watcher, WatcherParts } from './watcher.ts';

/** How long the result stands without change before the screen is free for the next visitor, in ms. */
export const RESULT_MS = 15_000;
/** How long "sending" may be shown after the commit, in ms. */
const SENDING_MS = 3_000;

/** Ends the result, unless it waits for a host. */
export function createEnding({ after, send }: Omit<WatcherParts, 'bridge'>): Watcher {
  let cancel = () => {};
  return {
    watch(before, state) {
      if (state.screen === 'result' && said(before) === said(state)) return;
      cancel();
      if (state.screen !== 'result' || awaited(state) !== null) return;
      const { id } = state;
      cancel =
        state.outcome === 'sending'
          ? after(SENDING_MS, () => send({ type: 'news', id, outcome: 'recorded' }))
          : after(RESULT_MS, () => send({ type: 'leave' }));
    },
    stop: () => cancel(),
  };
}

/** What stands on the result, as far as it can change there. */
function said(state: State): string | null {
  if (state.screen !== 'result') return null;
  const { outcome, errand } = state;
  return errand.kind === 'walk-in' ? `${outcome} ${errand.answer}` : outcome;
}
