import { useEffect, useState } from 'react';

const MINUTE = 60_000;

/**
 * The time (ms since the epoch), anew with each minute.
 * @param offset what to add to the device's clock (ms)
 */
export function useNow(offset: number): number {
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const now = Date.now() + offset;
      setNow(now);
      timer = setTimeout(look, MINUTE - (now % MINUTE));
    };
    look();
    return () => clearTimeout(timer);
  }, [offset]);
  return now;
}
