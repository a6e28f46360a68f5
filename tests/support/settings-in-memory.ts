import type { KeyValues } from '../../src/main/platform.ts';

/** Settings in memory. */
export function settingsInMemory(): KeyValues {
  const values = new Map<string, unknown>();
  return { get: (key) => values.get(key), set: (key, value) => values.set(key, value) };
}
