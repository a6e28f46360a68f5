import { expectedGuests } from './expected-guests.ts';
import { otherErrands } from './other-errands.ts';
import { reads } from './reads.ts';
import type { Scenario } from './scenario.ts';
import { walkIns } from './walk-ins.ts';

/**
 * What holds for every provider, whichever vendor is behind it: `tests/integration/contract` plays it against the demo
 * servers, and `npm run test:live` against a real account. What leaves no trace comes first.
 */
export const scenarios: readonly Scenario[] = [
  ...reads,
  ...walkIns,
  ...expectedGuests,
  ...otherErrands,
];
