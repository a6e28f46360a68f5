/** How much faster time runs for a kiosk and for its server, so that a wait of ten seconds is no wait. */
const FASTER = 10;

/** What time it is in the beginning: no round is so long that the day would end, and with it the visits of the day. */
const NOON = Date.parse('2026-03-02T12:00:00.000Z');

/** @param began when it began to run (ms since the epoch) */
export const fastNow = (began: number): number => NOON + (Date.now() - began) * FASTER;

/** How long a wait takes, in ms. */
export const inFastTime = (wait: number): number => wait / FASTER;
