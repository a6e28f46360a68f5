/** A provider that asks for more, in ms, is asked again after this. */
const LONGEST_SILENCE = 24 * 3600 * 1000;

const seconds = /^\d+(\.\d+)?$/;
/** All three forms of a date begin with a day's name; without one, Date.parse makes dates of all sorts of words. */
const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Milliseconds that a Retry-After header asks for (RFC 9110 §10.2.3: seconds, or a date), at most a day;
 * undefined when there is none or it makes no sense.
 * @param now by the clock of the server, which is the one that its date is meant by (ms since the epoch)
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  const wait = asked(header?.trim() ?? '', now);
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_SILENCE);
}

function asked(text: string, now: number): number {
  if (seconds.test(text)) return Number(text) * 1000;
  return date.test(text) ? Date.parse(text) - now : Number.NaN;
}
