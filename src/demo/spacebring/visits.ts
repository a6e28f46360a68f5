import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Call, json, type Reply } from '../loopback.ts';
import { type Directory, location, type MembershipRecord, reception } from './records.ts';
import { dayOf } from './site-day.ts';
import { type Naming, named, type Visit, visitRecord } from './visit-record.ts';
import { type Visitor, type VisitorUsers, visitor } from './visitor.ts';
import {
  badRequest,
  bodyAs,
  createDateQuery,
  dateQuery,
  isWithin,
  listed,
  listQuery,
  notFound,
  problems,
  readableOf,
  timestamp,
} from './wire.ts';

/** Spacebring, OpenAPI, components/requestBodies/createVisit: there is no field for the host. */
const newVisit = z.strictObject({
  visit: z.strictObject({
    comment: z.string().optional(),
    date: timestamp,
    locationRef: z.uuid(),
    visitor,
  }),
});

/** Spacebring, OpenAPI, components/requestBodies/updateVisit. */
const changedVisit = z.strictObject({
  visit: z.strictObject({ comment: z.string().optional(), date: timestamp }),
});

/** Spacebring, OpenAPI, GET /visitors/visits/v1. */
const visitQuery = z.object({
  ...listQuery,
  ...createDateQuery,
  ...dateQuery,
  userRefHost: z.uuid().optional(),
});

export interface VisitsOptions {
  readonly directory: () => Directory;
  readonly visitors: VisitorUsers;
  readonly now: () => number;
  readonly readLagMs: number;
  readonly naming: Naming;
}

export interface Planned {
  readonly host: MembershipRecord;
  readonly visitor: Visitor;
  readonly date: string;
  readonly comment?: string | undefined;
  /** One that no other visit has, unless given. */
  readonly code?: string | undefined;
  /** ms since the epoch; now unless given. */
  readonly createdAt?: number;
}

export class Visits {
  readonly records: Visit[] = [];
  readonly #options: VisitsOptions;

  constructor(options: VisitsOptions) {
    this.#options = options;
  }

  add({ host, visitor, date, comment, code, createdAt }: Planned): Visit {
    const { directory, visitors, now } = this.#options;
    const facts = {
      code: code ?? this.#freeCode(),
      date,
      createDate: new Date(createdAt ?? now()).toISOString(),
      comment,
      host,
      visitor,
      userRefVisitor: visitors.idOf(visitor),
    };
    const visit = visitRecord(facts, directory());
    this.records.push(visit);
    return visit;
  }

  /** What a code opens today; on any other day, the visit that it would open then. */
  withCode(code: string): Visit | undefined {
    const found = this.records.filter((one) => one.code === code);
    return found.find((one) => this.isToday(one)) ?? found.at(-1);
  }

  isToday({ date }: Visit): boolean {
    return dayOf(Date.parse(date)) === dayOf(this.#options.now());
  }

  change(visit: Visit, to: Partial<Visit>): Visit {
    const changed = { ...visit, ...to };
    this.records[this.records.indexOf(visit)] = changed;
    return changed;
  }

  answer(status: 200 | 201, visit: Visit): Reply {
    return json(status, { visit: named(visit, this.#options.naming) });
  }

  /** Spacebring, API reference, authentication: a token acts as its user, who is thereby the host. */
  create(call: Call): Reply {
    const given = bodyAs(call, newVisit);
    if (given.refused) return given.refused;
    const { locationRef, ...planned } = given.data.visit;
    if (locationRef !== location.id) return badRequest('visit.locationRef: is not known');
    return this.answer(201, this.add({ host: reception, ...planned }));
  }

  /** The order is not documented; here the oldest comes first. Cancelled ones stay in the list, with `deleteDate`. */
  list(query: URLSearchParams): Reply {
    const asked = visitQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return problems(asked.error);
    const { userRefHost, ...dates } = asked.data;
    const rows = this.#readable().filter(
      ({ createDate, date, ...one }) =>
        (userRefHost === undefined || one.userRefHost === userRefHost) &&
        isWithin(createDate, dates['createDate[gte]'], dates['createDate[lte]']) &&
        isWithin(date, dates['date[gte]'], dates['date[lte]']),
    );
    const { naming } = this.#options;
    return listed(
      'visits',
      query,
      asked.data,
      rows.map((visit) => named(visit, naming)),
    );
  }

  read(id: string): Reply {
    const visit = this.#readable().find((one) => one.id === id);
    return visit ? this.answer(200, visit) : notFound('Visit');
  }

  /** Whether a comment that is left out is taken away is not documented; here it stays. */
  update(id: string, call: Call): Reply {
    const visit = this.records.find((one) => one.id === id);
    if (!visit) return notFound('Visit');
    const given = bodyAs(call, changedVisit);
    if (given.refused) return given.refused;
    if (visit.deleteDate !== undefined) return badRequest('The visit is canceled.');
    const { date, comment } = given.data.visit;
    return this.answer(
      200,
      this.change(visit, { date, ...(comment === undefined ? {} : { comment }) }),
    );
  }

  cancel(id: string): Reply {
    const visit = this.records.find((one) => one.id === id);
    if (!visit) return notFound('Visit');
    if (visit.deleteDate !== undefined) return badRequest('The visit is canceled already.');
    this.change(visit, { deleteDate: new Date(this.#options.now()).toISOString() });
    return { status: 204 };
  }

  #readable(): Visit[] {
    const { now, readLagMs } = this.#options;
    return readableOf(this.records, now(), readLagMs);
  }

  #freeCode(): string {
    for (;;) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      if (this.records.every((one) => one.code !== code)) return code;
    }
  }
}
