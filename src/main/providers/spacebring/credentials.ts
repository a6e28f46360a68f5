import type { Call, HttpClient } from '../../http/client.ts';
import type { Answered } from '../bearer.ts';
import type { Setback } from '../provider.ts';
import type { ProviderSecret } from '../provider-secret.ts';

/** As whom the kiosk speaks to Spacebring. */
export interface Credentials {
  /** Makes a call that says who makes it. What 401 and 403 carry is not documented, so any body is taken. */
  call(call: Call): Promise<Answered>;
}

/** The network's own client id and secret, with each call (Spacebring, authentication, basic). */
export class BasicCredentials implements Credentials {
  readonly #http: HttpClient;
  readonly #secret: ProviderSecret;
  readonly #clientId: string;
  /** The secret that has been read, kept until it is refused: a keychain that locks later stops nobody. */
  #held: string | undefined;

  constructor(parts: { http: HttpClient; secret: ProviderSecret; clientId: string }) {
    this.#http = parts.http;
    this.#secret = parts.secret;
    this.#clientId = parts.clientId;
  }

  async call(call: Call): Promise<Answered> {
    const secret = this.#held ?? (await this.#read());
    if (typeof secret !== 'string') return { kind: 'held-back', setback: secret };
    const exchange = await this.#http.call({
      ...call,
      headers: { ...call.headers, authorization: this.#authorization(secret) },
    });
    const status = refusedWith(exchange);
    if (status === undefined) {
      if (exchange.kind === 'answer' && exchange.status < 500) this.#held = secret;
      return exchange;
    }
    this.#held = undefined;
    const state = status === 401 ? 'refused' : 'no-role';
    return {
      kind: 'held-back',
      setback: this.#secret.deny(secret, state, `the provider answered ${status}`),
    };
  }

  async #read(): Promise<string | Setback> {
    const read = await this.#secret.read();
    return read.ok ? read.secret : read.setback;
  }

  #authorization(secret: string): string {
    return `Basic ${Buffer.from(`${this.#clientId}:${secret}`).toString('base64')}`;
  }
}

/** The status that says that whoever calls is not known, or may not do this. */
export function refusedWith(exchange: Answered): 401 | 403 | undefined {
  if (exchange.kind !== 'answer') return undefined;
  return exchange.status === 401 || exchange.status === 403 ? exchange.status : undefined;
}
