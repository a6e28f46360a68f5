import type { Host } from '#shared/domain/host.ts';
import type { DemoOptions, DemoServer, SpacebringProfile } from '../demo-server.ts';
import { type Call, openLoopback, type Reply } from '../loopback.ts';
import { type Limit, Throttle } from '../throttle.ts';
import { askerOf, barred, unknownAsker } from './access.ts';
import { Authorization, type OAuthUser } from './authorize.ts';
import type { Contact } from './contacts.ts';
import { Announcements, type ExpectedGuest } from './expected.ts';
import { openHouse } from './house.ts';
import { type Directory, location, network, reception, visitable } from './records.ts';
import { routeOf } from './routes.ts';
import type { Ticket } from './tickets.ts';
import { ACCESS_TOKEN_LIFE, type OAuthClient, Tokens } from './tokens.ts';
import type { Naming, Visit } from './visit-record.ts';
import type { HostsAnswer, VisitRequest } from './visit-requests.ts';
import { badRequest, refusal, tooMany } from './wire.ts';

/** Spacebring, API reference, rate limiting: of whom they are counted is not said; here of all clients together. */
export const SPACEBRING_LIMITS: readonly Limit[] = [{ requests: 10, perMs: 1000 }];

export interface SpacebringOptions extends DemoOptions, HostsAnswer {
  /** Says with a 429 how long to wait, which the vendor does not document. */
  readonly retryAfter?: boolean;
  /** `both` unless given. */
  readonly naming?: Naming;
  /** Seconds, as `expires_in` says; 3600 unless given. */
  readonly accessTokenLife?: number;
  /** A refresh token is good for one time, which the vendor does not say; true unless given. */
  readonly rotatesRefreshTokens?: boolean;
  /** The address that is registered for the OAuth2 client. */
  readonly redirectUri?: string;
  /** For whom tries it by hand: three visitors are expected every day, and hosts answer requests after six seconds. */
  readonly furnished?: boolean;
}

export interface SpacebringDemo extends DemoServer {
  readonly provider: SpacebringProfile;
  /** Each as they are stored, in the order of their creation; the requests with those that were answered. */
  readonly visitRequests: readonly VisitRequest[];
  readonly visits: readonly Visit[];
  readonly contacts: readonly Contact[];
  readonly tickets: readonly Ticket[];
  /** What it takes to come with OAuth2 instead of Basic. The user is an administrator of the location. */
  readonly oauth: OAuthClient & { readonly user: OAuthUser };
  /** A member announces a visitor for today. */
  expect(guest: ExpectedGuest): Visit;
  /** The host lets the visitor in. Throws if the request does not wait for an answer. */
  approve(requestId: string): Visit;
  /** The host does not. Throws if the request does not wait for an answer. */
  reject(requestId: string): void;
  /** From now on every access token is too old; the refresh tokens are not. */
  expireTokens(): void;
  /** From now on somebody has to sign in again. */
  revokeTokens(): void;
}

const FURNISHED_ANSWER_MS = 6000;
const CLIENT_ID = 'harbour-works';

/** Starts a stand-in for the Spacebring API. Rejects with Node's error if the port cannot be had. */
export async function startSpacebringDemo(
  options: SpacebringOptions = {},
): Promise<SpacebringDemo> {
  const now = options.now ?? Date.now;
  const operator = { id: CLIENT_ID, secret: 'low-tide-high-tide-1742' };
  const throttle = new Throttle(options.limits ?? SPACEBRING_LIMITS, now);
  const house = openHouse({
    ...(options.furnished ? { answersAfterMs: FURNISHED_ANSWER_MS } : {}),
    ...options,
    now,
  });
  const { requests, visits, directory } = house;
  const announcements = new Announcements(visits, directory, now);
  const oauth = {
    clientId: 'kiosk-partner',
    clientSecret: 'spring-tide-neap-tide-2231',
    redirectUri: options.redirectUri ?? 'http://127.0.0.1:47110/spacebring',
    user: { email: reception.user.email, password: 'a-lamp-at-the-quay' },
  };
  const tokens = new Tokens({
    client: oauth,
    now,
    accessTokenLife: options.accessTokenLife ?? ACCESS_TOKEN_LIFE,
    rotatesRefreshTokens: options.rotatesRefreshTokens ?? true,
  });
  const authorization = new Authorization(oauth, oauth.user, tokens);

  function catchUp(): void {
    if (options.furnished) announcements.furnish();
    requests.settle();
  }

  function answer(call: Call): Reply {
    const wait = throttle.take(call.method);
    if (wait > 0) return tooMany(wait, options.retryAfter ?? false);
    catchUp();
    switch (`${call.method} ${call.path}`) {
      case 'GET /oauth2/authorize':
        return authorization.ask(call.query);
      case 'POST /oauth2/sign-in':
        return authorization.signIn(call);
      case 'POST /oauth2/token':
        return tokens.answer(call);
      default:
        return operate(call);
    }
  }

  function operate(call: Call): Reply {
    const asker = askerOf(call, operator, tokens);
    if (asker === undefined) return unknownAsker(call);
    const found = routeOf(call);
    if (!found) return refusal(404, 'not_found', `There is no ${call.method} ${call.path}.`);
    const refused = barred(asker, found.route, call);
    if (refused) return refused;
    const locationRef = call.query.get('locationRef');
    if (locationRef !== null && locationRef !== location.id)
      return badRequest('locationRef: is not known');
    return found.route.answer({ call, query: call.query, id: found.id, house });
  }

  const loopback = await openLoopback(options.port ?? 0, now, answer);
  return {
    ...loopback,
    provider: {
      kind: 'spacebring',
      baseUrl: loopback.baseUrl,
      networkId: network.id,
      locationId: location.id,
      clientId: CLIENT_ID,
    },
    visitRequests: requests.records,
    contacts: house.contacts.records,
    tickets: house.tickets.records,
    get visits() {
      catchUp();
      return visits.records;
    },
    get secret() {
      return { name: 'spacebring.client-secret', value: operator.secret } as const;
    },
    get hosts() {
      return hosts(directory());
    },
    oauth,
    // Spacebring, help, "Get started with API & webhooks": new credentials end the previous ones at once.
    changeSecret: (value) => {
      operator.secret = value;
    },
    expect: (guest) => announcements.expect(guest),
    approve: (requestId) => {
      catchUp();
      return requests.approve(requestId);
    },
    reject: (requestId) => {
      catchUp();
      requests.reject(requestId);
    },
    expireTokens: () => tokens.expire(),
    revokeTokens: () => tokens.revoke(),
  };
}

function hosts(directory: Directory): Host[] {
  const titles = new Map(directory.companies.map(({ id, title }) => [id, title]));
  return visitable(directory).map(({ userRef, user, companyRef }) => {
    const company = companyRef === undefined ? undefined : titles.get(companyRef);
    const name = user.surname === undefined ? user.name : `${user.name} ${user.surname}`;
    return { id: userRef, name, ...(company === undefined ? {} : { company }) };
  });
}
