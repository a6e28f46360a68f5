import { type RefObject, useEffect, useRef } from 'react';

/**
 * A ref for a form whose first wrong field gets the focus with each check that found one.
 * @param checks how many checks have found something
 */
export function useProblemFocus(checks: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (checks > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [checks]);
  return form;
}
