import { z } from 'zod';
import type { Visitor } from '#shared/domain/arrival.ts';
import { fold } from '#shared/domain/text.ts';
import type { KnownVisit } from '../visits.ts';

// Names are on the move at Spacebring, from `membership` to `customer`, and answers grow: both names are read, what is
// not known is passed over, and a field that is missing, or odd, costs no more than itself.

const text = z.string().optional().catch(undefined);

/** In ms since the epoch; NaN when something is there that tells no time. */
const instant = z
  .unknown()
  .optional()
  .transform((given) => {
    if (given === undefined || given === null || given === '') return undefined;
    return typeof given === 'string' ? Date.parse(given) : Number.NaN;
  });

const part = <T extends z.ZodRawShape>(shape: T) => z.object(shape).optional().catch(undefined);

/** A UUID at Spacebring; an errand that names a record takes none that is longer. */
const id = z.string().min(1).max(200);
const user = part({ id: text, name: text, surname: text });
const visitor = part({ email: text, name: text, surname: text });
/** Who is visited: three ways to say so (Spacebring, OpenAPI, `visit` and `visitRequest`). */
const host = { userRefHost: text, customer: part({ user }), userHost: user };

/** Spacebring, OpenAPI, `membership`: no field is marked required. */
export const membership = z.object({
  userRef: text,
  user,
  companyRef: text,
  type: text,
  status: text,
  deleteDate: instant,
});
export type Membership = z.infer<typeof membership>;

export const company = z.object({ id, title: text });

export const visitRequest = z.object({ id, createDate: instant, ...host, visitor });
export type VisitRequest = z.infer<typeof visitRequest>;

/** There is no status: what became of a visit is told by the dates that are there (Spacebring, OpenAPI, `visit`). */
export const visit = z.object({
  id,
  code: text,
  date: instant,
  createDate: instant,
  deleteDate: instant,
  checkInDate: instant,
  checkOutDate: instant,
  ...host,
  visitor,
});
export type Visit = z.infer<typeof visit>;

export const contact = z.object({ id, visitor });

/** What is sent as `text` comes back as `description` (Spacebring, OpenAPI, createSupportTicket and `ticket`). */
export const ticket = z.object({ id, description: text, createDate: instant });

/** A record as far as it tells whose it is. */
export type OfSomebody = { readonly visitor?: z.infer<typeof visitor> };
type OfHost = Pick<VisitRequest, 'userRefHost' | 'customer' | 'userHost'>;

export function hostRefOf(record: OfHost): string | undefined {
  return record.userRefHost ?? record.customer?.user?.id ?? record.userHost?.id;
}

export function hasEmail({ visitor }: OfSomebody, email: string): boolean {
  return visitor?.email?.toLowerCase() === email.toLowerCase();
}

function fullNameOf({ visitor }: OfSomebody): string {
  return `${visitor?.name ?? ''} ${visitor?.surname ?? ''}`.trim();
}

export function hasName(record: OfSomebody, name: string): boolean {
  return fold(fullNameOf(record)) === fold(name);
}

/** A visit is there once its host has said yes, or has announced it. */
export function known(visit: Visit): KnownVisit {
  return {
    record: visit.id,
    code: visit.code,
    name: fullNameOf(visit),
    email: visit.visitor?.email ?? '',
    expectedAt: Number.isNaN(visit.date) ? undefined : visit.date,
    arrivedAt: visit.checkInDate,
    left: visit.checkOutDate !== undefined,
    approved: true,
  };
}

/** Errors are `{message, type}`, both optional; `issues` has been seen with bad input (Spacebring, OpenAPI, `responseError`). */
export const refused = z.object({
  message: z.string().nullish().catch(null),
  issues: z
    .array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).catch([]),
        message: z.string().catch(''),
      }),
    )
    .nullish()
    .catch(null),
});

/** A visitor as each body has one. Neither a company nor a reference has a place in it. */
export function visitorBody({ email, firstName, lastName, phone }: Visitor) {
  return {
    email,
    name: firstName,
    ...(lastName === undefined ? {} : { surname: lastName }),
    ...(phone === undefined ? {} : { phoneNumber: phone }),
  };
}
