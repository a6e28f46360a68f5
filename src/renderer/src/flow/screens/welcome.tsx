import { ArrowRight, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Clock } from '../../ui/clock.tsx';
import { Frame } from '../../ui/frame.tsx';
import { Doorway } from '../../ui/mark.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useSiteFormat } from '../../ui/use-site-format.ts';
import { useFlow, useKiosk } from '../context.ts';
import { staffLine } from '../staff.ts';
import { Notice } from './closed.tsx';

export function WelcomeScreen() {
  const { t } = useTranslation();
  const { site, status } = useKiosk();
  const send = useFlow((flow) => flow.send);
  const title = useEntryFocus<HTMLHeadingElement>();
  if (status.disk !== 'ready')
    return (
      <Frame>
        <main className="screen welcome">
          <Notice />
          <StaffLine />
        </main>
      </Frame>
    );
  return (
    <Frame named={false}>
      <main className="screen welcome">
        <div className="halves">
          <div className="greeting">
            <h1 ref={title} tabIndex={-1}>
              <span className="greeting-words">{t('welcome.greeting')}</span>{' '}
              <span>
                <bdi>{site.name}</bdi>
              </span>
            </h1>
            <Clock shows="date" />
          </div>
          <Doorway />
        </div>
        <div className="actions">
          <button
            className="button main"
            type="button"
            onClick={() => send({ type: 'sign-in', directory: status.directory })}
          >
            {t('actions.sign-in')}
            <ArrowRight className="points" aria-hidden />
          </button>
          <StaffLine />
        </div>
      </main>
    </Frame>
  );
}

const sinceForm = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

/** Tells staff what needs them, and tells anything outside how the kiosk is, by its data attributes. */
function StaffLine() {
  const { t } = useTranslation();
  const { status } = useKiosk();
  const say = useSiteFormat(sinceForm);
  const line = staffLine(status);
  const number = { 'lost-key': status.lost, 'needs-person': status.needsPerson }[String(line)];
  const words = {
    number: number ?? status.waiting,
    count: Math.round(Math.abs(status.clockOffset ?? 0) / 60_000),
    since: status.waitingSince === undefined ? '' : say(Date.parse(status.waitingSince)),
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
