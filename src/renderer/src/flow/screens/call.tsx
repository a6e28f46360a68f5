import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { FormScreen } from '../../ui/form-screen.tsx';
import { problemKey } from '../../ui/problem-key.ts';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow } from '../context.ts';
import type { Call } from '../state.ts';

export function CallScreen({ state }: { state: Call }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const handOver = useFlow((flow) => flow.handOver);
  const title = useEntryFocus<HTMLHeadingElement>();
  const { name, problem, checks, handed } = state;
  return (
    <FormScreen
      checks={checks}
      busy={handed !== null}
      main="call"
      onSubmit={handOver}
      onBack={() => send({ type: 'back' })}
    >
      <div className="question">
        <h1 ref={title} tabIndex={-1}>
          {t('call.question')}
        </h1>
        <p className="reason">{t('call.reason')}</p>
      </div>
      <div className="answer">
        <Field
          label={t('fields.name')}
          optional
          problem={problem === null ? null : t(problemKey('name', problem))}
          input={{
            value: name,
            onText: (text) => send({ type: 'type', field: 'name', text }),
            maxLength: 500,
          }}
        />
      </div>
    </FormScreen>
  );
}
