import { useContext, useEffect } from 'react';
import { FlowContext } from './flow/context.ts';

const signsOfLife = ['pointerdown', 'click', 'keyup', 'input', 'wheel'] as const;
/** What would leave something typed where the next visitor could find it. */
const leaks = ['copy', 'cut', 'dragstart', 'contextmenu'] as const;

/**
 * A button answers the first tap of a double tap. The second would fall on the screen that came in between, whose
 * button is in the same place: Done where Confirm was.
 */
function dropSecondTap(event: MouseEvent) {
  if (event.detail < 2 || !(event.target instanceof Element)) return;
  if (!event.target.closest('button')) return;
  event.preventDefault();
  event.stopPropagation();
}

const prevent = (event: Event) => event.preventDefault();

/** Tells the flow of each touch and key, and keeps to the page what a browser would do with them on its own. */
export function useTouches() {
  const flow = useContext(FlowContext);
  useEffect(() => {
    function onSign(event: Event) {
      // The finger that answers "Still here?" must not, as it lifts, also press what lies under the question.
      if (event.type === 'pointerdown' && flow?.getState().secondsLeft !== null) return;
      flow?.getState().touched();
    }
    const stop = new AbortController();
    const early = { capture: true, signal: stop.signal };
    for (const sign of signsOfLife)
      window.addEventListener(sign, onSign, { ...early, passive: true });
    for (const leak of leaks) window.addEventListener(leak, prevent, early);
    window.addEventListener('click', dropSecondTap, early);
    return () => stop.abort();
  }, [flow]);
}
