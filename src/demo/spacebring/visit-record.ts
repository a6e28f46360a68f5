import { randomUUID } from 'node:crypto';
import { type Directory, location, type MembershipRecord } from './records.ts';
import type { Visitor } from './visitor.ts';

interface HostUser {
  readonly about: null;
  readonly email: string;
  readonly id: string;
  readonly name: string;
  readonly phoneNumber: string;
  readonly photoUrl: null;
  readonly surname: string | null;
}

/**
 * Spacebring, OpenAPI, components/schemas/visit: it has no status; what became of the visit is told by the dates that
 * are there.
 */
export interface Visit {
  readonly id: string;
  /** Six digits (help, "Visitors check-in"). */
  readonly code: string;
  /** ISO 8601, UTC, with milliseconds, as all of them. */
  readonly date: string;
  readonly createDate: string;
  /** When it was cancelled. */
  readonly deleteDate?: string;
  readonly checkInDate?: string;
  readonly checkInRef?: string;
  readonly checkOutDate?: string;
  readonly comment?: string;
  readonly locationRef: string;
  readonly location: {
    readonly id: string;
    readonly title: string;
    readonly address: string;
    readonly timezoneId: string;
  };
  /** The host. */
  readonly customer: {
    readonly id: string;
    readonly company?: { readonly id: string; readonly title: string };
    readonly user: HostUser;
  };
  readonly userRefHost: string;
  readonly userRefVisitor: string;
  readonly visitor: Visitor;
  /** Deprecated for `customer.id`. */
  readonly membershipRefHost: string;
  /** Deprecated for `customer.user`. */
  readonly userHost: HostUser;
}

/** Which names of the host a visit goes out with: Spacebring's documents have both, the older ones deprecated. */
export type Naming = 'both' | 'customer' | 'membership';

export function named(visit: Visit, naming: Naming): Partial<Visit> {
  const { customer, membershipRefHost, userHost, ...others } = visit;
  if (naming === 'customer') return { ...others, customer };
  if (naming === 'membership') return { ...others, membershipRefHost, userHost };
  return visit;
}

export interface VisitFacts {
  readonly code: string;
  readonly date: string;
  readonly createDate: string;
  readonly comment?: string | undefined;
  readonly host: MembershipRecord;
  readonly visitor: Visitor;
  readonly userRefVisitor: string;
}

export function visitRecord(facts: VisitFacts, { companies }: Directory): Visit {
  const { code, date, createDate, comment, host, visitor, userRefVisitor } = facts;
  const company = companies.find(({ id }) => id === host.companyRef);
  const user: HostUser = {
    about: null,
    email: host.user.email,
    id: host.userRef,
    name: host.user.name,
    phoneNumber: host.user.phoneNumber,
    photoUrl: null,
    surname: host.user.surname ?? null,
  };
  return {
    id: randomUUID(),
    code,
    date,
    createDate,
    ...(comment === undefined ? {} : { comment }),
    locationRef: location.id,
    location: {
      id: location.id,
      title: location.title,
      address: location.address,
      timezoneId: location.timezoneId,
    },
    customer: {
      id: host.id,
      ...(company ? { company: { id: company.id, title: company.title } } : {}),
      user,
    },
    userRefHost: host.userRef,
    userRefVisitor,
    visitor,
    membershipRefHost: host.id,
    userHost: user,
  };
}
