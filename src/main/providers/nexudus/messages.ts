import { z } from 'zod';
import { type Arrival, fullName } from '#shared/domain/arrival.ts';
import type { Visit } from '../provider.ts';

/** What `GET` of a list answers (Nexudus, REST API, "get visitors"): pages go on while HasNextPage. */
export const page = z.object({
  Records: z.array(z.unknown()),
  HasNextPage: z.boolean().catch(false),
  TotalItems: z.number().optional(),
});

/** The three facts that are kept of a coworker. Rows hold far more, which is personal and left behind here. */
export const coworker = z.object({
  Id: z.int(),
  FullName: z.string().trim().min(1),
  CompanyName: z.string().nullish(),
  Active: z.boolean().nullish(),
});

/** A visitor as read back; list rows may leave Notes out, so it is read by id (Nexudus, "get visitors"). */
export const visitorRow = z.object({ Id: z.int() });
export const visitorRecord = z.object({ Id: z.int(), Notes: z.string().nullish() });

/** The answer to every create (Nexudus, "create visitor"), also with a failure inside a 200. */
export const written = z.object({
  Status: z.number().nullish(),
  Message: z.string().nullish(),
  Value: z.object({ Id: z.int() }).nullish().catch(null),
  WasSuccessful: z.boolean().nullish(),
  Errors: z
    .array(z.object({ PropertyName: z.string().nullish(), Message: z.string().nullish() }))
    .nullish()
    .catch(null),
});
export type Written = z.infer<typeof written>;

/** Numbers of the vendor's enums (Nexudus, "create visitor"). */
const VISITOR_SOURCE_NEXIO = 2;
const APPROVAL_NOT_REQUIRED = 1;
/** Nexudus, service limits: a note holds 255 characters. */
const NOTE_LENGTH = 255;

/** The mark by which an arrival is found again among the vendor's records. */
export function reference(arrival: Arrival): string {
  return `Vestibule ${arrival.id}`;
}

/** The body of `POST /api/spaces/visitors` for somebody who is at the door. */
export function visitorBody(visit: Visit, businessId: number): Record<string, unknown> {
  const { arrival } = visit;
  const { visitor } = arrival;
  return {
    BusinessId: businessId,
    FullName: fullName(visitor),
    Email: visitor.email,
    ExpectedArrival: utc(arrival.confirmedAt),
    ...(visit.hostId === undefined ? {} : { CoworkerId: Number(visit.hostId) }),
    VisitorSource: VISITOR_SOURCE_NEXIO,
    HostApprovalStatus: APPROVAL_NOT_REQUIRED,
    ...(visitor.phone === undefined ? {} : { PhoneNumber: visitor.phone }),
    ...(visitor.company === undefined ? {} : { CompanyName: visitor.company }),
    ...(arrival.agreement === undefined ? {} : { HasAgreedTerms: true }),
    CheckInNow: true,
    Notes: notes(visit),
  };
}

function notes({ arrival, hostId }: Visit): string {
  const host = hostId === undefined ? `\nHere to see: ${arrival.host.name}` : '';
  // Half of a surrogate pair is no character, and JSON that holds one is refused by many parsers.
  return `${reference(arrival)}${host}`.slice(0, NOTE_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}

/** Nexudus reads a time without a zone as UTC; what it makes of a `Z` is not documented. */
function utc(instant: string): string {
  return new Date(instant).toISOString().slice(0, 19);
}

/** The format of the list filters, `YYYY-MM-DDTHH:mm` in UTC (Nexudus, "get visitors"). */
export function filterTime(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16);
}
