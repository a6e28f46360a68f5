import { useTranslation } from 'react-i18next';
import { useKiosk } from '../flow/context.ts';
import { useNow } from './use-now.ts';

const forms: Record<'time' | 'date', Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  date: { weekday: 'long', day: 'numeric', month: 'long' },
};

/** Today at the site: in its zone and at its time, whatever the device is set to, in the visitor's language. */
export function Clock({ shows }: { shows: keyof typeof forms }) {
  const { i18n } = useTranslation();
  const { site, status } = useKiosk();
  const { timeZone, country } = site;
  const now = useNow(status.clockOffset ?? 0);
  // The country decides between 14:30 and 2:30 PM.
  const locale = country === undefined ? i18n.language : `${i18n.language}-${country}`;
  const text = new Intl.DateTimeFormat(locale, { ...forms[shows], timeZone }).format(now);
  return (
    <time className={`clock-${shows}`} dateTime={new Date(now).toISOString()}>
      {text}
    </time>
  );
}
