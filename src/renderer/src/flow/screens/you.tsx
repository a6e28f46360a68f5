import type { HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { FormScreen } from '../../ui/form-screen.tsx';
import { problemKey } from '../../ui/problem-key.ts';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow, useKiosk } from '../context.ts';
import { askedOf, type YouField } from '../draft.ts';
import type { You } from '../state.ts';

interface Typing {
  inputMode: HTMLAttributes<HTMLInputElement>['inputMode'];
  /** Past this the field takes no more; the field's own limit is lower, and is explained. */
  maxLength: number;
  /** Written left to right in every language. */
  ltr: boolean;
}
const word: Typing = { inputMode: 'text', maxLength: 500, ltr: false };
const typing: Record<YouField, Typing> = {
  firstName: word,
  lastName: word,
  email: { inputMode: 'email', maxLength: 400, ltr: true },
  phone: { inputMode: 'tel', maxLength: 100, ltr: true },
  company: word,
};

export function YouScreen({ state }: { state: You }) {
  const { t } = useTranslation();
  const { walkIn } = useKiosk();
  const send = useFlow((flow) => flow.send);
  const giveSelf = useFlow((flow) => flow.giveSelf);
  const { draft, problem, checks } = state;
  const first = useEntryFocus<HTMLInputElement>();
  const afterBooking = draft.seeing === 'booking';
  return (
    <FormScreen
      checks={checks}
      main="continue"
      onSubmit={() => void giveSelf()}
      onBack={afterBooking ? () => send({ type: 'back' }) : undefined}
    >
      <div className="question">
        <Step step={afterBooking ? 2 : 1} />
        <h1>{t('you.question')}</h1>
        <p className="reason">{t('you.reason')}</p>
      </div>
      <div className="answer fields you-fields">
        {askedOf(walkIn).map(({ field, required }, index) => {
          const wrong = problem[field];
          return (
            <Field
              key={field}
              className={`field-${field}`}
              label={t(`fields.${field}`)}
              optional={!required}
              problem={wrong === undefined ? null : t(problemKey(field, wrong))}
              input={{
                ...typing[field],
                value: draft[field],
                onText: (text) => send({ type: 'type', field, text }),
                ...(index === 0 && { ref: first }),
              }}
            />
          );
        })}
      </div>
    </FormScreen>
  );
}
