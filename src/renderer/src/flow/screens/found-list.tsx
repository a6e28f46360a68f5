import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';

/** What is written on one of the found. */
export interface Words {
  /** Its name, also for those who listen. */
  name: ReactNode;
  /** What else tells it from the others. */
  more?: string | undefined;
}

interface FoundListProps<T> {
  label: string;
  found: readonly T[];
  chosen: T | null;
  words: (item: T) => Words;
  onChoose: (item: T) => void;
  /** The arrow keys led out of the list, back to the field. */
  onLeave: () => void;
  ref: Ref<HTMLDivElement>;
}

/** What was found. Arrow keys move among it; Enter, Space or a touch chooses. */
export function FoundList<T extends { id: string }>(props: FoundListProps<T>) {
  const { label, found, chosen, words, onChoose, onLeave, ref } = props;
  const id = useId();
  const entry = chosen?.id ?? found[0]?.id;

  function onKeyDown(event: KeyboardEvent<HTMLElement>, item: T) {
    const { currentTarget: option, key } = event;
    const siblings = option.parentElement?.children;
    const goTo: Record<string, Element | null | undefined> = {
      ArrowDown: option.nextElementSibling,
      ArrowUp: option.previousElementSibling,
      Home: siblings?.[0],
      End: siblings?.[siblings.length - 1],
    };
    if (key === 'Enter' || key === ' ') onChoose(item);
    else if (key === 'ArrowUp' && !option.previousElementSibling) onLeave();
    else if (key in goTo) (goTo[key] as HTMLElement | null | undefined)?.focus();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={ref} className="found" role="listbox" aria-label={label}>
      {found.map((item, index) => {
        const { name, more } = words(item);
        return (
          <div
            key={item.id}
            className="one"
            role="option"
            aria-selected={item.id === chosen?.id}
            aria-describedby={more === undefined ? undefined : `${id}-${index}-more`}
            tabIndex={item.id === entry ? 0 : -1}
            onClick={() => onChoose(item)}
            onKeyDown={(event) => onKeyDown(event, item)}
          >
            <span className="one-words">
              <span className="one-name">{name}</span>
              {more !== undefined && (
                <span className="one-more" aria-hidden id={`${id}-${index}-more`}>
                  <bdi>{more}</bdi>
                </span>
              )}
            </span>
            <span className="one-mark">
              <Check aria-hidden />
            </span>
          </div>
        );
      })}
    </div>
  );
}
