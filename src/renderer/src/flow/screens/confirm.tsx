import { useTranslation } from 'react-i18next';
import { FormScreen } from '../../ui/form-screen.tsx';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow, useKiosk } from '../context.ts';
import type { Confirm } from '../state.ts';
import { Summary } from './summary.tsx';
import { Terms } from './terms.tsx';

export function ConfirmScreen({ state }: { state: Confirm }) {
  const { t } = useTranslation();
  const { terms } = useKiosk().walkIn;
  const send = useFlow((flow) => flow.send);
  const title = useEntryFocus<HTMLHeadingElement>();
  const forTeam = state.draft.seeing === 'team';
  return (
    <FormScreen
      checks={state.checks}
      busy={state.handed !== null}
      className={terms ? 'with-terms' : ''}
      main="confirm"
      onSubmit={() => send({ type: 'confirm', terms: terms !== undefined })}
      onBack={() => send({ type: 'back' })}
    >
      <div className="question">
        <Step step={3} />
        <h1 ref={title} tabIndex={-1}>
          {t(forTeam ? 'confirm.team-question' : 'confirm.question')}
        </h1>
        {forTeam && <p className="reason">{t('confirm.team-reason')}</p>}
      </div>
      <Summary draft={state.draft} />
      {terms && <Terms terms={terms} state={state} />}
    </FormScreen>
  );
}
