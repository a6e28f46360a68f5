import * as oauth from 'oauth4webapi';
import { userSessionOf } from '#shared/domain/vendors/spacebring.ts';
import type { Clock } from '../../clock.ts';
import type { SecretKey, SecretStore } from '../../credentials/secret-store.ts';
import type { Call, HttpClient } from '../../http/client.ts';
import { type Access, type Answered, Bearer, type Held } from '../bearer.ts';
import type { Setback, SignedIn, SignIn } from '../provider.ts';
import { ProviderSecret } from '../provider-secret.ts';
import { AuthorizationServer, type Begun, type Granted } from './authorization-server.ts';
import { type Credentials, refusedWith } from './credentials.ts';

/** What was given out. */
interface Fresh {
  readonly access: Access;
  /** To be kept, where one came. */
  readonly refresh: string | undefined;
}

export interface OAuthProfile {
  readonly baseUrl: string;
  readonly networkId: string;
  readonly clientId: string;
  readonly oauth: { readonly redirectUri: string };
}

/**
 * A member of staff who has signed in on Spacebring's page, and in whose name the kiosk speaks from then on.
 *
 * The refresh token is in the keychain, the access token in memory. Whether a refresh token counts once is not
 * documented, so each that comes is kept before anything is done with what came along with it.
 */
export class SpacebringOAuth implements Credentials, SignIn {
  readonly #secret: ProviderSecret;
  readonly #secrets: SecretStore;
  readonly #server: AuthorizationServer;
  readonly #key: SecretKey;
  readonly #refreshToken: ProviderSecret;
  readonly #bearer: Bearer;
  /** Given out by Spacebring, and not in the keychain yet: until it is, nothing is done with it. */
  #unkept: Fresh | undefined;
  #begun: Begun | undefined;

  /** @param parts.secret the client secret */
  constructor(parts: {
    http: HttpClient;
    secret: ProviderSecret;
    secrets: SecretStore;
    clock: Clock;
    profile: OAuthProfile;
  }) {
    const { http, secret, secrets, clock, profile } = parts;
    const { baseUrl, clientId, oauth } = profile;
    this.#secret = secret;
    this.#secrets = secrets;
    this.#server = new AuthorizationServer({
      http,
      secret,
      baseUrl,
      clientId,
      redirectUri: oauth.redirectUri,
    });
    this.#key = userSessionOf(profile);
    this.#refreshToken = new ProviderSecret(secrets, this.#key, clock);
    this.#bearer = new Bearer({
      http,
      now: () => clock.elapsed(),
      obtain: () => this.#obtain(),
    });
  }

  async begin(): Promise<URL> {
    const begun = {
      state: oauth.generateRandomState(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    this.#begun = begun;
    return this.#server.page(begun);
  }

  async finish(redirectedTo: URL): Promise<SignedIn> {
    const begun = this.#begun;
    if (!begun) return { kind: 'refused', reason: 'no sign-in was begun' };
    const came = this.#server.read(redirectedTo, begun);
    // Whoever made that one up must not end the one that somebody is about to finish.
    if (came.kind === 'foreign') return { kind: 'refused', reason: came.reason };
    this.#begun = undefined;
    if (came.kind === 'refused') return came;
    let refused: string | undefined;
    const held = await this.#bearer.replace(async () => {
      const grant = await this.#server.redeem(came.callback, begun.verifier);
      if (grant.kind === 'granted') return this.#keep(grant);
      if (grant.kind === 'setback') return { ok: false, setback: grant.setback };
      refused = grant.reason;
      return signedOut(grant.reason);
    });
    if (held.ok) return { kind: 'signed-in' };
    return refused === undefined
      ? { kind: 'setback', setback: held.setback }
      : { kind: 'refused', reason: refused };
  }

  /** A 401 that a new token does not end means that whoever signed in may not do this, as 403 does. */
  async call(call: Call): Promise<Answered> {
    const came = await this.#bearer.call(call);
    const status = refusedWith(came);
    return status === undefined ? came : mayNot(status);
  }

  async #obtain(): Promise<Held> {
    if (this.#unkept) return this.#keepNow(this.#unkept);
    // It is read each time: while the keychain is locked, none is used up that could not be replaced.
    const read = await this.#refreshToken.read();
    if (!read.ok) return isMissing(read.setback) ? this.#beforeSignIn() : read;
    const grant = await this.#server.refresh(read.secret);
    switch (grant.kind) {
      case 'granted':
        // Where none comes, or the same, the old one stays.
        return this.#keep(grant.refresh === read.secret ? { ...grant, refresh: undefined } : grant);
      case 'setback':
        return { ok: false, setback: grant.setback };
      case 'refused':
        return {
          ok: false,
          setback: this.#refreshToken.deny(read.secret, 'signed-out', grant.reason),
        };
    }
  }

  /** Without the client secret signing in would lead nowhere, so that is wanted first. */
  async #beforeSignIn(): Promise<Held> {
    const client = await this.#secret.read();
    return client.ok ? signedOut('nobody has signed in yet') : client;
  }

  #keep({ access, refresh, life }: Granted): Promise<Held> {
    return this.#keepNow({ access: this.#bearer.lasting(access, life), refresh });
  }

  async #keepNow(fresh: Fresh): Promise<Held> {
    const { access, refresh } = fresh;
    if (refresh !== undefined) {
      const written = await this.#secrets.set(this.#key, refresh);
      if (written.state !== 'done') {
        this.#unkept = fresh;
        const reason = 'reason' in written ? written.reason : 'the keychain does not keep it';
        const state = written.state === 'missing' ? 'unavailable' : written.state;
        return { ok: false, setback: { kind: 'credentials', state, reason } };
      }
    }
    this.#unkept = undefined;
    return { ok: true, access };
  }
}

const isMissing = (setback: Setback) =>
  setback.kind === 'credentials' && setback.state === 'missing';

const signedOut = (reason: string): Held => ({
  ok: false,
  setback: { kind: 'credentials', state: 'signed-out', reason },
});

const mayNot = (status: number): Answered => ({
  kind: 'held-back',
  setback: {
    kind: 'credentials',
    state: 'no-role',
    reason: `the provider answered ${status}`,
  },
});
