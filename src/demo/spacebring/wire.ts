import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Call, isJson, json, parsed, type Reply } from '../loopback.ts';

/** Spacebring, OpenAPI, components/schemas/responseError: these two, both texts. The values of `type` are not documented. */
export const refusal = (status: number, type: string, message: string): Reply =>
  json(status, { message, type });

export const badRequest = (message: string): Reply => refusal(400, 'bad_request', message);

/** Spacebring, API reference, rate limiting: 429; a Retry-After is not documented. */
export const tooMany = (waitMs: number, withRetryAfter: boolean): Reply => {
  const reply = refusal(429, 'too_many_requests', 'Too many requests.');
  if (!withRetryAfter) return reply;
  return {
    ...reply,
    headers: { ...reply.headers, 'retry-after': String(Math.ceil(waitMs / 1000)) },
  };
};

/** Spacebring, API reference, pagination: 1 to 100, 25 unless given. */
const limit = z.coerce.number().int().min(1).max(100).default(25);

/** The parameters that every list takes. */
export const listQuery = { locationRef: z.uuid(), limit, nextPageToken: z.string().optional() };
export type ListQuery = { readonly limit: number; readonly nextPageToken?: string | undefined };

const instant = z.iso.datetime({ offset: true }).transform((given) => Date.parse(given));

/** A point in time in a body; it is given back in UTC, with milliseconds. */
export const timestamp = instant.transform((at) => new Date(at).toISOString());

/** Spacebring, OpenAPI, the visitors' lists: both ends belong to it. */
export const createDateQuery = {
  'createDate[gte]': instant.optional(),
  'createDate[lte]': instant.optional(),
};
export const dateQuery = { 'date[gte]': instant.optional(), 'date[lte]': instant.optional() };

export const isWithin = (
  date: string,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): boolean => Date.parse(date) >= from && Date.parse(date) <= to;

/** Of what was created, that which can be read by now: reads trail the writes. */
export function readableOf<Row extends { readonly createDate: string }>(
  records: readonly Row[],
  now: number,
  lagMs: number,
): Row[] {
  return records.filter(({ createDate }) => Date.parse(createDate) <= now - lagMs);
}

/** One value or several, separated by commas. */
export const commaList = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((given) => given.split(','))
    .pipe(z.array(z.enum(values)))
    .optional();

/** What is wrong with a query or a body, in one line. */
export const problems = (error: z.ZodError): Reply =>
  badRequest(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));

/** The body, if it is JSON of that form; otherwise what to answer. */
export function bodyAs<T extends z.ZodType>(
  { headers, body }: Call,
  form: T,
): { readonly data: z.output<T>; readonly refused?: undefined } | { readonly refused: Reply } {
  if (!isJson(headers)) return { refused: badRequest('The body must be application/json.') };
  const given = form.safeParse(parsed(body));
  return given.success ? { data: given.data } : { refused: problems(given.error) };
}

export const notFound = (what: string): Reply => refusal(404, 'not_found', `${what} not found.`);

/** One page of a list under its name. */
export function listed<Row>(
  name: string,
  query: URLSearchParams,
  asked: ListQuery,
  rows: readonly Row[],
): Reply {
  const page = slice(query, asked, rows);
  return page
    ? json(200, { [name]: page.rows, ...page.next })
    : badRequest('nextPageToken: is not valid');
}

/** The query of a list that is narrowed by creation alone. */
const createdQuery = z.object({ ...listQuery, ...createDateQuery });

/** One page of such a list. Its order is not documented; here the oldest comes first. */
export function listedByCreation<Row extends { readonly createDate: string }>(
  name: string,
  query: URLSearchParams,
  rows: readonly Row[],
): Reply {
  const asked = createdQuery.safeParse(Object.fromEntries(query));
  if (!asked.success) return problems(asked.error);
  const { 'createDate[gte]': from, 'createDate[lte]': to } = asked.data;
  const within = rows.filter(({ createDate }) => isWithin(createDate, from, to));
  return listed(name, query, asked.data, within);
}

export interface Slice<Row> {
  readonly rows: readonly Row[];
  /** Neither is there on the last page. */
  readonly next: { nextPageToken?: string; searchQueryNext?: string };
}

/**
 * One page. The token is echoed back with the same filters, so it holds where the page begins and what they were.
 * @returns undefined if the token is none of this list's
 */
export function slice<Row>(
  query: URLSearchParams,
  { limit: size, nextPageToken }: ListQuery,
  rows: readonly Row[],
): Slice<Row> | undefined {
  const filters = new URLSearchParams(query);
  filters.delete('nextPageToken');
  filters.sort();
  const mark = createHash('sha256').update(filters.toString()).digest('base64url').slice(0, 12);
  const from = nextPageToken === undefined ? 0 : readToken(nextPageToken, mark);
  if (from === undefined) return undefined;
  const end = from + size;
  const page = rows.slice(from, end);
  if (end >= rows.length) return { rows: page, next: {} };
  const token = Buffer.from(JSON.stringify([end, mark])).toString('base64url');
  const search = new URLSearchParams(filters);
  search.set('nextPageToken', token);
  return { rows: page, next: { nextPageToken: token, searchQueryNext: `?${search}` } };
}

function readToken(token: string, mark: string): number | undefined {
  const content = z
    .tuple([z.int().positive(), z.literal(mark)])
    .safeParse(parsed(Buffer.from(token, 'base64url').toString('utf8')));
  return content.success ? content.data[0] : undefined;
}
