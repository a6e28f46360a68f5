import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface AsideProps {
  icon: LucideIcon;
  action: 'have-code' | 'no-code' | 'no-host' | 'no-booking' | 'call';
  onAct: () => void;
}

/** Another way on for those whom the main one does not fit. */
export function Aside({ icon: Icon, action, onAct }: AsideProps) {
  const { t } = useTranslation();
  return (
    <button className="aside" type="button" onClick={onAct}>
      <Icon aria-hidden />
      {t(`actions.${action}`)}
    </button>
  );
}
