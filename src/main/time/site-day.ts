import { Temporal } from 'temporal-polyfill';

/**
 * When the day began, at the site, in which an instant lies (ms since the epoch).
 * @param timeZone an IANA name; its days may have 23.5, 24.5 or 25 hours
 */
export function startOfDay(instant: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(timeZone)
    .startOfDay().epochMilliseconds;
}
