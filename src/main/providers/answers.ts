import type { Exchange } from '../http/client.ts';
import type { Delivery, Setback } from './provider.ts';

/** An exchange that ended in an answer below 500 that each provider reads in its own way. */
export interface Readable {
  readonly status: number;
  readonly json: unknown;
}

/** What stands in the way of reading an exchange, or the answer to read. */
export type Judged =
  | { readonly ok: true; readonly answer: Readable }
  /** `sent`: the request may have been carried out all the same. */
  | { readonly ok: false; readonly sent: boolean; readonly setback: Setback };

/** Sorts out everything that is alike for every provider: no connection, no answer, 5xx, HTML, an empty body. */
export function judge(exchange: Exchange): Judged {
  switch (exchange.kind) {
    case 'throttled':
      return { ok: false, sent: false, setback: exchange };
    case 'offline':
      return { ok: false, sent: false, setback: exchange };
    case 'lost':
      return { ok: false, sent: true, setback: { kind: 'offline', reason: exchange.reason } };
    case 'answer':
      return judgeAnswer(exchange.status, exchange.json);
  }
}

function judgeAnswer(status: number, json: unknown): Judged {
  // These mean the same with any body, or none: neither vendor promises one (Spacebring, OpenAPI, `responseError`).
  if ([400, 401, 403, 422].includes(status)) return { ok: true, answer: { status, json } };
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

/** Sending a visit that came to nothing readable. */
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
