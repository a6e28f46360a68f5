import { useTranslation } from 'react-i18next';
import { useFlow, useKiosk } from '../flow/context.ts';
import { languageOf } from '../flow/store.ts';
import { languages } from '../i18n/index.ts';

/** The site's languages, each in its own words; nothing where there is only one. */
export function LanguageChoice() {
  const { t } = useTranslation();
  const offered = useKiosk().site.languages;
  const spoken = useFlow(languageOf);
  const send = useFlow((flow) => flow.send);
  if (offered.length < 2) return null;
  return (
    <fieldset className="languages">
      <legend className="unseen">{t('frame.language')}</legend>
      {offered.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => send({ type: 'speak', language })}
        >
          {languages[language].name}
        </button>
      ))}
    </fieldset>
  );
}
