import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlow, useKiosk } from '../flow/context.ts';
import { Clock } from './clock.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Mark } from './mark.tsx';

interface FrameProps {
  children: ReactNode;
  /** Whether there is something to start over. */
  started?: boolean;
  /** Whether the head names the site; Welcome names it itself. */
  named?: boolean;
}

/** What stays in place on every screen: the site, the time, the languages, and the way out. */
export function Frame({ children, started = false, named = true }: FrameProps) {
  const { t } = useTranslation();
  const { site, demo } = useKiosk();
  const send = useFlow((flow) => flow.send);
  return (
    <>
      <header className="head">
        {demo && <p className="demo">{t('frame.demo')}</p>}
        <div className="bar">
          <div className="site">
            <Mark />
            {named && <bdi className="site-name">{site.name}</bdi>}
          </div>
          {started && (
            <button className="start-over" type="button" onClick={() => send({ type: 'leave' })}>
              <RotateCcw aria-hidden />
              {t('actions.start-over')}
            </button>
          )}
          <LanguageChoice />
          <Clock shows="time" />
        </div>
      </header>
      {children}
    </>
  );
}
