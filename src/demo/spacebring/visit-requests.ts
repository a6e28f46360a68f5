import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, isJson, json, parsed, type Reply } from '../loopback.ts';
import { location, type MembershipRecord } from './records.ts';
import { badRequest, listQuery, problems, refusal, slice } from './wire.ts';

/**
 * Spacebring, OpenAPI, components/requestBodies/createVisitRequest. The e-mail address has no format, and unknown
 * properties are refused, as the API reference says of other creations.
 */
const newRequest = z.strictObject({
  request: z.strictObject({
    locationRef: z.uuid(),
    userRefHost: z.uuid(),
    visitor: z.strictObject({
      email: z.string().min(1),
      name: z.string().min(1),
      phoneNumber: z.string().optional(),
      surname: z.string().optional(),
    }),
  }),
});

/** Spacebring, OpenAPI, components/schemas/visitRequest: it has no status, no time of the visit and no free field. */
export interface VisitRequest {
  /** ISO 8601, UTC, with milliseconds. */
  readonly createDate: string;
  readonly id: string;
  readonly locationRef: string;
  readonly membershipRefHost: string;
  readonly userHost: {
    readonly id: string;
    readonly name: string | null;
    readonly photoUrl: string | null;
    readonly surname: string | null;
  };
  readonly userRefHost: string;
  readonly userRefVisitor: string;
  readonly visitor: z.output<typeof newRequest>['request']['visitor'];
}

const requestQuery = z.object({
  ...listQuery,
  'createDate[gte]': z.iso.datetime({ offset: true }).optional(),
  'createDate[lte]': z.iso.datetime({ offset: true }).optional(),
});

export class VisitRequests {
  readonly records: VisitRequest[] = [];
  readonly #memberships: () => readonly MembershipRecord[];
  readonly #now: () => number;
  readonly #readLagMs: number;
  /** By e-mail address: who comes twice is one user. */
  readonly #visitors = new Map<string, string>();

  constructor(
    memberships: () => readonly MembershipRecord[],
    now: () => number,
    readLagMs: number,
  ) {
    this.#memberships = memberships;
    this.#now = now;
    this.#readLagMs = readLagMs;
  }

  create({ headers, body }: Call): Reply {
    if (!isJson(headers)) return badRequest('The body must be application/json.');
    const given = newRequest.safeParse(parsed(body));
    if (!given.success) return problems(given.error);
    const { locationRef, userRefHost, visitor } = given.data.request;
    if (locationRef !== location.id) return badRequest('request.locationRef: is not known');
    const host = this.#memberships().find((one) => one.userRef === userRefHost);
    if (host?.status !== 'approved' || host.deleteDate !== undefined)
      return badRequest('request.userRefHost: is no member of this location');
    const visitorKey = visitor.email.toLowerCase();
    const userRefVisitor = this.#visitors.get(visitorKey) ?? randomUUID();
    this.#visitors.set(visitorKey, userRefVisitor);
    const request: VisitRequest = {
      createDate: new Date(this.#now()).toISOString(),
      id: randomUUID(),
      locationRef,
      membershipRefHost: host.id,
      userHost: {
        id: userRefHost,
        name: host.user.name,
        photoUrl: null,
        surname: host.user.surname ?? null,
      },
      userRefHost,
      userRefVisitor,
      visitor,
    };
    this.records.push(request);
    return json(201, { request });
  }

  read(id: string): Reply {
    const request = this.#readable().find((one) => one.id === id);
    return request ? json(200, { request }) : refusal(404, 'not_found', 'Request not found.');
  }

  /** Spacebring, OpenAPI, GET /visitors/requests/v1. The order is not documented; here the oldest comes first. */
  list(query: URLSearchParams): Reply {
    const asked = requestQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return problems(asked.error);
    const from = Date.parse(asked.data['createDate[gte]'] ?? '') || Number.NEGATIVE_INFINITY;
    const to = Date.parse(asked.data['createDate[lte]'] ?? '') || Number.POSITIVE_INFINITY;
    const rows = this.#readable().filter(({ createDate }) => {
      const at = Date.parse(createDate);
      return at >= from && at <= to;
    });
    const page = slice(query, asked.data, rows);
    return page
      ? json(200, { requests: page.rows, ...page.next })
      : badRequest('nextPageToken: is not valid');
  }

  #readable(): VisitRequest[] {
    const latest = this.#now() - this.#readLagMs;
    return this.records.filter(({ createDate }) => Date.parse(createDate) <= latest);
  }
}
