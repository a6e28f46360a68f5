import type { Host } from '#shared/domain/host.ts';
import type { DemoOptions, DemoServer, SpacebringProfile } from '../demo-server.ts';
import { basic, type Call, json, openLoopback, type Reply } from '../loopback.ts';
import { community } from '../people/people.ts';
import { type Limit, Throttle } from '../throttle.ts';
import { listCompanies, listMemberships } from './community.ts';
import { type Directory, directoryOf, location, network } from './records.ts';
import { type VisitRequest, VisitRequests } from './visit-requests.ts';
import { badRequest, refusal, tooMany } from './wire.ts';

/** Spacebring, API reference, rate limiting: of whom they are counted is not said; here of all clients together. */
export const SPACEBRING_LIMITS: readonly Limit[] = [{ requests: 10, perMs: 1000 }];

export interface SpacebringOptions extends DemoOptions {
  /** Says with a 429 how long to wait, which the vendor does not document. */
  readonly retryAfter?: boolean;
}

export interface SpacebringDemo extends DemoServer {
  readonly provider: SpacebringProfile;
  /** As they are stored, in the order of their creation. */
  readonly visitRequests: readonly VisitRequest[];
}

const CLIENT_ID = 'harbour-works';

/** Starts a stand-in for the Spacebring API. Rejects with Node's error if the port cannot be had. */
export async function startSpacebringDemo(
  options: SpacebringOptions = {},
): Promise<SpacebringDemo> {
  const now = options.now ?? Date.now;
  let secret = 'low-tide-high-tide-1742';
  const throttle = new Throttle(options.limits ?? SPACEBRING_LIMITS, now);
  let known: Directory | undefined;
  const directory = () => {
    known ??= directoryOf(community(options.hosts ?? 250));
    return known;
  };
  const visits = new VisitRequests(() => directory().memberships, now, options.readLagMs ?? 0);

  function answer(call: Call): Reply {
    const wait = throttle.take(call.method);
    if (wait > 0) return tooMany(wait, options.retryAfter ?? false);
    // Spacebring, API reference, authentication: an operator's own credentials go with Basic. Of a 401 the body is
    // not documented.
    const given = basic(call.headers);
    if (given?.id !== CLIENT_ID || given.secret !== secret)
      return refusal(401, 'unauthorized', 'The client id or the client secret is wrong.');
    // Spacebring, OpenAPI: the header may be left out with Basic, which names the network by itself.
    const asked = call.headers['spacebring-network-id'];
    if (asked !== undefined && asked !== network.id)
      return badRequest('spacebring-network-id: is not known');
    const locationRef = call.query.get('locationRef');
    if (locationRef !== null && locationRef !== location.id)
      return badRequest('locationRef: is not known');
    return dispatch(call, directory, visits);
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
    visitRequests: visits.records,
    get secret() {
      return { name: 'spacebring.client-secret', value: secret } as const;
    },
    get hosts() {
      return hosts(directory());
    },
    // Spacebring, help, "Get started with API & webhooks": new credentials end the previous ones at once.
    changeSecret: (value) => {
      secret = value;
    },
  };
}

function dispatch(call: Call, directory: () => Directory, visits: VisitRequests): Reply {
  const { method, path, query } = call;
  const one = /^(\/locations\/v1|\/visitors\/requests\/v1)\/([^/]+)$/.exec(path);
  const place = one ? `${one[1]}/{id}` : path;
  const id = one?.[2] ?? '';
  switch (`${method} ${place}`) {
    case 'GET /networks/v1':
      return json(200, { networks: [network] });
    case 'GET /locations/v1':
      return json(200, { locations: [location] });
    case 'GET /locations/v1/{id}':
      return id === location.id
        ? json(200, { location })
        : refusal(404, 'not_found', 'Location not found.');
    case 'GET /community/memberships/v1':
      return listMemberships(query, directory());
    case 'GET /community/companies/v1':
      return listCompanies(query, directory());
    case 'GET /visitors/requests/v1':
      return visits.list(query);
    case 'GET /visitors/requests/v1/{id}':
      return visits.read(id);
    case 'POST /visitors/requests/v1':
      return visits.create(call);
    default:
      return refusal(404, 'not_found', `There is no ${method} ${path}.`);
  }
}

function hosts({ companies, memberships }: Directory): Host[] {
  const titles = new Map(companies.map(({ id, title }) => [id, title]));
  return memberships
    .filter((one) => one.type === 'member' && one.status === 'approved' && !one.deleteDate)
    .map(({ userRef, user, companyRef }) => {
      const company = companyRef === undefined ? undefined : titles.get(companyRef);
      const name = user.surname === undefined ? user.name : `${user.name} ${user.surname}`;
      return { id: userRef, name, ...(company === undefined ? {} : { company }) };
    });
}
