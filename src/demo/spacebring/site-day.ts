import { location } from './records.ts';

const days = new Intl.DateTimeFormat('en-CA', {
  timeZone: location.timezoneId,
  dateStyle: 'short',
});

/** The location's day, as YYYY-MM-DD, in which an instant lies (ms since the epoch). */
export const dayOf = (instant: number): string => days.format(instant);
