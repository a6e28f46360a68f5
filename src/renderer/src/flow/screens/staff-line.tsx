import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { timeForm, useSiteFormat } from '../../ui/use-site-format.ts';
import { useKiosk } from '../context.ts';
import { staffLine } from '../staff.ts';

const sinceForm = { day: 'numeric', month: 'short', ...timeForm } as const;

/** Tells staff what needs them, and tells anything outside how the kiosk is, by its data attributes. */
export function StaffLine() {
  const { t } = useTranslation();
  const { status } = useKiosk();
  const since = useSiteFormat(sinceForm);
  const time = useSiteFormat(timeForm);
  const line = staffLine(status);
  const number = { 'lost-key': status.lost, 'needs-person': status.needsPerson }[String(line)];
  const words = {
    number: number ?? status.waiting,
    count: Math.round(Math.abs(status.clockOffset ?? 0) / 60_000),
    since: status.waitingSince === undefined ? '' : since(Date.parse(status.waitingSince)),
    time: status.calledAt === undefined ? '' : time(Date.parse(status.calledAt)),
  };
  return (
    <p
      className="staff"
      data-status
      data-line={status.line}
      data-credentials={status.credentials}
      data-keychain={status.keychain}
      data-directory={status.directory}
      data-disk={status.disk}
      data-lost={status.lost}
      data-waiting={status.waiting}
      data-needs-person={status.needsPerson}
      data-calls={status.calls}
      data-clock-offset={status.clockOffset}
      data-set-aside={status.setAside}
    >
      {line && (
        <>
          <Wrench aria-hidden />
          <span>{t(`staff.${line}`, words)}</span>
        </>
      )}
    </p>
  );
}
