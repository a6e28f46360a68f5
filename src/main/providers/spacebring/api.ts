import { z } from 'zod';
import type { Call } from '../../http/client.ts';
import type { Log } from '../../log/log.ts';
import {
  type Judged,
  judge,
  type Readable,
  refusalIn,
  undelivered,
  unexpected,
} from '../answers.ts';
import { type Delivery, type Setback, SetbackError } from '../provider.ts';
import type { Credentials } from './credentials.ts';
import { refused } from './messages.ts';

/** Spacebring, pagination: 1 to 100. */
const PAGE = '100';
/** Far above any location; a list that never ends would keep the kiosk asking for ever. */
const PAGES = 10_000;
/** Lists go on while there is a nextPageToken (Spacebring, pagination). */
const list = z.looseObject({ nextPageToken: z.string().nullish() });
/**
 * Spacebring, OpenAPI: a single record that is not there has no answer of its own but 400; 404 is what one would expect.
 */
const NOT_THERE = [400, 404, 410];

type Query = Readonly<Record<string, string>>;
/** What narrows a list, and what it is for. */
type Wanted = Pick<Call, 'query' | 'traffic'>;

/** The REST API, as far as it is alike for every operation. */
export class SpacebringApi {
  /** Every list and every body names it. */
  readonly locationId: string;
  readonly #credentials: Credentials;
  readonly #networkId: string;
  readonly #log: Log;

  constructor(parts: {
    credentials: Credentials;
    networkId: string;
    locationId: string;
    log: Log;
  }) {
    this.#credentials = parts.credentials;
    this.#networkId = parts.networkId;
    this.locationId = parts.locationId;
    this.#log = parts.log;
  }

  /**
   * A list of the location, page by page. Rows that cannot be read are counted and left out. Throws SetbackError.
   * @param names what the list may be called in the answer
   */
  async *pages<T>(
    path: string,
    names: readonly string[],
    row: z.ZodType<T>,
    { query, traffic }: Wanted = {},
  ): AsyncGenerator<T[], void, void> {
    let token: string | undefined;
    for (let number = 1; number <= PAGES; number += 1) {
      const { rows, next } = await this.page(path, names, {
        query: { limit: PAGE, ...query, ...(token === undefined ? {} : { nextPageToken: token }) },
        ...(traffic ? { traffic } : {}),
      });
      yield this.#parse(row, rows);
      // The field is absent on the last page; one that repeats would never end.
      if (!next || next === token) return;
      token = next;
    }
  }

  /** All rows of a list. Throws SetbackError. */
  async all<T>(path: string, name: string, row: z.ZodType<T>, query: Query): Promise<T[]> {
    const all: T[] = [];
    for await (const rows of this.pages(path, [name], row, { query })) all.push(...rows);
    return all;
  }

  /** One page of a list. Throws SetbackError. */
  async page(path: string, names: readonly string[], wanted: Wanted) {
    const { status, json } = await this.#get({
      ...wanted,
      path,
      query: { locationRef: this.locationId, ...wanted.query },
    });
    const read = list.safeParse(json);
    const rows = names.map((name) => read.data?.[name]).find((found) => Array.isArray(found));
    if (status >= 300 || !read.success || !rows) throw new SetbackError(unexpected(status));
    return { rows: rows as unknown[], next: read.data.nextPageToken };
  }

  /** One record; undefined when there is none. Throws SetbackError. */
  async read<T>(
    path: string,
    id: string,
    name: string,
    record: z.ZodType<T>,
  ): Promise<T | undefined> {
    const { status, json } = await this.#get({ path: `${path}/${encodeURIComponent(id)}` });
    if (NOT_THERE.includes(status)) return undefined;
    const read = z.object({ [name]: record }).safeParse(json);
    if (status >= 300 || !read.success) throw new SetbackError(unexpected(status));
    return read.data[name] as T;
  }

  /**
   * Sends what makes or changes a record; the receipt is that record's id.
   * @param name what the record is called in the answer
   */
  async send(path: string, name: string, body?: object): Promise<Delivery> {
    const judged = await this.post(path, body);
    if (!judged.ok) return undelivered(judged);
    const { status, json } = judged.answer;
    if (status >= 400) return refusal(judged.answer);
    const read = z.object({ [name]: z.object({ id: z.string().min(1) }) }).safeParse(json);
    const receipt = read.data?.[name]?.id;
    if (receipt === undefined) return { kind: 'unsettled', setback: unexpected(status) };
    return { kind: 'delivered', receipt };
  }

  /** @param mayBeEmpty whether success may come without a body */
  post(path: string, body?: object, mayBeEmpty = false): Promise<Judged> {
    return this.#call({ method: 'POST', path, ...(body ? { body } : {}) }, mayBeEmpty);
  }

  async #get(call: Omit<Call, 'method'>): Promise<Readable> {
    const judged = await this.#call({ ...call, method: 'GET' }, false);
    if (!judged.ok) throw new SetbackError(judged.setback);
    return judged.answer;
  }

  async #call(call: Call, mayBeEmpty: boolean): Promise<Judged> {
    // Spacebring, OpenAPI: a bearer token names no network, so it needs the header; with Basic it may be there.
    const headers = { 'spacebring-network-id': this.#networkId };
    const exchange = await this.#credentials.call({ ...call, headers });
    if (exchange.kind === 'held-back') return { ok: false, sent: false, setback: exchange.setback };
    // No body is documented for it.
    if (exchange.kind === 'answer' && exchange.status === 404 && exchange.empty)
      return { ok: true, answer: { status: 404, json: undefined } };
    return judge(exchange, mayBeEmpty);
  }

  #parse<T>(schema: z.ZodType<T>, rows: unknown[]): T[] {
    const parsed = rows.map((row) => schema.safeParse(row));
    const unreadable = parsed.filter((row) => !row.success).length;
    if (unreadable > 0) this.#log('rows unreadable', { rows: unreadable });
    return parsed.flatMap((row) => (row.success ? [row.data] : []));
  }
}

export function refusal(answer: Readable): Delivery {
  const read = refused.safeParse(answer.json).data;
  return {
    kind: 'refused',
    message: refusalIn(answer, read?.message),
    fields: (read?.issues ?? []).map((issue) => ({
      field: issue.path.join('.'),
      message: issue.message,
    })),
  };
}

/** What looking came to that was stopped. */
export function unreadable(error: unknown): { kind: 'unreadable'; setback: Setback } {
  if (error instanceof SetbackError) return { kind: 'unreadable', setback: error.setback };
  throw error;
}

/** What sending came to that was stopped while it looked. */
export function notSent(error: unknown): { kind: 'not-sent'; setback: Setback } {
  if (error instanceof SetbackError) return { kind: 'not-sent', setback: error.setback };
  throw error;
}
