import type { Exchange } from '../http/client.ts';
import type { Delivery, Setback } from './provider.ts';

/** An exchange that ended in an answer below 500 that each provider reads in its own way. */
export interface Readable {
  readonly status: number;
  readonly json: unknown;
  /** Of one that was a few words and no JSON. */
  readonly text?: string | undefined;
}

/** What stands in the way of reading an exchange, or the answer to read. */
export type Judged =
  | { readonly ok: true; readonly answer: Readable }
  /** `sent`: the request may have been carried out all the same. */
  | { readonly ok: false; readonly sent: boolean; readonly setback: Setback };

/**
 * Sorts out everything that is alike for every provider: no connection, no answer, 5xx, HTML, an empty body.
 * @param mayBeEmpty whether success may come without a body
 */
export function judge(exchange: Exchange, mayBeEmpty = false): Judged {
  switch (exchange.kind) {
    case 'throttled':
      return { ok: false, sent: false, setback: exchange };
    case 'offline':
      return { ok: false, sent: false, setback: exchange };
    case 'lost':
      return { ok: false, sent: true, setback: { kind: 'offline', reason: exchange.reason } };
    case 'answer':
      if (mayBeEmpty && exchange.empty && exchange.status < 300)
        return { ok: true, answer: { status: exchange.status, json: undefined } };
      return judgeAnswer(exchange);
  }
}

function judgeAnswer({ status, json, text }: Extract<Exchange, { kind: 'answer' }>): Judged {
  // These mean the same with any body, or none: neither vendor promises one (Spacebring, OpenAPI, `responseError`).
  if ([400, 401, 403, 422].includes(status)) return { ok: true, answer: { status, json, text } };
  const failing = (sent: boolean, reason: string): Judged => ({
    ok: false,
    sent,
    setback: { kind: 'failing', reason },
  });
  if (status >= 500) return failing(true, `the provider answered ${status}`);
  if (json === undefined)
    return failing(status < 400, `the provider answered ${status} with something that is not JSON`);
  return { ok: true, answer: { status, json } };
}

/** Refused by the kiosk itself, which sent nothing. */
export function refusedHere(message: string): Delivery {
  return { kind: 'refused', message, fields: [] };
}

/** A sending that came to nothing readable. */
export function undelivered(judged: Extract<Judged, { ok: false }>): Delivery {
  return { kind: judged.sent ? 'unsettled' : 'not-sent', setback: judged.setback };
}

/** An answer of JSON that is not what was asked for, and decides nothing. */
export function unexpected(status: number): Setback {
  return {
    kind: 'failing',
    reason: `the provider answered ${status} with something unexpected`,
  };
}

/** What to tell reception of a refusal: the provider's own message, or the bare words that it came in. */
export function refusalIn({ status, text = '' }: Readable, message?: string | null): string {
  const words = text.trim();
  return message || (words && !words.startsWith('<') ? words : `the provider answered ${status}`);
}
