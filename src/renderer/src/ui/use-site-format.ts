import { useTranslation } from 'react-i18next';
import { useKiosk } from '../flow/context.ts';

/** The time of day. */
export const timeForm = { hour: '2-digit', minute: '2-digit' } as const;

/** Formats at the site's time and in the visitor's language, whatever the device is set to. */
function useFormat(form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { i18n } = useTranslation();
  const { timeZone, country } = useKiosk().site;
  // The country decides between 14:30 and 2:30 PM.
  const locale = country === undefined ? i18n.language : `${i18n.language}-${country}`;
  return new Intl.DateTimeFormat(locale, { ...form, timeZone });
}

/** Says an instant (ms since the epoch). */
export function useSiteFormat(form: Intl.DateTimeFormatOptions): (instant: number) => string {
  const format = useFormat(form);
  return (instant) => format.format(instant);
}

/** Says from when to when a booking is. */
export function useSiteTimes(): (booking: { from: string; to: string }) => string {
  const format = useFormat(timeForm);
  return ({ from, to }) => format.formatRange(Date.parse(from), Date.parse(to));
}
