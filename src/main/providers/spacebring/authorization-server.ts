import * as oauth from 'oauth4webapi';
import { secretFault } from '../../credentials/secret-fault.ts';
import type { HttpClient } from '../../http/client.ts';
import { judge, unexpected } from '../answers.ts';
import { sendable } from '../bearer.ts';
import { type Setback, SetbackError } from '../provider.ts';
import type { ProviderSecret } from '../provider-secret.ts';

const AUTHORIZE = '/oauth2/authorize';
const TOKEN = '/oauth2/token';
/** All that a kiosk does, and no more (Spacebring, OpenAPI, `security` of each operation). */
const SCOPES = 'visitors community.readonly locations.readonly support';
/** Seconds (Spacebring, authentication). */
const LIFE = 3600;
/** RFC 6749, 5.2: it is the client that is turned down, not what it came with. */
const ofTheClient = ['invalid_client', 'unauthorized_client'];

/** What a sign-in that was begun is recognised by when it comes back. */
export interface Begun {
  readonly state: string;
  readonly verifier: string;
}

export type Granted = {
  readonly kind: 'granted';
  readonly access: string;
  readonly refresh: string | undefined;
  /** How long the access token is good for, in ms. */
  readonly life: number;
};

/** What came of asking for tokens. */
export type Grant =
  | Granted
  /** What they were asked for with is not good, or not any more. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'setback'; readonly setback: Setback };

/** What a sign-in came back with. */
export type Return =
  | { readonly kind: 'code'; readonly callback: URLSearchParams }
  | { readonly kind: 'refused'; readonly reason: string }
  /** It belongs to no sign-in that was begun here. */
  | { readonly kind: 'foreign'; readonly reason: string };

/**
 * Spacebring's side of OAuth 2 (Spacebring, authentication): a code for who signs in on its page, and tokens for the
 * code. Neither `state` nor PKCE is mentioned there; both are sent all the same, as RFC 9700 wants it.
 */
export class AuthorizationServer {
  readonly #http: HttpClient;
  readonly #secret: ProviderSecret;
  readonly #redirectUri: string;
  readonly #baseUrl: string;
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  readonly #options: oauth.TokenEndpointRequestOptions;

  /** @param parts.secret the client secret */
  constructor(parts: {
    http: HttpClient;
    secret: ProviderSecret;
    baseUrl: string;
    clientId: string;
    redirectUri: string;
  }) {
    this.#http = parts.http;
    this.#secret = parts.secret;
    this.#redirectUri = parts.redirectUri;
    this.#baseUrl = parts.baseUrl;
    this.#server = { issuer: parts.baseUrl, token_endpoint: `${parts.baseUrl}${TOKEN}` };
    this.#client = { client_id: parts.clientId };
    this.#options = {
      [oauth.customFetch]: (_, { body }) => this.#post(body),
      // A profile takes plain http for this machine alone.
      [oauth.allowInsecureRequests]: parts.baseUrl.startsWith('http:'),
    };
  }

  /** Where somebody signs in. */
  async page({ state, verifier }: Begun): Promise<URL> {
    const url = new URL(`${this.#baseUrl}${AUTHORIZE}`);
    const asked = {
      client_id: this.#client.client_id,
      redirect_uri: this.#redirectUri,
      response_type: 'code',
      scope: SCOPES,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return url;
  }

  /** Reads what a sign-in came back with. */
  read(redirectedTo: URL, { state }: Begun): Return {
    const { origin, pathname } = new URL(this.#redirectUri);
    if (redirectedTo.origin !== origin || redirectedTo.pathname !== pathname)
      return { kind: 'foreign', reason: 'it led to another address' };
    const given = new URLSearchParams(redirectedTo.search);
    if (given.get('state') !== state)
      return { kind: 'foreign', reason: 'it answers another sign-in' };
    // By which name it would go is not documented, and there is no other server to take it for.
    given.delete('iss');
    try {
      const callback = oauth.validateAuthResponse(this.#server, this.#client, given, state);
      const [code, ...others] = callback.getAll('code');
      if (code && others.length === 0) return { kind: 'code', callback };
      return { kind: 'refused', reason: 'the provider sent no code, or several' };
    } catch (error) {
      if (error instanceof oauth.AuthorizationResponseError)
        return { kind: 'refused', reason: error.error_description ?? error.error };
      return { kind: 'refused', reason: 'what the provider sent makes no sense' };
    }
  }

  redeem(callback: URLSearchParams, verifier: string): Promise<Grant> {
    return this.#ask(async (client) => {
      const answer = await oauth.authorizationCodeGrantRequest(
        this.#server,
        this.#client,
        client,
        callback,
        this.#redirectUri,
        verifier,
        this.#options,
      );
      return oauth.processAuthorizationCodeResponse(this.#server, this.#client, answer);
    });
  }

  refresh(token: string): Promise<Grant> {
    return this.#ask(async (client) => {
      const answer = await oauth.refreshTokenGrantRequest(
        this.#server,
        this.#client,
        client,
        token,
        this.#options,
      );
      return oauth.processRefreshTokenResponse(this.#server, this.#client, answer);
    });
  }

  async #ask(
    request: (client: oauth.ClientAuth) => Promise<oauth.TokenEndpointResponse>,
  ): Promise<Grant> {
    const read = await this.#secret.read();
    if (!read.ok) return { kind: 'setback', setback: read.setback };
    try {
      return grantOf(await request(oauth.ClientSecretPost(read.secret)));
    } catch (error) {
      return this.#refusal(error, read.secret);
    }
  }

  /** What the library makes of an answer without tokens. None of it may be logged: it quotes what was sent. */
  #refusal(error: unknown, secret: string): Grant {
    if (error instanceof SetbackError) return { kind: 'setback', setback: error.setback };
    const denied = (reason: string): Grant => ({
      kind: 'setback',
      setback: this.#secret.deny(secret, 'refused', reason),
    });
    if (error instanceof oauth.ResponseBodyError) {
      const { error_description: words } = error;
      const reason = typeof words === 'string' && words !== '' ? words : error.error;
      return ofTheClient.includes(error.error) ? denied(reason) : { kind: 'refused', reason };
    }
    if (
      !(error instanceof oauth.OperationProcessingError) &&
      !(error instanceof oauth.UnsupportedOperationError)
    )
      throw error;
    // What a refusal carries is not documented. With RFC 6749, 5.2, a 401 is about the client.
    const status = error.cause instanceof Response ? error.cause.status : 200;
    const reason = `the provider answered ${status}`;
    if (status === 401) return denied(reason);
    return status === 400 || status === 403 ? { kind: 'refused', reason } : withoutToken(status);
  }

  async #post(body: URLSearchParams): Promise<Response> {
    const judged = judge(await this.#http.call({ method: 'POST', path: TOKEN, body }));
    if (!judged.ok) throw new SetbackError(judged.setback);
    const { status, json } = judged.answer;
    try {
      return Response.json(json ?? null, { status: status < 300 ? 200 : status });
    } catch {
      // What can be read may be nested too deeply to be written.
      throw new SetbackError(unexpected(status));
    }
  }
}

function grantOf(answer: oauth.TokenEndpointResponse): Grant {
  const { access_token: access, refresh_token: refresh, expires_in: seconds = LIFE } = answer;
  const isKeepable = refresh === undefined || secretFault(refresh) === undefined;
  if (!sendable.test(access) || !isKeepable) return withoutToken(200);
  return { kind: 'granted', access, refresh, life: seconds * 1000 };
}

const withoutToken = (status: number): Grant => ({
  kind: 'setback',
  setback: { kind: 'failing', reason: `the sign-in was answered ${status} without a token` },
});
