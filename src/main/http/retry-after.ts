const LONGEST = 24 * 3600 * 1000;

/**
 * Milliseconds that a Retry-After header asks for (RFC 9110 §10.2.3: seconds, or a date), at most a day;
 * undefined when there is none or it makes no sense.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST);
}
