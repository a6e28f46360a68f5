import { randomBytes } from 'node:crypto';
import { basic, bearer, type Call, isForm, json, type Reply } from '../loopback.ts';

/** Seconds. Nexudus, REST API, authentication page: every example has seven days less a second. */
export const ACCESS_TOKEN_LIFE = 604_799;
/** Seconds. Nexudus, "Token authentication (OAuth)": fifteen days. */
const REFRESH_TOKEN_LIFE = 15 * 24 * 3600;

interface Grant {
  readonly account: Account;
  readonly clientId: string;
  /** ms since the epoch */
  readonly until: number;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** Who may come in: an account, by token or by its password on every call. */
export class Tokens {
  readonly #accounts: readonly Account[];
  readonly #life: number;
  readonly #now: () => number;
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, Grant>();
  /** Whether a password alone is not enough: Nexudus, REST API, authentication page, `totp`. */
  asksSecondFactor = false;

  constructor(accounts: readonly Account[], lifeSeconds: number, now: () => number) {
    this.#accounts = accounts;
    this.#life = lifeSeconds;
    this.#now = now;
  }

  /** Nexudus, help, NexIO: whoever was signed in with the old password is disconnected. */
  changePassword(account: { password: string } & Account, password: string): void {
    account.password = password;
    this.#end((grant) => grant.account === account);
  }

  /** Every access token has had its time; those to refresh with are still good. */
  expire(): void {
    this.#access.clear();
  }

  /** Nobody is signed in any more. */
  revoke(): void {
    this.#end(() => true);
  }

  /** Nexudus, REST API, authentication page: a bearer token, or Basic with the same user name and password. */
  whoIs({ headers }: Call): Account | undefined {
    const token = bearer(headers);
    if (token !== undefined) {
      const grant = this.#access.get(token);
      return grant && grant.until > this.#now() ? grant.account : undefined;
    }
    const given = basic(headers);
    return given && this.#account(given.id, given.secret);
  }

  /** `POST /api/token`. */
  answer({ headers, body }: Call): Reply {
    const form = isForm(headers) ? new URLSearchParams(body) : new URLSearchParams();
    const header = String(headers.client_id ?? '');
    const grant = form.get('grant_type');
    if (grant === 'password') {
      const account = this.#account(form.get('username') ?? '', form.get('password') ?? '');
      if (!account) return refused('invalid_grant', 'The user name or password is incorrect.');
      if (this.asksSecondFactor && !/^\d{6}$/.test(form.get('totp') ?? ''))
        return refused('invalid_grant', SECOND_FACTOR_MISSING);
      return this.#signIn(account, form.get('client_id') || header || account.username);
    }
    if (grant === 'refresh_token') return this.#rotate(form.get('refresh_token') ?? '', header);
    return refused('unsupported_grant_type');
  }

  #account(username: string, password: string): Account | undefined {
    return this.#accounts.find(
      (one) => one.username.toLowerCase() === username.toLowerCase() && one.password === password,
    );
  }

  /** Nexudus, "Token authentication (OAuth)": a new sign-in ends what the same client_id held before. */
  #signIn(account: Account, clientId: string): Reply {
    this.#end((grant) => grant.account === account && grant.clientId === clientId);
    return this.#issue(account, clientId);
  }

  #end(concerns: (grant: Grant) => boolean): void {
    for (const held of [this.#access, this.#refresh])
      for (const [token, grant] of held) if (concerns(grant)) held.delete(token);
  }

  /** Nexudus, API, "Refresh bearer token": single use, and only for the client_id of the sign-in, in a header. */
  #rotate(token: string, clientId: string): Reply {
    const grant = this.#refresh.get(token);
    if (!grant || grant.clientId !== clientId || grant.until <= this.#now())
      return refused('invalid_grant');
    this.#refresh.delete(token);
    return this.#issue(grant.account, clientId);
  }

  #issue(account: Account, clientId: string): Reply {
    const [access, refresh] = [randomBytes(48), randomBytes(32)].map((bytes) =>
      bytes.toString('base64url'),
    ) as [string, string];
    const now = this.#now();
    this.#access.set(access, { account, clientId, until: now + this.#life * 1000 });
    this.#refresh.set(refresh, { account, clientId, until: now + REFRESH_TOKEN_LIFE * 1000 });
    return json(200, {
      access_token: access,
      token_type: 'bearer',
      expires_in: this.#life,
      refresh_token: refresh,
    });
  }
}

/** The vendor's own words are not documented, nor is that it answers as to a wrong password. Any six digits will do. */
const SECOND_FACTOR_MISSING = 'A two factor authentication code (totp) is required.';

/** Nexudus, "Token authentication (OAuth)"; the page on refreshing gives the status. */
const refused = (error: string, description?: string): Reply =>
  json(400, description === undefined ? { error } : { error, error_description: description });
