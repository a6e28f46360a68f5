import { app } from 'electron';
import type { Log } from '../log/log.ts';

/** Lets `stop` finish before the app ends, however often it is asked to. */
export function stopBeforeQuit(stop: () => Promise<void>, log: Log): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void stop()
      .catch((error: unknown) => log('stopping failed', { reason: String(error) }))
      .then(() => {
        state = 'stopped';
        app.quit();
      });
  });
}
