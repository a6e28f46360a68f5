import { type Call, json, type Reply } from '../loopback.ts';
import { checkIn, checkOut } from './check-in.ts';
import { listCompanies, listMemberships } from './community.ts';
import type { House } from './house.ts';
import { location, network } from './records.ts';
import type { Scope } from './scopes.ts';
import { notFound } from './wire.ts';

interface Question {
  readonly call: Call;
  readonly query: URLSearchParams;
  /** Empty where the path has none. */
  readonly id: string;
  readonly house: House;
}

export interface Route {
  /** Basic is not taken. */
  readonly oauthOnly?: true;
  /** What a token must be for; a write scope is for reading as well. */
  readonly scope: Scope | 'any';
  /** A token may come without the network's id. */
  readonly withoutNetwork?: true;
  answer(question: Question): Reply;
}

/** The operation that a call names, and the id in its path. */
export function routeOf({ method, path }: Call): { route: Route; id: string } | undefined {
  const exact = routes[`${method} ${path}`];
  if (exact) return { route: exact, id: '' };
  const [, collection, id = '', act = ''] =
    /^((?:\/[a-z]+)+\/v1)\/([^/]+)(\/[a-z]+)?$/.exec(path) ?? [];
  const route = routes[`${method} ${collection}/{id}${act}`];
  return route && { route, id };
}

/**
 * Spacebring, OpenAPI, `security` of each operation. Where its prose asks for more than that, so does this: for the
 * write scope to change a visit and to list contacts.
 */
const routes: Readonly<Record<string, Route>> = {
  'GET /networks/v1': {
    scope: 'any',
    withoutNetwork: true,
    answer: () => json(200, { networks: [network] }),
  },
  'GET /locations/v1': {
    scope: 'locations.readonly',
    answer: () => json(200, { locations: [location] }),
  },
  'GET /locations/v1/{id}': {
    scope: 'locations.readonly',
    answer: ({ id }) => (id === location.id ? json(200, { location }) : notFound('Location')),
  },
  'GET /community/memberships/v1': {
    scope: 'community.readonly',
    answer: ({ query, house }) => listMemberships(query, house.directory()),
  },
  'GET /community/companies/v1': {
    scope: 'community.readonly',
    answer: ({ query, house }) => listCompanies(query, house.directory()),
  },
  'GET /visitors/requests/v1': {
    scope: 'visitors.readonly',
    answer: ({ query, house }) => house.requests.list(query),
  },
  'POST /visitors/requests/v1': {
    scope: 'visitors',
    answer: ({ call, house }) => house.requests.create(call),
  },
  'GET /visitors/requests/v1/{id}': {
    scope: 'visitors.readonly',
    answer: ({ id, house }) => house.requests.read(id),
  },
  'POST /visitors/requests/v1/{id}/approve': {
    oauthOnly: true,
    scope: 'visitors',
    answer: ({ id, house: { requests, visits } }) =>
      requests.refusalOf(id) ?? visits.answer(201, requests.approve(id)),
  },
  'POST /visitors/requests/v1/{id}/reject': {
    oauthOnly: true,
    scope: 'visitors',
    answer({ id, house: { requests } }) {
      const refused = requests.refusalOf(id);
      if (refused) return refused;
      requests.reject(id);
      return { status: 204 };
    },
  },
  'GET /visitors/visits/v1': {
    scope: 'visitors.readonly',
    answer: ({ query, house }) => house.visits.list(query),
  },
  'POST /visitors/visits/v1': {
    oauthOnly: true,
    scope: 'visitors',
    answer: ({ call, house }) => house.visits.create(call),
  },
  'GET /visitors/visits/v1/{id}': {
    scope: 'visitors.readonly',
    answer: ({ id, house }) => house.visits.read(id),
  },
  'PUT /visitors/visits/v1/{id}': {
    scope: 'visitors',
    answer: ({ call, id, house }) => house.visits.update(id, call),
  },
  'DELETE /visitors/visits/v1/{id}': {
    oauthOnly: true,
    scope: 'visitors',
    answer: ({ id, house }) => house.visits.cancel(id),
  },
  'POST /visitors/visits/v1/checkin': {
    scope: 'visitors',
    answer: ({ call, house }) => checkIn(call, house.visits, house.now()),
  },
  'POST /visitors/visits/v1/checkout': {
    scope: 'visitors',
    answer: ({ call, house }) => checkOut(call, house.visits, house.now()),
  },
  'GET /visitors/contacts/v1': {
    scope: 'visitors',
    answer: ({ query, house }) => house.contacts.list(query),
  },
  'POST /visitors/contacts/v1': {
    scope: 'visitors',
    answer: ({ call, house }) => house.contacts.create(call),
  },
  'GET /visitors/contacts/v1/{id}': {
    scope: 'visitors.readonly',
    answer: ({ id, house }) => house.contacts.read(id),
  },
  'GET /support/tickets/v1': {
    scope: 'support.readonly',
    answer: ({ query, house }) => house.tickets.list(query),
  },
  'POST /support/tickets/v1': {
    oauthOnly: true,
    scope: 'support',
    answer: ({ call, house }) => house.tickets.create(call),
  },
  'GET /support/tickets/v1/{id}': {
    scope: 'support.readonly',
    answer: ({ id, house }) => house.tickets.read(id),
  },
};
