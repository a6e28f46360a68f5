import type { Limits } from '../../http/rate-budget.ts';

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
