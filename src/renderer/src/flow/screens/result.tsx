import { ConciergeBell } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { Frame } from '../../ui/frame.tsx';
import { Tick } from '../../ui/tick.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow } from '../context.ts';
import type { Result } from '../state.ts';
import { RESULT_MS } from '../store.ts';

/** The messages for what has become of the visit. A host whom nobody matched is never said to have been told. */
function wordsFor({ outcome, host }: Result) {
  const typed = host.kind === 'typed';
  switch (outcome) {
    case 'sending':
      return { title: 'result.sending', next: null } as const;
    case 'told':
      return typed
        ? ({ title: 'result.told-typed-title', next: 'result.told-typed-next' } as const)
        : ({ title: 'result.told-title', next: 'result.told-next' } as const);
    case 'recorded':
      return {
        title: 'result.recorded-title',
        next: typed ? 'result.recorded-typed-next' : 'result.recorded-next',
      } as const;
    case 'reception':
      return { title: 'result.reception-title', next: 'result.reception-next' } as const;
  }
}

export function ResultScreen({ state }: { state: Result }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const main = useEntryFocus<HTMLElement>();
  const { outcome, host } = state;
  const { title, next } = wordsFor(state);
  const said = { values: { name: host.name }, components: { name: <bdi /> } };
  return (
    <Frame>
      <main ref={main} tabIndex={-1} className="screen result" data-outcome={outcome}>
        <div className={`outcome ${outcome}`} role="status">
          {outcome === 'sending' && <span className="badge" />}
          {(outcome === 'told' || outcome === 'recorded') && (
            <span className="badge">
              <Tick />
            </span>
          )}
          {outcome === 'reception' && (
            <span className="badge attention">
              <ConciergeBell aria-hidden />
            </span>
          )}
          <h1>
            <Trans i18nKey={title} {...said} />
          </h1>
          {next && (
            <p className="next">
              <Trans i18nKey={next} {...said} />
            </p>
          )}
        </div>
        {outcome !== 'sending' && (
          <div
            key={outcome}
            className="running"
            aria-hidden
            style={{ animationDuration: `${RESULT_MS}ms` }}
          />
        )}
        <div className="actions">
          <button className="button main" type="button" onClick={() => send({ type: 'leave' })}>
            {t('actions.done')}
          </button>
        </div>
      </main>
    </Frame>
  );
}
