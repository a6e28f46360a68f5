/** Spacebring, OpenAPI, components/securitySchemes: each area by itself, or `.readonly`. */
const areas = [
  'benefits',
  'community',
  'events',
  'feed',
  'invoices',
  'locations',
  'plans',
  'resources',
  'subscriptions',
  'shop',
  'support',
  'transactions',
  'visitors',
] as const;
type Area = (typeof areas)[number];
export type Scope = Area | `${Area}.readonly`;

const known: ReadonlySet<string> = new Set(areas.flatMap((area) => [area, `${area}.readonly`]));
const isScope = (given: string): given is Scope => known.has(given);

/**
 * Spacebring, API reference, authentication: separated by spaces or by commas.
 * @returns undefined if there is none, or one that is not known
 */
export function readScopes(given: string): ReadonlySet<Scope> | undefined {
  const scopes = given.split(/[ ,]+/).filter((one) => one !== '');
  return scopes.length > 0 && scopes.every(isScope) ? new Set(scopes) : undefined;
}

/** An area that may be written may be read. */
export const covers = (granted: ReadonlySet<Scope>, needed: Scope): boolean =>
  granted.has(needed) || granted.has(needed.replace(/\.readonly$/, '') as Area);
