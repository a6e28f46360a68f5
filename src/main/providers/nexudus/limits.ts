import type { Limits } from '../../http/rate-budget.ts';
import type { Turns } from '../../http/share.ts';

/**
 * Nexudus, API limitations. The copies of that page disagree; this stays below the stricter number of each:
 * one request in 100 ms, 120 a minute (60 of them writes), 5,000 an hour.
 */
export const nexudusLimits: Limits = {
  all: [
    { requests: 1, per: 250 },
    { requests: 110, per: 60_000 },
    { requests: 4_800, per: 3_600_000 },
  ],
  write: [{ requests: 55, per: 60_000 }],
  read: [],
  background: [{ requests: 1, per: 1_250 }],
};

/**
 * Turns of kiosks that share an account. Two requests are a token and a walk-in; a check-in reads before it writes, and
 * may take two turns. With 1,360 ms from the last moment of one turn to the first of the next, no two kiosks meet within
 * the vendor's 100: a second is for two clocks, and 260 for a line that is slower than the other. 56 requests a minute
 * are in turn, of which at most 58 come in within any minute, so that all may be writes. Of kiosks that send at once,
 * with the directory in turn besides, come at most 5,000 an hour.
 */
export const nexudusTurns: Turns = { width: 2_160, open: 800, requests: 2 };
