import { useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlow } from './flow/context.ts';
import { BookingScreen } from './flow/screens/booking.tsx';
import { CallScreen } from './flow/screens/call.tsx';
import { ClosedScreen } from './flow/screens/closed.tsx';
import { ConfirmScreen } from './flow/screens/confirm.tsx';
import { FindScreen } from './flow/screens/find.tsx';
import { HostScreen } from './flow/screens/host.tsx';
import { ResultScreen } from './flow/screens/result.tsx';
import { WelcomeScreen } from './flow/screens/welcome.tsx';
import { YouScreen } from './flow/screens/you.tsx';
import type { State } from './flow/state.ts';
import { languageOf } from './flow/store.ts';
import { languages } from './i18n/index.ts';
import { StillHere } from './ui/still-here.tsx';
import { useTouches } from './use-touches.ts';

export function App() {
  const open = useFlow((flow) => flow.kiosk !== null);
  const closed = useFlow((flow) => flow.closed);
  const state = useFlow((flow) => flow.state);
  const secondsLeft = useFlow((flow) => flow.secondsLeft);
  const start = useFlow((flow) => flow.start);
  useEffect(() => start(), [start]);
  useSpokenLanguage();
  useTouches();
  if (closed) return <ClosedScreen />;
  if (!open) return null;
  return (
    <>
      <div className="frame" data-screen={state.screen} key={state.screen}>
        <Screen state={state} />
      </div>
      {secondsLeft !== null && <StillHere seconds={secondsLeft} />}
    </>
  );
}

function Screen({ state }: { state: State }) {
  switch (state.screen) {
    case 'welcome':
      return <WelcomeScreen />;
    case 'you':
      return <YouScreen state={state} />;
    case 'host':
      return <HostScreen state={state} />;
    case 'booking':
      return <BookingScreen state={state} />;
    case 'find':
      return <FindScreen state={state} />;
    case 'call':
      return <CallScreen state={state} />;
    case 'confirm':
      return <ConfirmScreen state={state} />;
    case 'result':
      return <ResultScreen state={state} />;
  }
}

/** Texts, and the direction of the page, follow the language on the screen. */
function useSpokenLanguage() {
  const { i18n } = useTranslation();
  const language = useFlow(languageOf);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = languages[language].direction;
    void i18n.changeLanguage(language);
  }, [i18n, language]);
}
