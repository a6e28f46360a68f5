import type { Call, Exchange, HttpClient } from '../http/client.ts';
import type { Setback } from './provider.ts';

/** What may stand in an Authorization header; anything else would make the fetch fail, and quote the token. */
export const sendable = /^[\x21-\x7e]+$/;

/** Either what came of a call, or why it was not made or was turned down. */
export type Answered = Exchange | { readonly kind: 'held-back'; readonly setback: Setback };

/** An access token. */
export interface Access {
  readonly token: string;
  /** When to renew it, a little before it expires (ms, by the clock that was given). */
  readonly renewAt: number;
}

export type Held =
  | { readonly ok: true; readonly access: Access }
  | { readonly ok: false; readonly setback: Setback };

/**
 * The access token that calls are made with: renewed before it ends or when it is refused, by one request at a time,
 * since what renews it may count once.
 */
export class Bearer {
  readonly #http: Pick<HttpClient, 'call'>;
  readonly #now: () => number;
  readonly #obtain: () => Promise<Held>;
  #access: Access | undefined;
  #obtaining: Promise<Held> | undefined;

  /** @param parts.obtain renews the token, or signs in for one; never called twice at a time */
  constructor(parts: {
    http: Pick<HttpClient, 'call'>;
    now: () => number;
    obtain: () => Promise<Held>;
  }) {
    this.#http = parts.http;
    this.#now = parts.now;
    this.#obtain = parts.obtain;
  }

  /** Makes a call with a valid token. A 401 renews it once; whatever is answered then is the answer. */
  async call(call: Call): Promise<Answered> {
    const first = await this.#accessNow();
    if (!first.ok) return { kind: 'held-back', setback: first.setback };
    const answer = await this.#send(call, first.access);
    if (answer.kind !== 'answer' || answer.status !== 401) return answer;
    const second = await this.#renew(first.access);
    if (!second.ok) return { kind: 'held-back', setback: second.setback };
    return this.#send(call, second.access);
  }

  /** Gets a token in another way than usual, once nobody else is getting one. */
  async replace(obtain: () => Promise<Held>): Promise<Held> {
    while (this.#obtaining) await this.#obtaining;
    return this.#alone(obtain);
  }

  /** A token that was just given out. @param life how long it is good for, in ms */
  lasting(token: string, life: number): Access {
    return { token, renewAt: this.#now() + life - Math.min(60_000, life / 10) };
  }

  /** The token that is held is good for nothing any more. */
  drop(): void {
    this.#access = undefined;
  }

  #send(call: Call, { token }: Access): Promise<Exchange> {
    return this.#http.call({
      ...call,
      headers: { ...call.headers, authorization: `Bearer ${token}` },
    });
  }

  async #accessNow(): Promise<Held> {
    const access = this.#access;
    if (access && this.#now() < access.renewAt) return { ok: true, access };
    return this.#renew(access);
  }

  /** @param stale what no longer serves; when it is not the present one, somebody has renewed already */
  #renew(stale: Access | undefined): Promise<Held> {
    if (this.#access && this.#access !== stale)
      return Promise.resolve({ ok: true, access: this.#access });
    return this.#obtaining ?? this.#alone(this.#obtain);
  }

  #alone(obtain: () => Promise<Held>): Promise<Held> {
    const obtaining = this.#hold(obtain).finally(() => {
      this.#obtaining = undefined;
    });
    this.#obtaining = obtaining;
    return obtaining;
  }

  async #hold(obtain: () => Promise<Held>): Promise<Held> {
    const held = await obtain();
    if (held.ok) this.#access = held.access;
    return held;
  }
}
