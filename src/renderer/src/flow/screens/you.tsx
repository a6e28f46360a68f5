import type { FormEvent, HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../ui/actions.tsx';
import { Field } from '../../ui/field.tsx';
import { Frame } from '../../ui/frame.tsx';
import { youProblemKey } from '../../ui/problem-key.ts';
import { Step } from '../../ui/step.tsx';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useProblemFocus } from '../../ui/use-problem-focus.ts';
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
  const form = useProblemFocus(checks);
  const first = useEntryFocus<HTMLInputElement>();

  function submit(event: FormEvent) {
    event.preventDefault();
    void giveSelf();
  }

  return (
    <Frame started>
      <main>
        <form ref={form} className="screen" noValidate autoComplete="off" onSubmit={submit}>
          <div className="halves">
            <div className="question">
              <Step step={1} />
              <h1>{t('you.question')}</h1>
              <p className="reason">{t('you.reason')}</p>
            </div>
            <div className="answer you-fields">
              {askedOf(walkIn).map(({ field, required }, index) => {
                const wrong = problem[field];
                return (
                  <Field
                    key={field}
                    className={`field-${field}`}
                    label={t(`fields.${field}`)}
                    optional={!required}
                    problem={wrong === undefined ? null : t(youProblemKey(field, wrong))}
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
          </div>
          <Actions main="continue" />
        </form>
      </main>
    </Frame>
  );
}
