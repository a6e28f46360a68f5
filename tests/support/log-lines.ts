import type { Facts, Log } from '../../src/main/log/log.ts';

/** A log that is kept, to be looked through. */
export function logLines(): { readonly log: Log; readonly lines: ({ event: string } & Facts)[] } {
  const lines: ({ event: string } & Facts)[] = [];
  return { lines, log: (event, facts) => lines.push({ ...facts, event }) };
}
