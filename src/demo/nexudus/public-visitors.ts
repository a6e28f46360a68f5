import { type Call, json, type Reply } from '../loopback.ts';
import { jsonOf } from './entity.ts';
import type { NewVisitor } from './new-visitor.ts';
import { dayOf, wallClock } from './site-time.ts';
import type { VisitorRecord, Visitors } from './visitors.ts';
import { bareText, type FieldError, search } from './wire.ts';

export interface Customer {
  readonly username: string;
  readonly password: string;
  readonly coworkerId: number;
}

/** In which shape a customer's own visitors are listed: clients are prepared for both. */
export type PublicList = 'array' | 'records';

/** What the public API lets a customer do with visitors: register some, and see their own. */
export class PublicVisitors {
  readonly #visitors: Visitors;
  readonly #customer: Customer;
  readonly #shape: PublicList;
  readonly #now: () => number;

  constructor(visitors: Visitors, customer: Customer, shape: PublicList, now: () => number) {
    this.#visitors = visitors;
    this.#customer = customer;
    this.#shape = shape;
    this.#now = now;
  }

  /**
   * Nexudus, API, Register Visitor: an array; either all of them or none. A client's author saw 200 with nothing in it,
   * not even an Id.
   */
  create(call: Call): Reply {
    const sent = jsonOf(call);
    if ('refusal' in sent) return sent.refusal;
    if (!Array.isArray(sent.given)) return bareText(400, 'An array of visitors is expected');
    const all: NewVisitor[] = [];
    for (const one of sent.given) {
      const result = this.#visitors.check(this.#whole(one));
      if ('errors' in result) return bareText(400, inWords(result.errors));
      all.push(result.value);
    }
    for (const visitor of all) this.#visitors.add(visitor, this.#customer.username);
    return { status: 200 };
  }

  /**
   * Nexudus, API, List visitors. What `showUpcoming` leaves out is not documented; here those who were expected before
   * today.
   */
  mine(query: URLSearchParams): Reply {
    const today = dayOf(this.#now());
    const onlyUpcoming = query.get('showUpcoming') === 'true';
    const { coworkerId } = this.#customer;
    const rows = this.#visitors
      .readable()
      .filter(({ CoworkerId }) => CoworkerId === coworkerId)
      .map(shown)
      .filter(({ ExpectedArrival }) => !onlyUpcoming || ExpectedArrival.slice(0, 10) >= today);
    if (this.#shape === 'array') return json(200, rows);
    return search(query, rows, { columns: ['Id', 'FullName'], order: 'UtcExpectedArrival' });
  }

  /** A customer has no say in the other fields. */
  #whole(given: unknown) {
    const { BusinessId, FullName, Email, PhoneNumber, ExpectedArrival, CustomerNotes } = Object(
      given,
    ) as Readonly<Record<string, unknown>>;
    return {
      BusinessId,
      FullName,
      Email,
      PhoneNumber,
      ExpectedArrival,
      CustomerNotes,
      CoworkerId: this.#customer.coworkerId,
      VisitorSource: 3,
      HostApprovalStatus: 1,
    };
  }
}

/** Seen by a client's author: of the e-mail address, which the docs call optional, there has to be one. */
function inWords([first]: readonly FieldError[]): string {
  if (first?.PropertyName !== 'Email') return `${first?.PropertyName}: ${first?.Message}`;
  return first.AttemptedValue ? 'Invalid Email Address' : 'The e-mail address is not valid';
}

/** Nexudus, API, List visitors: without Utc it is the clock on the location's wall. It has no CustomerNotes. */
function shown(record: VisitorRecord) {
  const local = (utc: string) => wallClock(Date.parse(utc));
  return {
    Id: record.Id,
    UniqueId: record.UniqueId,
    FullName: record.FullName,
    Email: record.Email,
    PhoneNumber: record.PhoneNumber,
    Notes: record.Notes,
    ExpectedArrival: local(record.ExpectedArrival),
    UtcExpectedArrival: record.ExpectedArrival,
    ArrivalDate: record.ArrivalDate && local(record.ArrivalDate),
    UtcArrivalDate: record.ArrivalDate,
    Arrived: record.Arrived,
    CreatedOn: local(record.CreatedOn),
    CreatedOnUtc: record.CreatedOn,
    UpdatedOn: local(record.UpdatedOn),
    UpdatedOnUtc: record.UpdatedOn,
  };
}
