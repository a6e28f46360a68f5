import type { Limits } from '../../http/rate-budget.ts';
import type { Turns } from '../../http/share.ts';

/** Spacebring, rate limiting: ten requests a second, for everything together. */
export const spacebringLimits: Limits = {
  all: [{ requests: 8, per: 1_000 }],
  write: [],
  read: [],
  background: [{ requests: 4, per: 1_000 }],
};

/**
 * Turns of kiosks that share the network's credentials. In a second of the provider's may come in what left in two of
 * the kiosks', whose clocks are half a second wrong either way, and in 600 ms more where one line is slower than the
 * other: nine requests. It is a third of what the limit allows, which is counted in shorter time than the clocks are
 * wrong by.
 */
export const spacebringTurns: Turns = { width: 300, open: 300, requests: 1 };
