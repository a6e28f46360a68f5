import { Temporal } from 'temporal-polyfill';

/** From the first instant of a day to the first of the next (ms since the epoch). */
export interface Day {
  readonly from: number;
  readonly to: number;
}

/**
 * The day, at the site, in which an instant lies (ms since the epoch).
 * @param timeZone an IANA name; its days may have 23.5, 24.5 or 25 hours
 */
export function dayOf(instant: number, timeZone: string): Day {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(timeZone)
    .startOfDay();
  return {
    from: start.epochMilliseconds,
    to: start.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
}

/** When that day began. */
export function startOfDay(instant: number, timeZone: string): number {
  return dayOf(instant, timeZone).from;
}
