import { useTranslation } from 'react-i18next';

const steps = [1, 2, 3] as const;

/** How far along the visitor is. */
export function Step({ step }: { step: (typeof steps)[number] }) {
  const { t } = useTranslation();
  return (
    <p className="step">
      <span className="step-marks" aria-hidden>
        {steps.map((each) => (
          <span key={each} className={each <= step ? 'reached' : ''} />
        ))}
      </span>
      {t('frame.step', { step, steps: steps.length })}
    </p>
  );
}
