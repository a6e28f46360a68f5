import { Temporal } from 'temporal-polyfill';

/** Where the one location is. Nexudus itself knows a zone by a Windows name only: REST API, Simpletimezones. */
export const TIME_ZONE = 'Europe/Lisbon';

const zoned = (at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(TIME_ZONE);

/** The day at the location in which an instant lies, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => zoned(at).toPlainDate().toString();

export const dayAfter = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** @param time `HH:mm`, on the clock on the wall; ms since the epoch */
export const instantAt = (day: string, time: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: TIME_ZONE, plainTime: time })
    .epochMilliseconds;

/** That instant, or the last minute of the day in which `now` lies, whichever comes first. */
export const withinDay = (now: number, at: number): number =>
  Math.min(at, instantAt(dayOf(now), '23:59'));

/**
 * What the clock on the wall shows, in the form of an instant. Nexudus marks it as UTC, which it is not: REST API,
 * Get bookings, FromTimeLocal beside FromTime.
 */
export const wallClock = (at: number): string =>
  `${zoned(at).toPlainDateTime().toString({ smallestUnit: 'second' })}Z`;
