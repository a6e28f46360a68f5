import { type Call, isForm, type Reply } from '../loopback.ts';
import { readScopes, type Scope } from './scopes.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';
import type { OAuthClient, Tokens } from './tokens.ts';

/** Who signs in on the vendor's page. */
export interface OAuthUser {
  readonly email: string;
  readonly password: string;
}

/** The way to a code: `GET /oauth2/authorize` shows a page, whose form comes back to `POST /oauth2/sign-in`. */
export class Authorization {
  readonly #client: OAuthClient;
  readonly #user: OAuthUser;
  readonly #tokens: Tokens;

  constructor(client: OAuthClient, user: OAuthUser, tokens: Tokens) {
    this.#client = client;
    this.#user = user;
    this.#tokens = tokens;
  }

  ask(query: URLSearchParams): Reply {
    const asked = this.#read(query);
    return 'refused' in asked ? asked.refused : signInPage(query);
  }

  signIn({ headers, body }: Call): Reply {
    const form = new URLSearchParams(isForm(headers) ? body : '');
    const [email, password] = [form.get('email') ?? '', form.get('password') ?? ''];
    form.delete('email');
    form.delete('password');
    const asked = this.#read(form);
    if ('refused' in asked) return asked.refused;
    const isKnown = email.trim().toLowerCase() === this.#user.email.toLowerCase();
    if (!isKnown || password !== this.#user.password)
      return signInPage(form, 'The e-mail address or the password is wrong.');
    return this.#back(form, { code: this.#tokens.newCode(asked.scopes, asked.challenge) });
  }

  /**
   * Spacebring, API reference, authentication, names all but `state` and the challenge, which it may not know; they
   * are taken as RFC 6749 and RFC 7636 say, and so is what is wrong.
   */
  #read(
    given: URLSearchParams,
  ):
    | { readonly scopes: ReadonlySet<Scope>; readonly challenge: string | undefined }
    | { readonly refused: Reply } {
    // RFC 6749, 4.1.2.1: nobody is sent to an address that is not the client's.
    if (given.get('client_id') !== this.#client.clientId)
      return { refused: refusalPage('The client id is not known.') };
    if (given.get('redirect_uri') !== this.#client.redirectUri)
      return { refused: refusalPage('The redirect URI is not the one that is registered.') };
    const wrong = (error: string) => ({ refused: this.#back(given, { error }) });
    if (given.get('response_type') !== 'code') return wrong('unsupported_response_type');
    const scopes = readScopes(given.get('scope') ?? '');
    if (!scopes) return wrong('invalid_scope');
    const challenge = given.get('code_challenge') ?? undefined;
    const method = given.get('code_challenge_method');
    const isS256 = method === 'S256' && /^[\w-]{43}$/.test(challenge ?? '');
    if ((challenge !== undefined || method !== null) && !isS256) return wrong('invalid_request');
    return { scopes, challenge };
  }

  #back(asked: URLSearchParams, result: Readonly<Record<string, string>>): Reply {
    const location = new URL(this.#client.redirectUri);
    for (const [name, value] of Object.entries(result)) location.searchParams.set(name, value);
    const state = asked.get('state');
    if (state !== null) location.searchParams.set('state', state);
    return { status: 302, headers: { location: location.href, 'cache-control': 'no-store' } };
  }
}
