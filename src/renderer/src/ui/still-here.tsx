import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlow } from '../flow/context.ts';

/** Asks a quiet visitor for a sign of life. A touch anywhere is one. */
export function StillHere({ seconds }: { seconds: number }) {
  const { t } = useTranslation();
  const touched = useFlow((flow) => flow.touched);
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Closed while it still stands, it hands the focus back to where the visitor was typing.
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} className="still-here" aria-labelledby="still-here" onClose={touched}>
      <p className="seconds" role="timer">
        {seconds}
      </p>
      <h2 id="still-here">{t('idle.question')}</h2>
      <p>{t('idle.warning')}</p>
      <button className="button main" type="button" onClick={touched}>
        {t('idle.stay')}
      </button>
    </dialog>
  );
}
