import type { Limits } from '../../http/rate-budget.ts';

/** Spacebring, rate limiting: ten requests a second, for everything together. */
export const spacebringLimits: Limits = {
  all: [{ requests: 8, per: 1_000 }],
  write: [],
  read: [],
  background: [{ requests: 4, per: 1_000 }],
};
