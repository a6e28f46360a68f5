import { ConciergeBell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEntryFocus } from '../../ui/use-entry-focus.ts';

/** Sends visitors to reception. */
export function Notice() {
  const { t } = useTranslation();
  const title = useEntryFocus<HTMLHeadingElement>();
  return (
    <div className="outcome">
      <span className="badge attention">
        <ConciergeBell aria-hidden />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {t('closed.title')}
      </h1>
      <p className="next">{t('closed.next')}</p>
    </div>
  );
}

/** Stands while the kiosk cannot work at all, so without a frame, which needs a site. */
export function ClosedScreen() {
  return (
    <main className="screen closed">
      <Notice />
    </main>
  );
}
