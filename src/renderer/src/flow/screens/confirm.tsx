import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../ui/actions.tsx';
import { Frame } from '../../ui/frame.tsx';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useProblemFocus } from '../../ui/use-problem-focus.ts';
import { useFlow, useKiosk } from '../context.ts';
import { askedOf, hostOf } from '../draft.ts';
import type { Confirm } from '../state.ts';
import { Terms } from './terms.tsx';

export function ConfirmScreen({ state }: { state: Confirm }) {
  const { t } = useTranslation();
  const { walkIn } = useKiosk();
  const send = useFlow((flow) => flow.send);
  const title = useEntryFocus<HTMLHeadingElement>();
  const form = useProblemFocus(state.checks);
  const { terms } = walkIn;

  function submit(event: FormEvent) {
    event.preventDefault();
    send({ type: 'confirm', terms: terms !== undefined });
  }

  return (
    <Frame started>
      <main>
        <form ref={form} className="screen" noValidate aria-busy={state.busy} onSubmit={submit}>
          <div className={terms ? 'halves with-terms' : 'halves'}>
            <div className="question">
              <Step step={3} />
              <h1 ref={title} tabIndex={-1}>
                {t('confirm.question')}
              </h1>
            </div>
            <Summary draft={state.draft} />
            {terms && <Terms terms={terms} state={state} />}
          </div>
          {state.busy && (
            <p className="slow" role="status">
              {t('confirm.slow')}
            </p>
          )}
          <Actions main="confirm" onBack={() => send({ type: 'back' })} />
        </form>
      </main>
    </Frame>
  );
}

function Summary({ draft }: Pick<Confirm, 'draft'>) {
  const { t } = useTranslation();
  const { walkIn } = useKiosk();
  const name = [draft.firstName, draft.lastName].map((part) => part.trim()).join(' ');
  const details = askedOf(walkIn)
    .map(({ field }) => field)
    .filter((field) => field !== 'firstName' && field !== 'lastName')
    .filter((field) => draft[field].trim() !== '');
  return (
    <dl className="summary">
      <div className="summary-main">
        <dt>{t('confirm.you')}</dt>
        <dd>
          <bdi>{name.trim()}</bdi>
        </dd>
      </div>
      <div className="summary-main">
        <dt>{t('confirm.host')}</dt>
        <dd>
          <bdi>{hostOf(draft).name}</bdi>
        </dd>
        {draft.chosen?.company && (
          <dd className="summary-company">
            <bdi>{draft.chosen.company}</bdi>
          </dd>
        )}
      </div>
      {details.map((field) => (
        <div key={field}>
          <dt>{t(`fields.${field}`)}</dt>
          <dd>
            <bdi>{draft[field].trim()}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
