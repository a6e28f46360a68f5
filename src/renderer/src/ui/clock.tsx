import { useKiosk } from '../flow/context.ts';
import { useNow } from './use-now.ts';
import { timeForm, useSiteFormat } from './use-site-format.ts';

const forms: Record<'time' | 'date', Intl.DateTimeFormatOptions> = {
  time: timeForm,
  date: { weekday: 'long', day: 'numeric', month: 'long' },
};

/** Today at the site. */
export function Clock({ shows }: { shows: keyof typeof forms }) {
  const { status } = useKiosk();
  const now = useNow(status.clockOffset ?? 0);
  const text = useSiteFormat(forms[shows])(now);
  return (
    <time className={`clock-${shows}`} dateTime={new Date(now).toISOString()}>
      {text}
    </time>
  );
}
