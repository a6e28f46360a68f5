import { json, page, type Reply } from '../loopback.ts';

/** The shapes in which Nexudus answers, whatever the entity. */

export interface FieldError {
  readonly AttemptedValue: unknown;
  readonly Message: string;
  readonly PropertyName: string;
}

/** Nexudus, REST API, Create visitor, "400": no Status, a Value of null, and a summary of the errors. */
export const invalid = (errors: readonly FieldError[]): Reply =>
  json(400, {
    Message: inOneLine(errors),
    Value: null,
    Errors: errors,
    WasSuccessful: false,
  });

export const inOneLine = (errors: readonly FieldError[]): string =>
  errors.map(({ PropertyName, Message }) => `${PropertyName}: ${Message}`).join(', ');

/** Nexudus, REST API, Create visitor, "200". */
export const created = (entity: string, id: number, at: string, by: string): Reply =>
  written(`${entity} was successfully created.`, id, at, by);

/** Nexudus, REST API, Update visitor: as for what is created. */
export const updated = (entity: string, id: number, at: string, by: string): Reply =>
  written(`${entity} was successfully updated.`, id, at, by);

const written = (message: string, id: number, at: string, by: string): Reply =>
  json(200, {
    Status: 200,
    Message: message,
    Value: { Id: id },
    OpenInDialog: false,
    OpenInWindow: false,
    RedirectURL: null,
    JavaScript: null,
    UpdatedOn: at,
    UpdatedBy: by,
    Errors: null,
    WasSuccessful: true,
  });

/** The docs give no body for these; this is the usual one of the platform that Nexudus is built on. */
export const told = (status: number, message: string): Reply => json(status, { Message: message });

/** Seen by a client's author: the public API refuses in bare words. */
export const bareText = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
});

/**
 * Nexudus, REST API, authentication page: 401 stands for a bad or expired token and for a missing role alike,
 * there is no 403.
 */
export const denied = (): Reply => told(401, 'Authorization has been denied for this request.');

/** Member-portal clients report web pages in place of JSON where Accept does not ask for it. */
export const signInPage = (): Reply => page(200, 'Nexudus: sign in');

/** Nexudus, API limitations: 409, deliberately not 429, Retry-After in seconds and an empty body. */
export const throttled = (waitMs: number): Reply => ({
  status: 409,
  headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
});

/** Nexudus, REST API, Get visitors: the envelope and the paging of every search. */
export function search<Row extends object>(
  query: URLSearchParams,
  rows: readonly Row[],
  known: { readonly columns: readonly string[]; readonly order: keyof Row & string },
): Reply {
  const size = Math.min(Math.max(whole(query.get('size'), 25), 1), MAX_SIZE);
  const current = Math.max(whole(query.get('page'), 1), 1);
  const asked = query.get('orderBy') ?? '';
  const column = (known.columns.includes(asked) ? asked : known.order) as keyof Row & string;
  const direction = query.get('dir') === '-1' ? -1 : 1;
  const sorted = rows.toSorted((a, b) => direction * compare(a[column], b[column]));
  const from = (current - 1) * size;
  const records = sorted.slice(from, from + size);
  const pages = Math.ceil(rows.length / size);
  return json(200, {
    Records: records,
    CurrentPage: current,
    CurrentPageSize: size,
    CurrentOrderField: column,
    CurrentSortDirection: direction,
    FirstItem: records.length === 0 ? 0 : from + 1,
    LastItem: from + records.length,
    TotalItems: rows.length,
    TotalPages: pages,
    HasNextPage: current < pages,
    HasPreviousPage: current > 1,
  });
}

/** The vendor does not say where `size` ends; a client that reads CurrentPageSize copes with any end. */
const MAX_SIZE = 1000;

function whole(given: string | null, otherwise: number): number {
  const value = Number(given ?? Number.NaN);
  return Number.isInteger(value) ? value : otherwise;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * An instant as Nexudus writes it, to the second: `2025-01-15T10:30:00Z`.
 * @param at ms since the epoch
 */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/**
 * Reads `YYYY-MM-DDTHH:mm[:ss[.fff]][Z|±hh:mm]`; what has no zone is UTC, as the admin API takes it.
 * @returns ms since the epoch, or undefined if it is no such instant
 */
export function readInstant(given: string): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(given);
  if (!parts) return undefined;
  const at = Date.parse(`${parts[1]}${parts[2] ?? 'Z'}`);
  return Number.isNaN(at) ? undefined : at;
}
