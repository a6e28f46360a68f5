import { createHash, randomBytes } from 'node:crypto';
import { type Call, isForm, json, type Reply } from '../loopback.ts';
import type { Scope } from './scopes.ts';

/** Seconds. Spacebring, API reference, authentication: an hour, as `expires_in` says. */
export const ACCESS_TOKEN_LIFE = 3600;
/** The vendor does not say; as long as is usual for a code that a browser carries straight on. */
const CODE_LIFE_MS = 60_000;

/** Issued by the vendor by mail, the address to return to with it. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

interface Grant {
  readonly scopes: ReadonlySet<Scope>;
}

interface Code extends Grant {
  /** RFC 7636; only S256 is known here. */
  readonly challenge: string | undefined;
  readonly until: number;
}

export interface TokensOptions {
  readonly client: OAuthClient;
  readonly now: () => number;
  /** Seconds. */
  readonly accessTokenLife: number;
  readonly rotatesRefreshTokens: boolean;
}

/** `POST /oauth2/token`, and what it has given out. How long a refresh token lives is not documented; here for ever. */
export class Tokens {
  readonly #options: TokensOptions;
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, Grant & { readonly until: number }>();
  readonly #refresh = new Map<string, Grant>();

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /** What a token may do; undefined if it is none, or none any more. */
  scopesOf(accessToken: string): ReadonlySet<Scope> | undefined {
    const grant = this.#access.get(accessToken);
    return grant && grant.until > this.#options.now() ? grant.scopes : undefined;
  }

  newCode(scopes: ReadonlySet<Scope>, challenge: string | undefined): string {
    const code = secret();
    this.#codes.set(code, { scopes, challenge, until: this.#options.now() + CODE_LIFE_MS });
    return code;
  }

  /** Ends every access token, as time does; the refresh tokens stay. */
  expire(): void {
    this.#access.clear();
  }

  /** Ends everything that was given out. */
  revoke(): void {
    for (const given of [this.#codes, this.#access, this.#refresh]) given.clear();
  }

  /** Spacebring, API reference, authentication: a form, with the client's id and secret in it. */
  answer({ headers, body }: Call): Reply {
    if (!isForm(headers)) return failed(400, 'invalid_request', 'The body must be a form.');
    const form = new URLSearchParams(body);
    const { clientId, clientSecret } = this.#options.client;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return failed(401, 'invalid_client', 'The client id or the client secret is wrong.');
    const grantType = form.get('grant_type');
    if (grantType === 'authorization_code') return this.#redeem(form);
    if (grantType === 'refresh_token') return this.#renew(form.get('refresh_token') ?? '');
    return failed(400, 'unsupported_grant_type', 'The grant type is not known.');
  }

  /** The address may be left out, as the vendor's own list of fields does. */
  #redeem(form: URLSearchParams): Reply {
    const given = form.get('code') ?? '';
    const code = this.#codes.get(given);
    // RFC 6749, 4.1.2: it works once, also where it did not lead to a token.
    this.#codes.delete(given);
    if (!code || code.until <= this.#options.now())
      return failed(400, 'invalid_grant', 'The code is not valid, or not any more.');
    const redirectUri = form.get('redirect_uri');
    if (redirectUri !== null && redirectUri !== this.#options.client.redirectUri)
      return failed(400, 'invalid_grant', 'The redirect URI is another one.');
    const verifier = form.get('code_verifier');
    if ((verifier === null ? undefined : challengeOf(verifier)) !== code.challenge)
      return failed(400, 'invalid_grant', 'The code verifier does not fit.');
    return this.#issue(code.scopes, secret());
  }

  #renew(refreshToken: string): Reply {
    const grant = this.#refresh.get(refreshToken);
    if (!grant) return failed(400, 'invalid_grant', 'The refresh token is not valid.');
    if (!this.#options.rotatesRefreshTokens) return this.#issue(grant.scopes, refreshToken);
    this.#refresh.delete(refreshToken);
    return this.#issue(grant.scopes, secret());
  }

  #issue(scopes: ReadonlySet<Scope>, refreshToken: string): Reply {
    const { now, accessTokenLife } = this.#options;
    const accessToken = secret();
    this.#access.set(accessToken, { scopes, until: now() + accessTokenLife * 1000 });
    this.#refresh.set(refreshToken, { scopes });
    return unstored(200, {
      access_token: accessToken,
      expires_in: accessTokenLife,
      refresh_token: refreshToken,
      scope: [...scopes].join(' '),
      token_type: 'Bearer',
    });
  }
}

const secret = (): string => randomBytes(32).toString('base64url');

const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** The vendor documents no refusal here; RFC 6749, 5.2 does. */
const failed = (status: 400 | 401, error: string, description: string): Reply =>
  unstored(status, { error, error_description: description });

/** RFC 6749, 5.1. */
function unstored(status: number, content: unknown): Reply {
  const reply = json(status, content);
  return { ...reply, headers: { ...reply.headers, 'cache-control': 'no-store' } };
}
