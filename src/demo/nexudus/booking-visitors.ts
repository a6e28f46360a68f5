import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, json, type Reply } from '../loopback.ts';
import type { Bookings } from './bookings.ts';
import { checked, jsonOf } from './entity.ts';
import { type Filters, filtered } from './filters.ts';
import { id } from './new-visitor.ts';
import { Shelf } from './shelf.ts';
import type { VisitorRecord } from './visitor-record.ts';
import type { Visitors } from './visitors.ts';
import { created, type FieldError, instant, invalid, search, told } from './wire.ts';

/** A visitor of a booking; the visitor's own fields are copies: Nexudus, REST API, Get bookingvisitors by id. */
export type BookingVisitorRecord = Readonly<ReturnType<typeof recordOf>>;

/** Nexudus, REST API, Create bookingvisitor. */
const newBookingVisitor = z.object({ BookingId: id, VisitorId: id });
type NewBookingVisitor = z.output<typeof newBookingVisitor>;

const filters: Filters<BookingVisitorRecord> = {
  entity: 'BookingVisitor',
  equal: { Booking: 'BookingId', Visitor: 'VisitorId' },
  ranges: ['CreatedOn', 'UpdatedOn'],
};

/** Which visitors come for which booking. A second link between the same two is one more. */
export class BookingVisitors {
  readonly #bookings: Bookings;
  readonly #visitors: Visitors;
  readonly #username: string;
  readonly #now: () => number;
  readonly #shelf: Shelf<BookingVisitorRecord>;

  constructor(
    bookings: Bookings,
    visitors: Visitors,
    { username, now, readLagMs }: { username: string; now: () => number; readLagMs: number },
  ) {
    this.#bookings = bookings;
    this.#visitors = visitors;
    this.#username = username;
    this.#now = now;
    this.#shelf = new Shelf(now, readLagMs);
  }

  get records(): readonly BookingVisitorRecord[] {
    return this.#shelf.records;
  }

  read(id: number): Reply {
    const record = this.#shelf.read(id);
    return record ? json(200, record) : told(404, `There is no BookingVisitor ${id}.`);
  }

  list(query: URLSearchParams): Reply {
    const { rows, errors } = filtered(query, this.#shelf.readable(), filters);
    if (errors.length > 0) return invalid(errors);
    return search(query, rows, { columns: ['Id', 'BookingId', 'VisitorId'], order: 'Id' });
  }

  create(call: Call): Reply {
    const sent = jsonOf(call);
    if ('refusal' in sent) return sent.refusal;
    const result = checked(newBookingVisitor, sent.given);
    if ('errors' in result) return invalid(result.errors);
    const visitor = this.#visitors.stored(result.value.VisitorId);
    const errors = this.#misfits(result.value, visitor);
    if (!visitor || errors.length > 0) return invalid(errors);
    const now = instant(this.#now());
    const bookingId = result.value.BookingId;
    const record = recordOf(this.#shelf.nextId(), bookingId, visitor, now, this.#username);
    this.#shelf.put(record);
    return created('BookingVisitor', record.Id, record.UpdatedOn, record.UpdatedBy);
  }

  #misfits({ BookingId, VisitorId }: NewBookingVisitor, visitor?: VisitorRecord): FieldError[] {
    const errors: FieldError[] = [];
    const misfit = (PropertyName: string, AttemptedValue: number, Message: string) =>
      errors.push({ AttemptedValue, Message, PropertyName });
    const booking = this.#bookings.get(BookingId);
    if (!booking) misfit('BookingId', BookingId, 'does not exist');
    // Nexudus, REST API, Create bookingvisitor: only where Booking.CoworkerId is not null.
    else if (booking.CoworkerId === null)
      misfit('BookingId', BookingId, 'must belong to a customer');
    if (!visitor) misfit('VisitorId', VisitorId, 'does not exist');
    return errors;
  }
}

function recordOf(id: number, bookingId: number, visitor: VisitorRecord, now: string, by: string) {
  return {
    Id: id,
    UniqueId: randomUUID() as string,
    BookingId: bookingId,
    VisitorId: visitor.Id,
    VisitorFullName: visitor.FullName,
    VisitorEmail: visitor.Email,
    VisitorPhoneNumber: visitor.PhoneNumber,
    VisitorCompanyName: visitor.CompanyName,
    CreatedOn: now,
    UpdatedOn: now,
    UpdatedBy: by,
    IsNew: false,
    SystemId: null,
    ToStringText: visitor.FullName,
  };
}
