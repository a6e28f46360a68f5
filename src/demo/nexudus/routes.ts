import { type Call, json, type Reply } from '../loopback.ts';
import type { BookingVisitors } from './booking-visitors.ts';
import type { Bookings } from './bookings.ts';
import type { PublicVisitors } from './public-visitors.ts';
import { BUSINESS_ID, business, type Directory } from './records.ts';
import type { Visitors } from './visitors.ts';
import { denied, search, told } from './wire.ts';

/** Nexudus, REST API: each endpoint's page names the role that it takes. */
export type Role =
  | 'Coworker-List'
  | 'Visitor-Create'
  | 'Visitor-Edit'
  | 'Visitor-List'
  | 'Visitor-Read'
  | 'Booking-List'
  | 'Booking-Read'
  | 'BookingVisitor-Create'
  | 'BookingVisitor-List'
  | 'BookingVisitor-Read'
  | 'Business-List'
  | 'Business-Read';

/** What can be asked for. */
export interface House {
  readonly directory: () => Directory;
  readonly visitors: Visitors;
  readonly bookings: Bookings;
  readonly bookingVisitors: BookingVisitors;
  readonly publicVisitors: PublicVisitors;
}

interface Question extends House {
  readonly call: Call;
  /** Only where the path has one. */
  readonly id: number;
}

interface Route {
  /** None where a customer asks. */
  readonly role?: Role;
  readonly answer: (question: Question) => Reply;
}

/** The public API: everything else is an administrator's. */
export const isPublic = ({ path }: Call): boolean => path.startsWith('/api/public/');

/** The answer to somebody who has been let in. */
export function routed(call: Call, roles: ReadonlySet<Role>, house: House): Reply {
  const [, collection = '', id] = /^(.*?)(?:\/(\d+))?$/.exec(call.path) ?? [];
  const place = id === undefined ? collection : `${collection}/{id}`;
  const route = routes[`${call.method} ${place}`];
  if (!route) return lost(call.method, place);
  if (route.role && !roles.has(route.role)) return denied();
  return route.answer({ call, id: Number(id), ...house });
}

function lost(method: string, place: string): Reply {
  const isKnown =
    writeOnly.includes(place) || Object.keys(routes).some((one) => one.endsWith(` ${place}`));
  return isKnown
    ? told(405, `The requested resource does not support http method '${method}'.`)
    : told(404, 'No HTTP resource was found that matches the request URI.');
}

const routes: Readonly<Record<string, Route>> = {
  'GET /api/spaces/coworkers': {
    role: 'Coworker-List',
    answer: ({ call, directory }) =>
      search(call.query, [...directory().values()], {
        columns: ['Id', 'FullName', 'Email', 'CompanyName'],
        order: 'Id',
      }),
  },
  'POST /api/spaces/visitors': {
    role: 'Visitor-Create',
    answer: ({ call, visitors }) => visitors.create(call),
  },
  'PUT /api/spaces/visitors': {
    role: 'Visitor-Edit',
    answer: ({ call, visitors }) => visitors.update(call),
  },
  'GET /api/spaces/visitors': {
    role: 'Visitor-List',
    answer: ({ call, visitors }) => visitors.list(call.query),
  },
  'GET /api/spaces/visitors/{id}': {
    role: 'Visitor-Read',
    answer: ({ id, visitors }) => visitors.read(id),
  },
  'GET /api/spaces/bookings': {
    role: 'Booking-List',
    answer: ({ call, bookings }) => bookings.list(call.query),
  },
  'GET /api/spaces/bookings/{id}': {
    role: 'Booking-Read',
    answer: ({ id, bookings }) => bookings.read(id),
  },
  'POST /api/spaces/bookingvisitors': {
    role: 'BookingVisitor-Create',
    answer: ({ call, bookingVisitors }) => bookingVisitors.create(call),
  },
  'GET /api/spaces/bookingvisitors': {
    role: 'BookingVisitor-List',
    answer: ({ call, bookingVisitors }) => bookingVisitors.list(call.query),
  },
  'GET /api/spaces/bookingvisitors/{id}': {
    role: 'BookingVisitor-Read',
    answer: ({ id, bookingVisitors }) => bookingVisitors.read(id),
  },
  'GET /api/sys/businesses': {
    role: 'Business-List',
    answer: ({ call }) => search(call.query, [business], { columns: ['Id', 'Name'], order: 'Id' }),
  },
  'GET /api/sys/businesses/{id}': {
    role: 'Business-Read',
    answer: ({ id }) =>
      id === BUSINESS_ID ? json(200, business) : told(404, `There is no Business ${id}.`),
  },
  'POST /api/public/visitors': {
    answer: ({ call, publicVisitors }) => publicVisitors.create(call),
  },
  'GET /api/public/visitors/my': {
    answer: ({ call, publicVisitors }) => publicVisitors.mine(call.query),
  },
};

/** Seen by a client's author: places of the public API that are there, and cannot be read. */
const writeOnly: readonly string[] = ['/api/public/visitors/all', '/api/public/visitors/upcoming'];

/** Every one that there is. */
export const allRoles = (): Role[] => Object.values(routes).flatMap(({ role }) => role ?? []);
