import type { Call } from '../../http/client.ts';
import {
  type Judged,
  judge,
  type Readable,
  refusalIn,
  undelivered,
  unexpected,
} from '../answers.ts';
import type { Answered } from '../bearer.ts';
import type { Delivery, Setback } from '../provider.ts';
import { page, type Written, written } from './messages.ts';
import type { NexudusSession } from './session.ts';

/** Something that was read, or why it was not. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly setback: Setback };

export interface Rows {
  readonly rows: readonly unknown[];
  /** Whether no page follows. */
  readonly isWhole: boolean;
  /** How many the provider says there are. */
  readonly total: number | undefined;
}

/** How much of a list is wanted: `size` rows a page, from page `from` on, and of pages `most`, either 1 unless given. */
export interface Wanted extends Pick<Call, 'query' | 'traffic'> {
  readonly size: number;
  readonly from?: number;
  readonly most?: number;
}

/** Calls to the Nexudus API by a signed-in account, and what its answers mean. */
export class NexudusApi {
  readonly #session: NexudusSession;
  readonly #meaning: (setback: Setback) => Setback;

  /** @param meaning what a setback of this account means to the kiosk; itself, unless given */
  constructor(session: NexudusSession, meaning = (setback: Setback) => setback) {
    this.#session = session;
    this.#meaning = meaning;
  }

  /** The JSON at a path; undefined where there is nothing. */
  async read(path: string): Promise<Read<unknown>> {
    const read = await this.#get({ path });
    if (!read.ok) return read;
    const { status, json } = read.value;
    if (status === 404) return { ok: true, value: undefined };
    return status < 300 ? { ok: true, value: json } : { ok: false, setback: unexpected(status) };
  }

  /** The rows of a list, page by page (Nexudus, "get visitors"), or of one that comes as a bare array. */
  async list(path: string, { size, from = 1, most = 1, ...more }: Wanted): Promise<Read<Rows>> {
    const rows: unknown[] = [];
    for (let number = from; ; number += 1) {
      const query = { ...more.query, page: String(number), size: String(size) };
      const read = await this.#get({ ...more, path, query });
      if (!read.ok) return read;
      const { status, json } = read.value;
      const { data } = page.safeParse(Array.isArray(json) ? { Records: json } : json);
      if (status >= 300 || !data) return { ok: false, setback: unexpected(status) };
      rows.push(...data.Records);
      const isWhole = !data.HasNextPage || data.Records.length === 0;
      if (isWhole || number === from + most - 1)
        return { ok: true, value: { rows, isWhole, total: data.TotalItems } };
    }
  }

  /** The receipt of what is created is its Id. */
  create(path: string, body: object): Promise<Delivery> {
    return this.#write({ method: 'POST', path, body }, ({ Value }) => Value?.Id);
  }

  /** @param receipt of what is created with an answer that has no Id, or nothing at all in it */
  createUnseen(path: string, body: object, receipt: string): Promise<Delivery> {
    return this.#write({ method: 'POST', path, body }, ({ Value }) => Value?.Id ?? receipt, true);
  }

  /** An update goes to the path of the list, with the Id in its body (Nexudus, REST API, "update visitor"). */
  update(path: string, body: { readonly Id: number }): Promise<Delivery> {
    return this.#write({ method: 'PUT', path, body }, () => body.Id);
  }

  async #get(call: Omit<Call, 'method'>): Promise<Read<Readable>> {
    const judged = await this.#call({ ...call, method: 'GET' });
    return judged.ok ? { ok: true, value: judged.answer } : judged;
  }

  async #write(
    call: Call,
    receiptOf: (answer: Written) => string | number | undefined,
    mayBeEmpty = false,
  ): Promise<Delivery> {
    const judged = await this.#call(call, mayBeEmpty);
    if (!judged.ok) return undelivered(judged);
    const { status, json } = judged.answer;
    // A 409 says "wait", never "duplicate" (Nexudus, API limitations), even where it does not say how long.
    if (status === 409) return { kind: 'not-sent', setback: unexpected(status) };
    const { data } = written.safeParse(json === undefined && mayBeEmpty ? {} : json);
    if (status === 404 && call.method === 'PUT')
      return { kind: 'nothing-there', message: data?.Message ?? 'The provider has it no more.' };
    const isRefused = data?.WasSuccessful === false || (data?.Status ?? 200) >= 400;
    if (status >= 400 || isRefused) return refusal(judged.answer, data ?? {});
    const receipt = data && receiptOf(data);
    return receipt === undefined
      ? { kind: 'unsettled', setback: unexpected(status) }
      : { kind: 'delivered', receipt: String(receipt) };
  }

  async #call(call: Call, mayBeEmpty = false): Promise<Judged> {
    const exchange = await this.#session.call(call);
    const judged = isGone(call, exchange)
      ? ({ ok: true, answer: { status: 404, json: exchange.json } } as const)
      : judgeSession(exchange, mayBeEmpty);
    return judged.ok ? judged : { ...judged, setback: this.#meaning(judged.setback) };
  }
}

/** What is gone may be said to be in no words at all; a page of HTML says nothing of it. */
function isGone(
  { method }: Call,
  exchange: Answered,
): exchange is Extract<Answered, { kind: 'answer' }> {
  return (
    method !== 'POST' &&
    exchange.kind === 'answer' &&
    (exchange.status === 404 || exchange.status === 410) &&
    (exchange.json !== undefined || exchange.empty === true)
  );
}

function judgeSession(exchange: Answered, mayBeEmpty: boolean): Judged {
  if (exchange.kind === 'held-back') return { ok: false, sent: false, setback: exchange.setback };
  const judged = judge(exchange, mayBeEmpty);
  if (judged.ok && judged.answer.status === 403)
    return {
      ok: false,
      sent: false,
      setback: { kind: 'credentials', state: 'no-role', reason: 'the provider answered 403' },
    };
  return judged;
}

function refusal(answer: Readable, { Message, Errors }: Partial<Written>): Delivery {
  return {
    kind: 'refused',
    message: refusalIn(answer, Message),
    fields: (Errors ?? []).map((error) => ({
      field: error.PropertyName ?? '',
      message: error.Message ?? '',
    })),
  };
}
