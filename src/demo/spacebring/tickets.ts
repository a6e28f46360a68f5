import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Call, json, type Reply } from '../loopback.ts';
import { type Directory, location, type MembershipRecord, memberOf, reception } from './records.ts';
import { badRequest, bodyAs, listed, listQuery, notFound, problems, readableOf } from './wire.ts';

/** Spacebring, OpenAPI, components/requestBodies/createSupportTicket: a fixed list, and one of it is needed. */
const ticketType = z.enum([
  'access',
  'accountAndBilling',
  'bookings',
  'cleaning',
  'discriminationAndHarassment',
  'internet',
  'mailAndPackages',
  'noiseAndAcoustics',
  'offensiveOrObjectionableContent',
  'other',
  'printing',
  'repairAndMaintenance',
  'temperatureAndVentilation',
  'websiteAndApp',
]);

const newTicket = z.strictObject({
  ticket: z.strictObject({
    locationRef: z.uuid(),
    text: z.string().min(1),
    type: ticketType,
    userRefRequester: z.uuid().optional(),
  }),
});

/** Spacebring, OpenAPI, GET /support/tickets/v1: one or several, up to a hundred, none of them twice. */
const ids = z
  .string()
  .transform((given) => given.split(','))
  .pipe(z.array(z.uuid()).max(100))
  .refine((given) => new Set(given).size === given.length, 'has one twice')
  .optional();

const ticketQuery = z.object({
  ...listQuery,
  membershipRefRequester: ids,
  userRefAssignee: ids,
  order: z
    .enum(['createDate:asc', 'createDate:desc', 'updateDate:asc', 'updateDate:desc'])
    .default('createDate:desc'),
});

/** Spacebring, OpenAPI, components/schemas/ticket: what came as `text` goes out as `description`. */
export interface Ticket {
  readonly createDate: string;
  readonly description: string;
  readonly id: string;
  readonly locationRef: string;
  readonly membershipRefRequester: string;
  readonly membershipRequester: ReturnType<typeof membershipOf>;
  /** From 1, within the location. */
  readonly number: number;
  readonly status: 'new';
  readonly type: z.output<typeof ticketType>;
  readonly updateDate: string;
  readonly userRequester: ReturnType<typeof userOf>;
}

/** Nobody answers a ticket here, so all that happens to one is that it is created. */
export class Tickets {
  readonly records: Ticket[] = [];
  /** By the ticket's id. */
  readonly #activities = new Map<string, Activity>();
  readonly #directory: () => Directory;
  readonly #now: () => number;
  readonly #readLagMs: number;

  constructor(directory: () => Directory, now: () => number, readLagMs: number) {
    this.#directory = directory;
    this.#now = now;
    this.#readLagMs = readLagMs;
  }

  /** Whether a visitor can be the requester is not documented; here it is a member, or the token's user. */
  create(call: Call): Reply {
    const given = bodyAs(call, newTicket);
    if (given.refused) return given.refused;
    const { locationRef, text, type, userRefRequester } = given.data.ticket;
    if (locationRef !== location.id) return badRequest('ticket.locationRef: is not known');
    const requester = memberOf(this.#directory(), userRefRequester ?? reception.userRef);
    if (!requester) return badRequest('ticket.userRefRequester: is no member of this location');
    const createDate = new Date(this.#now()).toISOString();
    const ticket: Ticket = {
      createDate,
      description: text,
      id: randomUUID(),
      locationRef,
      membershipRefRequester: requester.id,
      membershipRequester: membershipOf(requester),
      number: this.records.length + 1,
      status: 'new',
      type,
      updateDate: createDate,
      userRequester: userOf(requester),
    };
    this.records.push(ticket);
    this.#activities.set(ticket.id, creationOf(ticket));
    return json(201, this.#withActivities(ticket));
  }

  read(id: string): Reply {
    const ticket = this.#readable().find((one) => one.id === id);
    return ticket ? json(200, this.#withActivities(ticket)) : notFound('Ticket');
  }

  list(query: URLSearchParams): Reply {
    const asked = ticketQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return problems(asked.error);
    const { membershipRefRequester: requesters, userRefAssignee: assignees, order } = asked.data;
    const directory = this.#directory();
    const known = new Set([reception, ...directory.memberships].map((one) => one.id));
    if (requesters?.some((id) => !known.has(id)))
      return badRequest('membershipRefRequester: is no member of this location');
    if (assignees?.some((id) => !memberOf(directory, id)))
      return badRequest('userRefAssignee: is not known');
    // No ticket has an assignee.
    const rows = this.#readable().filter(
      (one) =>
        assignees === undefined && (requesters?.includes(one.membershipRefRequester) ?? true),
    );
    return listed('tickets', query, asked.data, order.endsWith(':asc') ? rows : rows.reverse());
  }

  #withActivities(ticket: Ticket) {
    const created = this.#activities.get(ticket.id);
    return { ticket, activities: created ? [created] : [] };
  }

  #readable(): Ticket[] {
    return readableOf(this.records, this.#now(), this.#readLagMs);
  }
}

/** Spacebring, OpenAPI, components/schemas/ticketActivity. */
const creationOf = ({ createDate, id }: Ticket) => ({
  createDate,
  id: randomUUID(),
  membership: membershipOf(reception),
  ticketRef: id,
  type: 'ticketCreated',
});
type Activity = ReturnType<typeof creationOf>;

const userOf = ({ user }: MembershipRecord) => ({
  blocked: false,
  email: user.email,
  id: user.id,
  name: user.name,
  phoneNumber: user.phoneNumber,
  photoUrl: null,
  surname: user.surname ?? null,
});

const membershipOf = (member: MembershipRecord) => ({
  id: member.id,
  roleType: member.role,
  type: member.type,
  user: userOf(member),
});
