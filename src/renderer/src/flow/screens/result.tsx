import { ConciergeBell } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { Frame } from '../../ui/frame.tsx';
import { Tick } from '../../ui/tick.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { WaitingDoor } from '../../ui/waiting-door.tsx';
import { useFlow } from '../context.ts';
import { RESULT_MS } from '../ending.ts';
import { type Said, saidOf } from '../said.ts';
import { awaited, type Result } from '../state.ts';

export function ResultScreen({ state }: { state: Result }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const main = useEntryFocus<HTMLElement>();
  const { outcome, errand } = state;
  const { picture, title, next } = saidOf(state);
  const [name, answer] = errand.kind === 'walk-in' ? [errand.host.name, errand.answer] : ['', null];
  const said = { values: { name }, components: { name: <bdi /> } };
  const waits = awaited(state) !== null;
  return (
    <Frame>
      <main
        ref={main}
        tabIndex={-1}
        className="screen result"
        data-errand={errand.kind}
        data-outcome={outcome}
        data-answer={answer ?? undefined}
      >
        <div className={`outcome ${outcome}`} role="status">
          <Picture of={picture} />
          <h1>
            <Trans i18nKey={`result.${title}`} {...said} />
          </h1>
          {next && (
            <p className="next">
              <Trans i18nKey={`result.${next}`} {...said} />
            </p>
          )}
        </div>
        {outcome !== 'sending' && !waits && (
          <div
            key={title}
            className="running"
            aria-hidden
            style={{ animationDuration: `${RESULT_MS}ms` }}
          />
        )}
        <div className="actions">
          <button
            className={`button ${waits ? 'quiet on' : 'main'}`}
            type="button"
            onClick={() => send({ type: 'leave' })}
          >
            {t(waits ? 'actions.stop-waiting' : 'actions.done')}
          </button>
        </div>
      </main>
    </Frame>
  );
}

function Picture({ of }: { of: Said['picture'] }) {
  switch (of) {
    case 'none':
      return <span className="badge" />;
    case 'tick':
      return (
        <span className="badge">
          <Tick />
        </span>
      );
    case 'waiting':
      return (
        <span className="badge">
          <WaitingDoor />
        </span>
      );
    case 'reception':
      return (
        <span className="badge attention">
          <ConciergeBell aria-hidden />
        </span>
      );
  }
}
