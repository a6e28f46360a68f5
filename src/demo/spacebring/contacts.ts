import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, json, type Reply } from '../loopback.ts';
import { location } from './records.ts';
import { type Visitor, type VisitorUsers, visitor } from './visitor.ts';
import { badRequest, bodyAs, listedByCreation, notFound, readableOf } from './wire.ts';

/** Spacebring, OpenAPI, components/requestBodies/createContact. */
const newContact = z.strictObject({
  contact: z.strictObject({ locationRef: z.uuid(), visitor }),
});

/** Spacebring, OpenAPI, components/schemas/contact: somebody who came to nobody in particular. */
export interface Contact {
  readonly createDate: string;
  /** What it is beside `createDate` is not documented; here they are the same. */
  readonly date: string;
  readonly id: string;
  readonly locationRef: string;
  readonly userRefVisitor: string;
  readonly visitor: Visitor;
}

export class Contacts {
  readonly records: Contact[] = [];
  readonly #visitors: VisitorUsers;
  readonly #now: () => number;
  readonly #readLagMs: number;

  constructor(visitors: VisitorUsers, now: () => number, readLagMs: number) {
    this.#visitors = visitors;
    this.#now = now;
    this.#readLagMs = readLagMs;
  }

  create(call: Call): Reply {
    const given = bodyAs(call, newContact);
    if (given.refused) return given.refused;
    const { locationRef, visitor } = given.data.contact;
    if (locationRef !== location.id) return badRequest('contact.locationRef: is not known');
    const createDate = new Date(this.#now()).toISOString();
    const contact: Contact = {
      createDate,
      date: createDate,
      id: randomUUID(),
      locationRef,
      userRefVisitor: this.#visitors.idOf(visitor),
      visitor,
    };
    this.records.push(contact);
    return json(201, { contact });
  }

  read(id: string): Reply {
    const contact = this.#readable().find((one) => one.id === id);
    return contact ? json(200, { contact }) : notFound('Contact');
  }

  /** Spacebring, OpenAPI, GET /visitors/contacts/v1. */
  list(query: URLSearchParams): Reply {
    return listedByCreation('contacts', query, this.#readable());
  }

  #readable(): Contact[] {
    return readableOf(this.records, this.#now(), this.#readLagMs);
  }
}
