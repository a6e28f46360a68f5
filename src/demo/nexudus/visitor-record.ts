import type { NewVisitor } from './new-visitor.ts';
import { BUSINESS_NAME, type Coworker } from './records.ts';
import { instant, readInstant } from './wire.ts';

/** A visitor as Nexudus keeps it: Nexudus, REST API, Get visitors by id. */
export type VisitorRecord = Readonly<ReturnType<typeof recordOf>>;

/** What the server gives a record, or lets only the API write. */
interface Own {
  readonly Id: number;
  readonly UniqueId: string;
  readonly VisitorCode: string;
  readonly CreatedOn: string;
  readonly UpdatedOn: string;
  readonly UpdatedBy: string;
  readonly SystemId: string | null;
  readonly CustomFields: unknown;
  readonly LocalizationDetails: unknown;
}

/** The whole record: what is given and what is the server's own. Nothing of an earlier one stays beside them. */
export function recordOf(given: NewVisitor, coworker: Coworker | undefined, own: Own) {
  return {
    BusinessId: given.BusinessId,
    FullName: given.FullName,
    Email: given.Email,
    CoworkerId: coworker?.Id ?? null,
    CoworkerCoworkerType: coworker?.CoworkerType ?? null,
    CoworkerFullName: coworker?.FullName ?? null,
    CoworkerCompanyName: coworker?.CompanyName ?? null,
    CoworkerBillingName: coworker?.BillingName ?? null,
    CoworkerEmail: coworker?.Email ?? null,
    CoworkerTeamNames: coworker?.TeamNames ?? null,
    VisitorSource: given.VisitorSource,
    HostApprovalStatus: given.HostApprovalStatus,
    CheckedInAt: given.CheckedInAt ?? null,
    Notes: given.Notes ?? null,
    CustomerNotes: given.CustomerNotes ?? null,
    VisitReason: given.VisitReason ?? null,
    CompanyName: given.CompanyName ?? null,
    PhoneNumber: given.PhoneNumber ?? null,
    ExpectedArrival: utc(given.ExpectedArrival),
    Arrived: given.Arrived ?? false,
    ArrivalDate: given.ArrivalDate ? utc(given.ArrivalDate) : null,
    DepartureDate: given.DepartureDate ? utc(given.DepartureDate) : null,
    Notified: given.Notified ?? false,
    Internal: given.Internal ?? false,
    IsTour: given.IsTour ?? false,
    HasAgreedTerms: given.HasAgreedTerms ?? false,
    TourConfirmed: given.TourConfirmed ?? false,
    AccessControlScheduledJobId: given.AccessControlScheduledJobId ?? null,
    CheckInNow: given.CheckInNow ?? false,
    ...own,
    IsNew: false,
    ToStringText: given.FullName,
  };
}

/** The schema has seen that it is an instant. */
const utc = (text: string): string => instant(readInstant(text) ?? 0);

/**
 * Nexudus, host approval for walk-in visitors: nobody is checked in while the host has been asked (2) or after the host
 * has declined (3).
 */
export const mayNotEnter = (status: number): boolean => status === 2 || status === 3;

/**
 * A new visitor as CheckInNow makes it. What that fills in is not documented; these three are the ones that say that
 * somebody is in. Nor is what it does for somebody who waits for the host; here nothing, and neither does Arrived.
 */
export function checkedIn(given: NewVisitor, now: number): NewVisitor {
  if (mayNotEnter(given.HostApprovalStatus)) return { ...given, Arrived: false };
  if (!given.CheckInNow) return given;
  return { ...given, Arrived: true, ArrivalDate: instant(now), CheckedInAt: BUSINESS_NAME };
}
