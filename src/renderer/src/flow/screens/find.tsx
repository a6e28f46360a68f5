import { Hash, UserRound } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Aside } from '../../ui/aside.tsx';
import { Field, Problem, TextInput } from '../../ui/field.tsx';
import { FormScreen } from '../../ui/form-screen.tsx';
import { findProblemKey } from '../../ui/problem-key.ts';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';
import { useFlow } from '../context.ts';
import { findFields } from '../find.ts';
import type { Find } from '../state.ts';

const otherWay = {
  code: { by: 'name', action: 'no-code', icon: UserRound },
  name: { by: 'code', action: 'have-code', icon: Hash },
} as const;

/** Finds the visit of somebody who is expected, or who leaves. */
export function FindScreen({ state }: { state: Find }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const handOver = useFlow((flow) => flow.handOver);
  const { purpose, by, checks, handed } = state;
  const other = otherWay[by];
  const question = t(`find.${purpose}-${by}`);
  return (
    <FormScreen
      checks={checks}
      busy={handed !== null}
      main={purpose === 'check-in' ? 'sign-in' : 'sign-out'}
      onSubmit={handOver}
      onBack={() => send({ type: 'back' })}
    >
      <div className="question">
        <h1>{by === 'code' ? <label htmlFor="code">{question}</label> : question}</h1>
        <p className="reason" id="hint">
          {t(`find.${purpose}-${by}-hint`)}
        </p>
      </div>
      <div className="answer fields">
        {by === 'code' ? <Code state={state} /> : <NameAndEmail state={state} />}
        <Aside
          icon={other.icon}
          action={other.action}
          onAct={() => send({ type: 'by', by: other.by })}
        />
      </div>
    </FormScreen>
  );
}

/** A scanner types into it, too, and presses Enter. */
function Code({ state }: { state: Find }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const field = useEntryFocus<HTMLInputElement>();
  const { typed, problem, checks } = state;
  useEffect(() => {
    // What a scanner types next replaces a code that did not do.
    if (checks > 0) field.current?.select();
  }, [field, checks]);
  return (
    <div className="field">
      <TextInput
        ref={field}
        id="code"
        className="code"
        value={typed.code}
        onText={(text) => send({ type: 'type', field: 'code', text })}
        describedBy={['hint', ...(problem.code ? ['code-problem'] : [])]}
        wrong={problem.code !== undefined}
        maxLength={500}
        inputMode="numeric"
        ltr
      />
      {problem.code && (
        <Problem id="code-problem">{t(findProblemKey('code', problem.code))}</Problem>
      )}
    </div>
  );
}

function NameAndEmail({ state }: { state: Find }) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const first = useEntryFocus<HTMLInputElement>();
  return findFields.name.map((field, index) => {
    const wrong = state.problem[field];
    const isEmail = field === 'email';
    return (
      <Field
        key={field}
        label={t(`fields.${field}`)}
        optional={false}
        problem={wrong === undefined ? null : t(findProblemKey(field, wrong))}
        input={{
          value: state.typed[field],
          onText: (text) => send({ type: 'type', field, text }),
          maxLength: 500,
          inputMode: isEmail ? 'email' : 'text',
          ltr: isEmail,
          ...(index === 0 && { ref: first }),
        }}
      />
    );
  });
}
