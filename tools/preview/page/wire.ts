/*
 * What crosses between the page and main, as text. Electron clones; here that is JSON and `undefined`, which the
 * contract needs, and anything else is refused by name. Both functions also run inside the page, from their source:
 * they may use nothing but what is in them.
 */

/** @throws TypeError for what JSON cannot carry */
export function encode(value: unknown): string {
  const mark = (part: unknown): unknown => {
    if (part === undefined) return { $undefined: true };
    if (part === null || typeof part === 'boolean' || typeof part === 'string') return part;
    if (typeof part === 'number' && Number.isFinite(part)) return part;
    if (Array.isArray(part)) return part.map(mark);
    if (typeof part === 'object' && Object.prototype.toString.call(part) === '[object Object]')
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, mark(inner)]));
    throw new TypeError(
      `${Object.prototype.toString.call(part)} does not cross in the preview: only JSON and undefined do`,
    );
  };
  return JSON.stringify(mark(value));
}

export function decode(text: string): unknown {
  const unmark = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(unmark);
    if (typeof part !== 'object' || part === null) return part;
    if ('$undefined' in part) return undefined;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, unmark(inner)]));
  };
  return unmark(JSON.parse(text));
}

/** From the page to main. */
export type Upward =
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'window-open'; url: string; name: string }
  | { kind: 'preload-failed'; reason: string };

/** From main to the page. */
export type Downward =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; reason: string }
  | { kind: 'news'; channel: string; args: unknown[] };
