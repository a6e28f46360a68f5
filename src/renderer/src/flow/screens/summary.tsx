import { useTranslation } from 'react-i18next';
import { useSiteTimes } from '../../ui/use-site-format.ts';
import { useKiosk } from '../context.ts';
import { askedOf, type Draft } from '../draft.ts';
import { hostOf } from '../request.ts';

/** What the visitor has given, to be looked over. */
export function Summary({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { walkIn } = useKiosk();
  const times = useSiteTimes();
  const name = [draft.firstName, draft.lastName].map((part) => part.trim()).join(' ');
  const booking = draft.seeing === 'booking' ? draft.booking.chosen : null;
  const company = draft.seeing === 'host' ? draft.host.chosen?.company : booking?.host.company;
  const details = askedOf(walkIn)
    .map(({ field }) => field)
    .filter((field) => field !== 'firstName' && field !== 'lastName')
    .filter((field) => draft[field].trim() !== '')
    .map((field) => [t(`fields.${field}`), draft[field].trim()] as const);
  const meeting = booking
    ? ([
        [t('confirm.room'), booking.room],
        [t('confirm.time'), times(booking)],
      ] as const)
    : [];
  return (
    <dl className="summary">
      <div className="summary-main">
        <dt>{t('confirm.you')}</dt>
        <dd>
          <bdi>{name.trim()}</bdi>
        </dd>
      </div>
      {draft.seeing !== 'team' && (
        <div className="summary-main">
          <dt>{t('confirm.host')}</dt>
          <dd>
            <bdi>{hostOf(draft).name}</bdi>
          </dd>
          {company !== undefined && (
            <dd className="summary-company">
              <bdi>{company}</bdi>
            </dd>
          )}
        </div>
      )}
      {[...meeting, ...details].map(([term, detail]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{detail}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
