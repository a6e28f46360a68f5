import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Kiosk } from '#shared/ipc/contract.ts';
import { languages } from '../../i18n/index.ts';
import { Problem } from '../../ui/field.tsx';
import { useFlow } from '../context.ts';
import { termsIn } from '../request.ts';
import type { Confirm } from '../state.ts';
import { languageOf } from '../store.ts';

interface TermsProps {
  terms: NonNullable<Kiosk['walkIn']['terms']>;
  state: Confirm;
}

// What scrolls has to take the focus, or the keyboard cannot read it to its end.
const reachable = { tabIndex: 0 };

/** The site's terms, in the language that is kept with the agreement, and the agreement. */
export function Terms({ terms, state }: TermsProps) {
  const { t } = useTranslation();
  const send = useFlow((flow) => flow.send);
  const { language, text } = termsIn(terms, useFlow(languageOf));
  const wrong = state.problem !== null;

  return (
    <div className="terms">
      <section
        className="terms-text"
        aria-label={t('fields.terms')}
        lang={language}
        dir={languages[language].direction}
        {...reachable}
      >
        {text}
      </section>
      <label className="agree">
        <input
          type="checkbox"
          checked={state.draft.agreed}
          onChange={(event) => send({ type: 'agree', agreed: event.target.checked })}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'agree-problem' : undefined}
        />
        <span className="agree-box" aria-hidden>
          <Check />
        </span>
        {t('fields.agree')}
      </label>
      {wrong && <Problem id="agree-problem">{t('problem.not-agreed')}</Problem>}
    </div>
  );
}
