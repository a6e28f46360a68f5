import { randomBytes } from 'node:crypto';
import { basic, type Call, isForm, json, type Reply } from '../loopback.ts';

/** Seconds. Nexudus, REST API, authentication page: every example has seven days less a second. */
export const ACCESS_TOKEN_LIFE = 604_799;
/** Seconds. Nexudus, "Token authentication (OAuth)": fifteen days. */
const REFRESH_TOKEN_LIFE = 15 * 24 * 3600;

interface Grant {
  readonly clientId: string;
  /** ms since the epoch */
  readonly until: number;
}

export interface Account {
  readonly username: string;
  password: string;
}

/** Who may come in: the one account, by token or by its password on every call. */
export class Tokens {
  readonly #account: Account;
  readonly #life: number;
  readonly #now: () => number;
  readonly #access = new Map<string, Grant>();
  readonly #refresh = new Map<string, Grant>();

  constructor(account: Account, lifeSeconds: number, now: () => number) {
    this.#account = account;
    this.#life = lifeSeconds;
    this.#now = now;
  }

  /** Nexudus, help, NexIO: whoever was signed in with the old password is disconnected. */
  changePassword(password: string): void {
    this.#account.password = password;
    this.#access.clear();
    this.#refresh.clear();
  }

  /** Nexudus, REST API, authentication page: a bearer token, or Basic with the same user name and password. */
  admits({ headers }: Call): boolean {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return (this.#access.get(bearer)?.until ?? 0) > this.#now();
    const given = basic(headers);
    return given !== undefined && this.#knows(given.id, given.secret);
  }

  /** `POST /api/token`. */
  answer({ headers, body }: Call): Reply {
    const form = isForm(headers) ? new URLSearchParams(body) : new URLSearchParams();
    const header = String(headers.client_id ?? '');
    const grant = form.get('grant_type');
    if (grant === 'password') {
      const username = form.get('username') ?? '';
      if (!this.#knows(username, form.get('password') ?? ''))
        return refused('invalid_grant', 'The user name or password is incorrect.');
      return this.#signIn(form.get('client_id') || header || this.#account.username);
    }
    if (grant === 'refresh_token') return this.#rotate(form.get('refresh_token') ?? '', header);
    return refused('unsupported_grant_type');
  }

  #knows(username: string, password: string): boolean {
    const { username: known, password: right } = this.#account;
    return username.toLowerCase() === known.toLowerCase() && password === right;
  }

  /** Nexudus, "Token authentication (OAuth)": a new sign-in ends what the same client_id held before. */
  #signIn(clientId: string): Reply {
    for (const held of [this.#access, this.#refresh])
      for (const [token, grant] of held) if (grant.clientId === clientId) held.delete(token);
    return this.#issue(clientId);
  }

  /** Nexudus, API, "Refresh bearer token": single use, and only for the client_id of the sign-in, in a header. */
  #rotate(token: string, clientId: string): Reply {
    const grant = this.#refresh.get(token);
    if (!grant || grant.clientId !== clientId || grant.until <= this.#now())
      return refused('invalid_grant');
    this.#refresh.delete(token);
    return this.#issue(clientId);
  }

  #issue(clientId: string): Reply {
    const [access, refresh] = [randomBytes(48), randomBytes(32)].map((bytes) =>
      bytes.toString('base64url'),
    ) as [string, string];
    const now = this.#now();
    this.#access.set(access, { clientId, until: now + this.#life * 1000 });
    this.#refresh.set(refresh, { clientId, until: now + REFRESH_TOKEN_LIFE * 1000 });
    return json(200, {
      access_token: access,
      token_type: 'bearer',
      expires_in: this.#life,
      refresh_token: refresh,
    });
  }
}

/** Nexudus, "Token authentication (OAuth)"; the page on refreshing gives the status. */
const refused = (error: string, description?: string): Reply =>
  json(400, description === undefined ? { error } : { error, error_description: description });
