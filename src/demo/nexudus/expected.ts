import type { Bookings } from './bookings.ts';
import { BUSINESS_ID } from './records.ts';
import { withinDay } from './site-time.ts';
import type { VisitorRecord, Visitors } from './visitors.ts';
import { inOneLine, instant } from './wire.ts';

/** Somebody whom the house expects. */
export interface ExpectedVisitor {
  readonly fullName: string;
  readonly email: string;
  /** ms since the epoch; in an hour unless given, but still today at the location. */
  readonly at?: number;
  /** Without one nobody in particular is visited. */
  readonly coworkerId?: number | undefined;
  /** Six digits; made up unless given. */
  readonly code?: string;
  readonly companyName?: string;
}

/**
 * Registers somebody as the admin panel does. Every field that a kiosk has no use for holds something, so that it shows
 * when an update loses it.
 * @throws if there is no such coworker, or the e-mail address is none
 */
export function register(
  visitors: Visitors,
  { fullName, email, at, coworkerId, code, companyName }: ExpectedVisitor,
  now: number,
): VisitorRecord {
  const result = visitors.check({
    BusinessId: BUSINESS_ID,
    FullName: fullName,
    Email: email,
    ExpectedArrival: instant(at ?? withinDay(now, now + HOUR)),
    VisitorSource: 1,
    HostApprovalStatus: 1,
    CoworkerId: coworkerId ?? null,
    Notes: 'Came by in spring to see the place',
    CustomerNotes: 'Please offer a coffee',
    VisitReason: 'Meeting',
    CompanyName: companyName ?? 'Beacon & Daughters',
    PhoneNumber: '+351913000200',
    Notified: true,
    Internal: true,
    AccessControlScheduledJobId: 'door-2-until-18',
  });
  if ('errors' in result) throw new RangeError(inOneLine(result.errors));
  return visitors.place(result.value, {
    ...(code === undefined ? {} : { VisitorCode: code }),
    SystemId: `front-desk/${email}`,
    CustomFields: { Badge: 'blue', 'Salto.Pin': '40717' },
  });
}

const HOUR = 3600 * 1000;
const HALF_HOUR = HOUR / 2;

/** Whom a furnished demo expects, each for another host, in so many hours. */
export const furnishedVisitors = [
  { fullName: 'Ana Sequeira', email: 'ana@sequeira.example', code: '012345', inHours: 0.25 },
  { fullName: 'Jonas Lindqvist', email: 'jonas@lindqvist.example', code: '204060', inHours: 0.75 },
  { fullName: 'Wren Abara', email: 'wren@abara.example', code: '318822', inHours: 1.5 },
] as const;

/** @param hosts the Ids of those who can be visited */
export function furnish(
  visitors: Visitors,
  bookings: Bookings,
  hosts: readonly number[],
  now: number,
): void {
  for (const [index, { inHours, ...visitor }] of furnishedVisitors.entries()) {
    const coworkerId = hosts[index % hosts.length];
    const at = withinDay(now, now + inHours * HOUR);
    register(visitors, { ...visitor, at, coworkerId }, now);
  }
  const soon = withinDay(now, Math.ceil(now / HALF_HOUR) * HALF_HOUR);
  bookings.book({ room: 'Crow’s Nest', from: soon, to: soon + HOUR, coworkerId: hosts[0] });
}
