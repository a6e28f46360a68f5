import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Call, Exchange } from '../../http/client.ts';
import { judge } from '../answers.ts';
import type { Setback } from '../provider.ts';
import type { ProviderSecret } from '../provider-secret.ts';
import { RefreshToken } from './refresh-token.ts';
import type { Caller } from './writes-in-turn.ts';

/** What may stand in an Authorization header; anything else would make the fetch fail, and quote the token. */
const sendable = /^[\x21-\x7e]+$/;

/** Nexudus, REST API, authentication: `expires_in` is in seconds. */
const tokenAnswer = z.object({
  access_token: z.string().regex(sendable),
  expires_in: z.number().positive().catch(3600),
  refresh_token: z.string().min(1).optional().catch(undefined),
});
const tokenRefusal = z.object({ error: z.string(), error_description: z.string().optional() });

interface Tokens {
  readonly access: string;
  /** When to renew (ms since the epoch), a little before it expires. */
  readonly renewAt: number;
}

type Held = { ok: true; tokens: Tokens } | { ok: false; setback: Setback };

/** Either what came of a call, or why it was not made. */
export type SessionExchange = Exchange | { readonly kind: 'held-back'; readonly setback: Setback };

/**
 * A signed-in session with Nexudus: a bearer token, renewed before it ends or when it is refused, by one request at a
 * time, since a refresh token counts once (Nexudus, refresh bearer token). The next one is kept before the access token
 * that came with it is used.
 */
export class NexudusSession {
  readonly #http: Caller;
  readonly #secret: ProviderSecret;
  readonly #clock: Clock;
  readonly #username: string;
  readonly #clientId: string;
  readonly #refreshToken: RefreshToken;
  #tokens: Tokens | undefined;
  #renewing: Promise<Held> | undefined;

  /**
   * @param parts.clientId this kiosk's own, or kiosks that share an account sign each other out (Nexudus, token
   * authentication)
   * @param parts.refreshToken lasts as long as the session unless given
   */
  constructor(parts: {
    http: Caller;
    secret: ProviderSecret;
    clock: Clock;
    username: string;
    clientId: string;
    refreshToken?: RefreshToken | undefined;
  }) {
    this.#http = parts.http;
    this.#secret = parts.secret;
    this.#clock = parts.clock;
    this.#username = parts.username;
    this.#clientId = parts.clientId;
    this.#refreshToken = parts.refreshToken ?? new RefreshToken();
  }

  /** Makes a call with a valid token. A 401 renews it once; a second 401 means that the account lacks a role. */
  async call(call: Call): Promise<SessionExchange> {
    const first = await this.#tokensNow();
    if (!first.ok) return { kind: 'held-back', setback: first.setback };
    const exchange = await this.#send(call, first.tokens);
    if (!isUnauthorised(exchange)) return exchange;
    const second = await this.#renew(first.tokens);
    if (!second.ok) return { kind: 'held-back', setback: second.setback };
    const again = await this.#send(call, second.tokens);
    if (!isUnauthorised(again)) return again;
    return {
      kind: 'held-back',
      setback: {
        kind: 'credentials',
        state: 'no-role',
        reason: `${this.#username} is signed in but may not ${call.method} ${call.path}`,
      },
    };
  }

  #send(call: Call, tokens: Tokens): Promise<Exchange> {
    return this.#http.call({
      ...call,
      headers: { ...call.headers, authorization: `Bearer ${tokens.access}` },
    });
  }

  async #tokensNow(): Promise<Held> {
    const tokens = this.#tokens;
    if (tokens && this.#clock.now() < tokens.renewAt) return { ok: true, tokens };
    return this.#renew(tokens);
  }

  /** @param stale the tokens that no longer serve; when they are not the present ones, somebody has renewed already */
  #renew(stale: Tokens | undefined): Promise<Held> {
    if (this.#tokens && this.#tokens !== stale)
      return Promise.resolve({ ok: true, tokens: this.#tokens });
    this.#renewing ??= this.#obtain().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #obtain(): Promise<Held> {
    const refreshToken = await this.#refreshToken.read();
    if (refreshToken !== undefined) {
      const refreshed = await this.#askForTokens({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      if (refreshed.kind === 'granted') return this.#keep(refreshed.answer);
      // Any answer that holds no token leaves the password; only where none came is it left alone.
      if (refreshed.kind === 'setback' && refreshed.setback.kind !== 'failing')
        return { ok: false, setback: refreshed.setback };
      this.#tokens = undefined;
      this.#refreshToken.drop();
    }
    return this.#signIn();
  }

  async #signIn(): Promise<Held> {
    const read = await this.#secret.read();
    if (!read.ok) return read;
    const asked = await this.#askForTokens({
      grant_type: 'password',
      username: this.#username,
      password: read.secret,
      client_id: this.#clientId,
    });
    if (asked.kind === 'granted') return this.#keep(asked.answer);
    if (asked.kind === 'setback') return { ok: false, setback: asked.setback };
    const secondFactor = /totp|otp|two.?factor|2fa/i.test(asked.reason);
    return {
      ok: false,
      setback: this.#secret.deny(
        read.secret,
        secondFactor ? 'second-factor' : 'refused',
        asked.reason,
      ),
    };
  }

  async #keep(answer: z.infer<typeof tokenAnswer>): Promise<Held> {
    const life = answer.expires_in * 1000;
    const renewAt = this.#clock.now() + life - Math.min(60_000, life / 10);
    await this.#refreshToken.keep(answer.refresh_token);
    const tokens = { access: answer.access_token, renewAt };
    this.#tokens = tokens;
    return { ok: true, tokens };
  }

  /** POST /api/token takes a form, and the client_id as a header when refreshing (Nexudus, authentication). */
  async #askForTokens(form: Record<string, string>) {
    const exchange = await this.#http.call({
      method: 'POST',
      path: '/api/token',
      headers: { client_id: this.#clientId },
      body: new URLSearchParams(form),
    });
    const judged = judge(exchange);
    if (!judged.ok) return { kind: 'setback', setback: judged.setback } as const;
    const { status, json } = judged.answer;
    const granted = tokenAnswer.safeParse(json);
    if (status < 300 && granted.success) return { kind: 'granted', answer: granted.data } as const;
    const refusal = tokenRefusal.safeParse(json);
    if (refusal.success)
      return {
        kind: 'refused',
        reason: refusal.data.error_description ?? refusal.data.error,
      } as const;
    if (status === 401 || status === 403)
      return { kind: 'refused', reason: `the provider answered ${status}` } as const;
    // Neither a token nor a refusal: a wrong address, or something between here and there. The password may be right.
    return {
      kind: 'setback',
      setback: { kind: 'failing', reason: `the sign-in was answered ${status} without a token` },
    } as const;
  }
}

function isUnauthorised(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.status === 401;
}
