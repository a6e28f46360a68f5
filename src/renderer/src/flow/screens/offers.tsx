import { CalendarDays, LogOut, MailOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFlow, useKiosk } from '../context.ts';

/** What a visitor can do here besides walking in. */
export function Offers() {
  const { t } = useTranslation();
  const { offers, status } = useKiosk();
  const send = useFlow((flow) => flow.send);
  const { directory } = status;
  const all = [
    { action: 'check-in', icon: MailOpen, event: { type: 'find', purpose: 'check-in' } },
    { action: 'book-in', icon: CalendarDays, event: { type: 'book-in', directory } },
    { action: 'sign-out', icon: LogOut, event: { type: 'find', purpose: 'sign-out' } },
  ] as const;
  const offered = {
    'check-in': offers.checkIn,
    'book-in': offers.booking,
    'sign-out': offers.signOut,
  };
  const here = all.filter(({ action }) => offered[action]);
  if (here.length === 0) return null;
  return (
    <div className="offers">
      {here.map(({ action, icon: Icon, event }) => (
        <button key={action} className="offer" type="button" onClick={() => send(event)}>
          <Icon className={action === 'sign-out' ? 'points' : ''} aria-hidden />
          {t(`actions.${action}`)}
        </button>
      ))}
    </div>
  );
}
