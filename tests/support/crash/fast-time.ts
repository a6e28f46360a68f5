/** How much faster time runs for a kiosk and for its server, so that a wait of ten seconds is no wait. */
const FASTER = 10;

/** @param epoch when it began to run faster (ms since the epoch) */
export const fastNow = (epoch: number): number => epoch + (Date.now() - epoch) * FASTER;

/** How long a wait takes, in ms. */
export const inFastTime = (wait: number): number => wait / FASTER;
