import { z } from 'zod';
import { fullName } from '#shared/domain/arrival.ts';
import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Dispatch } from '../provider.ts';
import { reference } from '../reference.ts';

// What the kiosk does not need is not checked, and what it needs and is of a wrong kind counts as missing.
const maybe = <T extends z.ZodType>(type: T) => type.nullish().catch(null);

const moment = z.unknown().transform(readInstant).optional();

/** What `GET` of a list answers (Nexudus, REST API, "get visitors"): pages go on while HasNextPage. */
export const page = z.object({
  Records: z.array(z.unknown()),
  HasNextPage: z.boolean().catch(false),
  TotalItems: z.number().optional().catch(undefined),
});

/** The three facts that are kept of a coworker. Rows hold far more, which is personal and left behind here. */
export const coworker = z.object({
  Id: z.int(),
  FullName: z.string().trim().min(1),
  CompanyName: maybe(z.string()),
  Active: maybe(z.boolean()),
});

export const withId = z.object({ Id: z.int() });

/** What is looked at in a visitor (Nexudus, REST API, "get visitors by id"); the whole is kept beside it. */
export const visitor = z.object({
  Id: z.int(),
  BusinessId: maybe(z.int()),
  FullName: maybe(z.string()),
  Email: maybe(z.string()),
  VisitorCode: maybe(z.string()),
  HostApprovalStatus: maybe(z.int()),
  Notes: maybe(z.string()),
  Arrived: maybe(z.boolean()),
  CheckInNow: maybe(z.boolean()),
  ExpectedArrival: moment,
  ArrivalDate: moment,
  DepartureDate: moment,
});
export type VisitorFacts = z.infer<typeof visitor>;

/** A visitor with every field as it was read, since an update replaces them all. */
export interface VisitorRecord {
  readonly facts: VisitorFacts;
  readonly whole: Readonly<Record<string, unknown>>;
}

/** A booking as lists have it (Nexudus, REST API, "get bookings"); FromTime and ToTime are UTC, their Local twins are not. */
export const bookingRow = z.object({
  Id: z.int(),
  ResourceName: z.string().trim().min(1),
  CoworkerId: z.int().positive(),
  CoworkerFullName: z.string().trim().min(1),
  CoworkerCompanyName: maybe(z.string()),
  FromTime: moment.pipe(z.number()),
  ToTime: moment.pipe(z.number()),
  Tentative: maybe(z.boolean()),
});
/** A booking that is nobody's: the house's own. */
export const bookingOfNobody = z.object({ CoworkerId: z.literal([null, 0]) });

export const bookingVisitorRow = z.object({ Id: z.int(), BookingId: z.int(), VisitorId: z.int() });

/** A customer's own visitor (Nexudus, API, "List visitors"): only what is named Utc is an instant. */
export const publicVisitorRow = z.object({
  Id: maybe(z.int()),
  FullName: maybe(z.string()),
  Email: maybe(z.string()),
  UtcExpectedArrival: moment,
});

/** The answer to every create (Nexudus, "create visitor") and update, also with a failure inside a 200. */
export const written = z.object({
  Status: z.number().nullish(),
  Message: maybe(z.string()),
  Value: maybe(z.object({ Id: z.int() })),
  WasSuccessful: z.boolean().nullish(),
  Errors: maybe(z.array(z.object({ PropertyName: maybe(z.string()), Message: maybe(z.string()) }))),
});
export type Written = z.infer<typeof written>;

/** Numbers of the vendor's enums (Nexudus, "create visitor"). */
const source = { administrator: 1, nexIo: 2 } as const;
export const approval = {
  notRequired: 1,
  requested: 2,
  rejected: 3,
  acceptedAndHold: 4,
  acceptedAndGrant: 5,
} as const;
/** Nexudus, service limits: a note holds 255 characters. */
const NOTE_LENGTH = 255;

type Guest = Dispatch<ErrandOf<'walk-in'> | ErrandOf<'registration'>>;

/**
 * The body of `POST /api/spaces/visitors` for somebody who is at the door. Where the host is asked first, nobody is
 * checked in: whether CheckInNow would pass over the host is not documented (Nexudus, "create visitor").
 */
export function walkInBody(dispatch: Dispatch<ErrandOf<'walk-in'>>, businessId: number) {
  const { errand, confirmedAt } = dispatch;
  const asks = errand.asksHost === true;
  return {
    ...guestBody(dispatch, businessId, confirmedAt),
    VisitorSource: source.nexIo,
    HostApprovalStatus: asks ? approval.requested : approval.notRequired,
    ...(errand.agreement === undefined ? {} : { HasAgreedTerms: true }),
    CheckInNow: !asks,
  };
}

/** The same for somebody who will come. */
export function registrationBody(
  dispatch: Dispatch<ErrandOf<'registration'>>,
  businessId: number,
  arrival: string,
) {
  return {
    ...guestBody(dispatch, businessId, arrival),
    VisitorSource: source.administrator,
    HostApprovalStatus: approval.notRequired,
    CheckInNow: false,
  };
}

function guestBody(dispatch: Guest, businessId: number, expectedArrival: string) {
  const { hostId } = dispatch;
  const { visitor } = dispatch.errand;
  return {
    BusinessId: businessId,
    FullName: fullName(visitor),
    Email: visitor.email,
    ExpectedArrival: utc(expectedArrival),
    ...(hostId === undefined ? {} : { CoworkerId: Number(hostId) }),
    ...(visitor.phone === undefined ? {} : { PhoneNumber: visitor.phone }),
    ...(visitor.company === undefined ? {} : { CompanyName: visitor.company }),
    Notes: note(
      reference(dispatch.errand),
      hostId === undefined ? dispatch.errand.host?.name : undefined,
    ),
  };
}

/**
 * One of the visitors of `POST /api/public/visitors`, who is the signed-in customer's. It has no field for a company
 * (Nexudus, API, "Register Visitor").
 */
export function publicVisitorBody(
  { errand }: Dispatch<ErrandOf<'registration'>>,
  businessId: number,
  arrival: string,
) {
  const { visitor, host } = errand;
  const company = visitor.company === undefined ? undefined : `From ${visitor.company}`;
  const notes = note(company, host?.name);
  return {
    BusinessId: businessId,
    FullName: fullName(visitor),
    Email: visitor.email,
    ExpectedArrival: utc(arrival),
    ...(visitor.phone === undefined ? {} : { PhoneNumber: visitor.phone }),
    ...(notes === '' ? {} : { CustomerNotes: notes }),
  };
}

function note(first: string | undefined, hostName: string | undefined): string {
  const host = hostName === undefined ? undefined : `Here to see: ${hostName}`;
  const lines = [first, host].filter((line) => line !== undefined);
  // Half of a surrogate pair is no character, and JSON that holds one is refused by many parsers.
  return lines
    .join('\n')
    .slice(0, NOTE_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '');
}

/** Nexudus reads a time without a zone as UTC; what it makes of a `Z` is not documented. */
export function utc(instant: string | number): string {
  return new Date(instant).toISOString().slice(0, 19);
}

/** The format of the list filters, `YYYY-MM-DDTHH:mm` in UTC (Nexudus, "get visitors"). */
export function filterTime(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}

/** An instant as the vendor writes it, with a zone or as UTC without one; client code has also met `/Date(ms)/`. */
export function readInstant(given: unknown): number | undefined {
  if (typeof given !== 'string') return undefined;
  const legacy = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(given);
  // Instants are written with a year of four digits, and one far from those could not be written at all.
  if (legacy) return Math.abs(Number(legacy[1])) < 6.2e13 ? Number(legacy[1]) : undefined;
  const iso = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(given);
  if (!iso) return undefined;
  const at = Date.parse(`${iso[1]}${iso[2] ?? 'Z'}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Whether an instant that was read is one that was sent, which the vendor may keep to the minute. */
export function isSameMinute(read: number | undefined, sent: number): boolean {
  return read !== undefined && Math.abs(read - sent) < 60_000;
}
