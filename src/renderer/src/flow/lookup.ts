import type { Booking } from '#shared/domain/booking.ts';
import type { Host } from '#shared/domain/host.ts';
import { enoughToSearch } from '#shared/domain/text.ts';
import type { Problem } from './draft.ts';

/** What can be found by typing a part of a name; the screen that does so has the same name. */
export interface Listed {
  host: Host;
  booking: Booking;
}
export type Looked = keyof Listed;

/** `not-yet`: main has never fetched what is to be searched. */
export type Listing = 'not-yet' | 'ready';

/** What has been typed to find something, and what came of it. */
export interface Lookup<T> {
  /** On its own it chooses nothing. */
  readonly text: string;
  readonly listing: Listing;
  /** What the last search answered, or null while nothing has been answered for this text. */
  readonly found: readonly T[] | null;
  readonly chosen: T | null;
}

export type LookupProblem = Problem | 'too-short' | 'no-match' | 'choose' | 'no-answer' | 'not-yet';

export const blankLookup = (listing: Listing): Lookup<never> => ({
  text: '',
  listing,
  found: null,
  chosen: null,
});

export function isNoMatch({ listing, found, text }: Lookup<unknown>): boolean {
  return listing === 'ready' && found?.length === 0 && enoughToSearch(text);
}

/** What keeps something typed, but not chosen, from being taken. */
export function notChosen(lookup: Lookup<unknown>): LookupProblem {
  if (isNoMatch(lookup)) return 'no-match';
  return enoughToSearch(lookup.text) || lookup.found?.length ? 'choose' : 'too-short';
}
