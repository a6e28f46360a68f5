import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Call } from '../../http/client.ts';
import { judge } from '../answers.ts';
import { type Answered, Bearer, type Held, sendable } from '../bearer.ts';
import type { ProviderSecret } from '../provider-secret.ts';
import { RefreshToken } from './refresh-token.ts';
import type { Caller } from './writes-in-turn.ts';

/** Nexudus, REST API, authentication: `expires_in` is in seconds. */
const tokenAnswer = z.object({
  access_token: z.string().regex(sendable),
  expires_in: z.number().positive().catch(3600),
  refresh_token: z.string().min(1).optional().catch(undefined),
});
const tokenRefusal = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * A signed-in session with Nexudus, whose refresh token counts once (Nexudus, refresh bearer token): the next one is kept
 * before the access token that came with it is used.
 */
export class NexudusSession {
  readonly #http: Caller;
  readonly #secret: ProviderSecret;
  readonly #username: string;
  readonly #clientId: string;
  readonly #refreshToken: RefreshToken;
  readonly #bearer: Bearer;

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
    this.#username = parts.username;
    this.#clientId = parts.clientId;
    this.#refreshToken = parts.refreshToken ?? new RefreshToken();
    this.#bearer = new Bearer({
      http: parts.http,
      now: () => parts.clock.now(),
      obtain: () => this.#obtain(),
    });
  }

  /** Makes a call with a valid token. A 401 renews it once; a second 401 means that the account lacks a role. */
  async call(call: Call): Promise<Answered> {
    const came = await this.#bearer.call(call);
    if (came.kind !== 'answer' || came.status !== 401) return came;
    return {
      kind: 'held-back',
      setback: {
        kind: 'credentials',
        state: 'no-role',
        reason: `${this.#username} is signed in but may not ${call.method} ${call.path}`,
      },
    };
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
      this.#bearer.drop();
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
    const access = this.#bearer.lasting(answer.access_token, answer.expires_in * 1000);
    await this.#refreshToken.keep(answer.refresh_token);
    return { ok: true, access };
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
