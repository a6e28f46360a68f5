import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, type ActionsProps } from './actions.tsx';
import { Frame } from './frame.tsx';
import { useProblemFocus } from './use-problem-focus.ts';

interface FormScreenProps extends ActionsProps {
  /** How many checks have found something; with each, the first wrong field gets the focus. */
  checks: number;
  /** Handed to main, which has not answered yet. */
  busy?: boolean;
  className?: string;
  onSubmit: () => void;
  /** The question, and where to answer it. */
  children: ReactNode;
}

/** A screen that asks something: the question and the answer, and the way on and back. */
export function FormScreen(props: FormScreenProps) {
  const { checks, busy = false, className = '', onSubmit, children, ...actions } = props;
  const { t } = useTranslation();
  const form = useProblemFocus(checks);
  return (
    <Frame started>
      <main>
        <form
          ref={form}
          className="screen"
          noValidate
          autoComplete="off"
          aria-busy={busy}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <div className={`halves ${className}`}>{children}</div>
          {busy && (
            <p className="slow" role="status">
              {t('frame.slow')}
            </p>
          )}
          <Actions {...actions} />
        </form>
      </main>
    </Frame>
  );
}
