import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import type { KeyValues } from '../platform.ts';
import { neverLeft } from './never-left.ts';
import type { RateBudget, Traffic } from './rate-budget.ts';
import { retryAfter } from './retry-after.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Under the base URL, such as /api/token. It is logged; anything personal belongs in `query`, which is not. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, URLSearchParams as a form. */
  readonly body?: object;
  /** Unless given, a GET is a `read` and anything else a `write`. */
  readonly traffic?: Traffic;
}

/** What came of a call. */
export type Exchange =
  /** `json` is absent when the body is not JSON, whatever its type says; then it is `empty`, or began with `text`. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly json?: unknown;
      readonly empty?: true;
      readonly text?: string;
    }
  /** Refused for now, and certainly not carried out; the provider wants silence until then (ms since the epoch). */
  | { readonly kind: 'throttled'; readonly until: number }
  /** No connection came about: nothing left this machine. */
  | { readonly kind: 'offline'; readonly reason: string }
  /** It left, or may have, and no whole answer came back. */
  | { readonly kind: 'lost'; readonly reason: string };

/**
 * Told of every answer what the server's clock said (whole seconds, in ms since the epoch), and what had elapsed (ms)
 * when the request left and when the answer's head was there. It must not throw.
 */
export type OnDate = (date: number, began: number, ended: number) => void;

const ANSWER_TIME = 10_000;
const ANSWER_BYTES = 8 * 1024 * 1024;
/** As much of an answer in bare words is kept as a person would read. */
const TEXT_LENGTH = 300;
const silence = z.object({ until: z.number(), wait: z.number() });
/** How long to keep silent when a provider says "too many" without saying how long. */
const UNSAID_SILENCE = 10_000;

/** Speaks HTTP with one provider: time-outs, a size limit, the rate budget, and silence when it is asked for. */
export class HttpClient {
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #budget: RateBudget;
  readonly #baseUrl: string;
  readonly #settings: KeyValues;
  readonly #onDate: OnDate | undefined;
  readonly #silenceKey: string;
  #silentUntil: number;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    fetch: typeof fetch;
    clock: Clock;
    log: Log;
    budget: RateBudget;
    baseUrl: string;
    /** Where a silence is remembered over a restart. */
    settings: KeyValues;
    onDate?: OnDate | undefined;
  }) {
    this.#fetch = parts.fetch;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#budget = parts.budget;
    this.#baseUrl = parts.baseUrl;
    this.#settings = parts.settings;
    this.#onDate = parts.onDate;
    this.#silenceKey = `silence ${parts.baseUrl}`;
    this.#silentUntil = this.#rememberedSilence();
  }

  /** When the provider's silence ends (ms since the epoch); in the past when there is none. */
  get silentUntil(): number {
    return this.#silentUntil;
  }

  /**
   * Makes one call, when the budget has room for it. Never throws.
   * What changes something is sent one at a time, since each has a connection to itself (Platform.fetch), and none is
   * given room that could not leave in it.
   */
  async call(call: Call): Promise<Exchange> {
    if (this.#isSilent()) return { kind: 'throttled', until: this.#silentUntil };
    if (call.method === 'GET') return this.#callNow(call);
    const turn = this.#lastWrite.then(() => this.#callNow(call));
    this.#lastWrite = turn;
    return turn;
  }

  async #callNow(call: Call): Promise<Exchange> {
    await this.#budget.take(call.traffic ?? (call.method === 'GET' ? 'read' : 'write'));
    if (this.#isSilent()) return { kind: 'throttled', until: this.#silentUntil };
    const began = this.#clock.elapsed();
    const exchange = await this.#exchange(call);
    this.#budget.came(exchange.kind === 'answer' && exchange.status < 500);
    this.#log('http', {
      method: call.method,
      path: call.path,
      took: this.#clock.elapsed() - began,
      ...(exchange.kind === 'answer' ? { status: exchange.status } : { came: exchange.kind }),
      ...('reason' in exchange ? { reason: exchange.reason } : {}),
    });
    return exchange;
  }

  #isSilent(): boolean {
    return this.#clock.now() < this.#silentUntil;
  }

  async #exchange(call: Call): Promise<Exchange> {
    const stop = new AbortController();
    const cancelTimer = this.#clock.after(ANSWER_TIME, () => stop.abort());
    const began = this.#clock.elapsed();
    try {
      const response = await this.#fetch(this.#url(call), {
        method: call.method,
        headers: headersOf(call),
        body: bodyOf(call.body),
        signal: stop.signal,
        // A redirect is a captive portal or a mistake in the address; neither may be given the credentials.
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
      });
      this.#hear(response.headers, began);
      return await this.#read(response, stop);
    } catch (error) {
      if (stop.signal.aborted)
        return { kind: 'lost', reason: `no answer within ${ANSWER_TIME / 1000} s` };
      const reason = reasonOf(error);
      return { kind: neverLeft(error) ? 'offline' : 'lost', reason };
    } finally {
      cancelTimer();
    }
  }

  async #read(response: Response, stop: AbortController): Promise<Exchange> {
    const { headers, status } = response;
    const wait = retryAfter(headers.get('retry-after'), this.#serverTime(headers));
    // Nexudus throttles with 409 and Retry-After; a 409 without it is an answer like any other.
    if (status === 429 || (status === 409 && wait !== undefined)) {
      stop.abort();
      return { kind: 'throttled', until: this.#beSilent(wait ?? UNSAID_SILENCE) };
    }
    if (wait !== undefined && status >= 500) this.#beSilent(wait);
    const text = await readText(response);
    if (text === undefined) {
      stop.abort();
      return { kind: 'lost', reason: `an answer over ${ANSWER_BYTES / 1024 / 1024} MiB` };
    }
    return { kind: 'answer', status, ...parse(text) };
  }

  #hear(headers: Headers, began: number): void {
    const date = dateIn(headers);
    // What a cache answers was said earlier (RFC 9111 §5.1).
    if (!Number.isNaN(date) && !headers.has('age'))
      this.#onDate?.(date, began, this.#clock.elapsed());
  }

  #serverTime(headers: Headers): number {
    const date = dateIn(headers);
    return Number.isNaN(date) ? this.#clock.now() : date;
  }

  #beSilent(wait: number): number {
    const now = this.#clock.now();
    const until = Math.max(this.#silentUntil, now + wait);
    this.#silentUntil = until;
    this.#settings.set(this.#silenceKey, { until, wait: until - now });
    return until;
  }

  /** A restart does not break a silence, nor make it longer than was asked when the clock is wrong by then. */
  #rememberedSilence(): number {
    const { data } = silence.safeParse(this.#settings.get(this.#silenceKey));
    return data ? Math.min(data.until, this.#clock.now() + data.wait) : 0;
  }

  #url(call: Call): string {
    const query = new URLSearchParams(call.query).toString();
    return `${this.#baseUrl}${call.path}${query && `?${query}`}`;
  }
}

function headersOf(call: Call): Record<string, string> {
  const type =
    call.body === undefined || call.body instanceof URLSearchParams
      ? {}
      : { 'content-type': 'application/json' };
  return { accept: 'application/json', 'user-agent': 'Vestibule', ...type, ...call.headers };
}

function bodyOf(body: object | undefined): string | URLSearchParams | null {
  if (body === undefined) return null;
  return body instanceof URLSearchParams ? body : JSON.stringify(body);
}

/** By the server's clock (ms since the epoch); NaN when it does not say. */
function dateIn(headers: Headers): number {
  const date = headers.get('date') ?? '';
  // The one old form without a zone would be read in the device's (RFC 9110 §5.6.7).
  return date.endsWith(' GMT') ? Date.parse(date) : Number.NaN;
}

/** The body as text, or undefined when it is larger than the kiosk will hold. */
async function readText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): { json?: unknown; empty?: true; text?: string } {
  if (text.trim() === '') return { empty: true };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { text: text.slice(0, TEXT_LENGTH) };
  }
}

/** The network's own words; they name hosts and codes, never what was sent. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as {
    message?: string;
    cause?: { code?: string; message?: string };
  };
  return cause?.code ?? cause?.message ?? message ?? 'unknown';
}
