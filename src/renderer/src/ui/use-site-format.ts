import { useTranslation } from 'react-i18next';
import { useKiosk } from '../flow/context.ts';

/** Says an instant (ms since the epoch) at the site's time and in the visitor's language, whatever the device is set to. */
export function useSiteFormat(form: Intl.DateTimeFormatOptions): (instant: number) => string {
  const { i18n } = useTranslation();
  const { timeZone, country } = useKiosk().site;
  // The country decides between 14:30 and 2:30 PM.
  const locale = country === undefined ? i18n.language : `${i18n.language}-${country}`;
  const format = new Intl.DateTimeFormat(locale, { ...form, timeZone });
  return (instant) => format.format(instant);
}
