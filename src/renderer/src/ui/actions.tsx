import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export interface ActionsProps {
  main: 'continue' | 'confirm' | 'sign-in' | 'sign-out' | 'call';
  onBack?: (() => void) | undefined;
}

/** The way on and the way back, always in the same place. The way on submits the form around it. */
export function Actions({ main, onBack }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <div className="actions">
      {onBack && (
        <button className="button quiet" type="button" onClick={onBack}>
          <ArrowLeft className="points" aria-hidden />
          {t('actions.back')}
        </button>
      )}
      <button className="button main" type="submit">
        {t(`actions.${main}`)}
        <ArrowRight className="points" aria-hidden />
      </button>
    </div>
  );
}
