import { ArrowRight, ConciergeBell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Aside } from '../../ui/aside.tsx';
import { Clock } from '../../ui/clock.tsx';
import { Frame } from '../../ui/frame.tsx';
import { Doorway } from '../../ui/mark.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow, useKiosk } from '../context.ts';
import { Notice } from './closed.tsx';
import { Offers } from './offers.tsx';
import { StaffLine } from './staff-line.tsx';

export function WelcomeScreen() {
  const { t } = useTranslation();
  const { site, offers, status } = useKiosk();
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
          <Offers />
          <div className="beside">
            {offers.call && (
              <Aside icon={ConciergeBell} action="call" onAct={() => send({ type: 'call' })} />
            )}
            <StaffLine />
          </div>
        </div>
      </main>
    </Frame>
  );
}
