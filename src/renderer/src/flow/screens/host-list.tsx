import { Check } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hosts } from '../draft.ts';

interface HostListProps {
  hosts: Hosts;
  chosen: Hosts[number] | null;
  onChoose: (host: Hosts[number]) => void;
  /** The arrow keys led out of the list, back to the field. */
  onLeave: () => void;
  ref: Ref<HTMLDivElement>;
}

/** The people found. Arrow keys move among them; Enter, Space or a touch chooses. */
export function HostList({ hosts, chosen, onChoose, onLeave, ref }: HostListProps) {
  const { t } = useTranslation();
  const id = useId();
  const entry = chosen?.id ?? hosts[0]?.id;

  function onKeyDown(event: KeyboardEvent<HTMLElement>, host: Hosts[number]) {
    const { currentTarget: option, key } = event;
    const siblings = option.parentElement?.children;
    const goTo: Record<string, Element | null | undefined> = {
      ArrowDown: option.nextElementSibling,
      ArrowUp: option.previousElementSibling,
      Home: siblings?.[0],
      End: siblings?.[siblings.length - 1],
    };
    if (key === 'Enter' || key === ' ') onChoose(host);
    else if (key === 'ArrowUp' && !option.previousElementSibling) onLeave();
    else if (key in goTo) (goTo[key] as HTMLElement | null | undefined)?.focus();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={ref} className="hosts" role="listbox" aria-label={t('fields.people')}>
      {hosts.map((host, index) => (
        <div
          key={host.id}
          className="host"
          role="option"
          aria-selected={host.id === chosen?.id}
          aria-describedby={host.company === undefined ? undefined : `${id}-${index}-company`}
          tabIndex={host.id === entry ? 0 : -1}
          onClick={() => onChoose(host)}
          onKeyDown={(event) => onKeyDown(event, host)}
        >
          <span className="host-words">
            <span className="host-name">
              <bdi>{host.name}</bdi>
            </span>
            {host.company !== undefined && (
              <span className="host-company" aria-hidden id={`${id}-${index}-company`}>
                <bdi>{host.company}</bdi>
              </span>
            )}
          </span>
          <span className="host-mark">
            <Check aria-hidden />
          </span>
        </div>
      ))}
    </div>
  );
}
