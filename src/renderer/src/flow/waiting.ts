import { awaited } from './state.ts';
import { asked, type Watcher, type WatcherParts } from './watcher.ts';

const FIRST_MS = 2_000;
const NEXT_MS = 4_000;
/** Main ends every wait before; should it not, the visitor is sent to reception after this, in ms. */
const LONGEST_MS = 20 * 60_000;

/** Asks main for the host's answer, one question at a time, as long as the result waits for it. */
export function createWaiting({ bridge, after, send }: WatcherParts): Watcher {
  let waiting: string | null = null;
  let cancelNext = () => {};
  let cancelEnd = () => {};

  async function poll(id: string): Promise<void> {
    const answer = await asked(() => bridge().hostAnswer({ id }));
    if (waiting === id && answer.ok) send({ type: 'answered', id, ...answer.value });
    if (waiting === id) cancelNext = after(NEXT_MS, () => void poll(id));
  }

  function stop(): void {
    waiting = null;
    cancelNext();
    cancelEnd();
  }

  return {
    watch(_before, state) {
      const id = awaited(state);
      if (id === waiting) return;
      stop();
      if (id === null) return;
      waiting = id;
      cancelNext = after(FIRST_MS, () => void poll(id));
      cancelEnd = after(LONGEST_MS, () => send({ type: 'answered', id, answer: 'reception' }));
    },
    stop,
  };
}
