import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, json, type Reply } from '../loopback.ts';
import { checkedIn } from './check-in.ts';
import { type Directory, location, memberOf } from './records.ts';
import type { Visit } from './visit-record.ts';
import { type Visitor, type VisitorUsers, visitor } from './visitor.ts';
import type { Visits } from './visits.ts';
import { badRequest, bodyAs, listedByCreation, notFound, readableOf } from './wire.ts';

/**
 * Spacebring, OpenAPI, components/requestBodies/createVisitRequest. Unknown properties are refused, as the API
 * reference says of other creations.
 */
const newRequest = z.strictObject({
  request: z.strictObject({ locationRef: z.uuid(), userRefHost: z.uuid(), visitor }),
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
  readonly visitor: Visitor;
}

/** How hosts answer, and what of that the vendor's documents leave open. */
export interface HostsAnswer {
  /** Every host approves that long after the request; nobody answers by themselves unless given. */
  readonly answersAfterMs?: number;
  /** An approval is a check-in as well. */
  readonly approvalChecksIn?: boolean;
  /** A request can be read still when it was approved or rejected. */
  readonly keepsDecidedRequests?: boolean;
}

interface VisitRequestsOptions extends HostsAnswer {
  readonly directory: () => Directory;
  readonly visitors: VisitorUsers;
  readonly visits: Visits;
  readonly now: () => number;
  readonly readLagMs: number;
}

export class VisitRequests {
  readonly records: VisitRequest[] = [];
  readonly #pending = new Map<string, VisitRequest>();
  readonly #options: VisitRequestsOptions;

  constructor(options: VisitRequestsOptions) {
    this.#options = options;
  }

  create(call: Call): Reply {
    const given = bodyAs(call, newRequest);
    if (given.refused) return given.refused;
    const { locationRef, userRefHost, visitor } = given.data.request;
    if (locationRef !== location.id) return badRequest('request.locationRef: is not known');
    const host = memberOf(this.#options.directory(), userRefHost);
    if (!host) return badRequest('request.userRefHost: is no member of this location');
    const request: VisitRequest = {
      createDate: new Date(this.#options.now()).toISOString(),
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
      userRefVisitor: this.#options.visitors.idOf(visitor),
      visitor,
    };
    this.records.push(request);
    this.#pending.set(request.id, request);
    return json(201, { request });
  }

  read(id: string): Reply {
    const request = this.#readable().find((one) => one.id === id);
    return request ? json(200, { request }) : notFound('Request');
  }

  /** Spacebring, OpenAPI, GET /visitors/requests/v1. */
  list(query: URLSearchParams): Reply {
    return listedByCreation('requests', query, this.#readable());
  }

  /** What `approve` or `reject` is to be answered with, unless the request waits for its answer. */
  refusalOf(id: string): Reply | undefined {
    if (this.#pending.has(id)) return undefined;
    const isKept = this.#options.keepsDecidedRequests && this.records.some((one) => one.id === id);
    return isKept ? badRequest('The request was answered already.') : notFound('Request');
  }

  /**
   * Makes it a visit, which nothing leads back from to the request.
   * @throws if the request does not wait for an answer
   */
  approve(id: string, at: number = this.#options.now()): Visit {
    const { visitor, userRefHost } = this.#decide(id);
    const { directory, visits, approvalChecksIn } = this.#options;
    const host = memberOf(directory(), userRefHost);
    if (!host) throw new Error(`The host of the request ${id} is gone`);
    const visit = visits.add({ host, visitor, date: new Date(at).toISOString(), createdAt: at });
    return approvalChecksIn ? visits.change(visit, checkedIn(at)) : visit;
  }

  /** @throws if the request does not wait for an answer */
  reject(id: string): void {
    this.#decide(id);
  }

  /** Catches up with what hosts have done by themselves since. */
  settle(): void {
    const { answersAfterMs, now } = this.#options;
    if (answersAfterMs === undefined) return;
    for (const { id, createDate } of [...this.#pending.values()]) {
      const at = Date.parse(createDate) + answersAfterMs;
      if (at <= now()) this.approve(id, at);
    }
  }

  #decide(id: string): VisitRequest {
    const request = this.#pending.get(id);
    if (!request) throw new Error(`No request ${id} waits for an answer`);
    this.#pending.delete(id);
    return request;
  }

  #readable(): VisitRequest[] {
    const { now, readLagMs, keepsDecidedRequests } = this.#options;
    const kept = keepsDecidedRequests ? this.records : [...this.#pending.values()];
    return readableOf(kept, now(), readLagMs);
  }
}
