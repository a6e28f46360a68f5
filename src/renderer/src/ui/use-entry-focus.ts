import { type RefObject, useEffect, useRef } from 'react';

/** A ref whose element has the focus once the screen stands: people who listen hear where they are. */
export function useEntryFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return ref;
}
