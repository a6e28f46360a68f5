import { z } from 'zod';
import { readInstant } from './wire.ts';

const REQUIRED = 'is a required field';
const wrong = (issue: { readonly input?: unknown }, otherwise: string): string =>
  issue.input === undefined || issue.input === null ? REQUIRED : otherwise;

export const id = z.int({ error: (issue) => wrong(issue, 'is not a valid number') });
const line = z.string({ error: (issue) => wrong(issue, 'is not a valid text') });
const required = line.trim().min(1, REQUIRED);
const flag = z.boolean({ error: 'is not true or false' });
const moment = required.refine((text) => readInstant(text) !== undefined, 'is not a valid date');
const oneOf = (last: number) =>
  z
    .int({ error: (issue) => wrong(issue, 'is not a valid number') })
    .refine((value) => value >= 1 && value <= last, 'is not one of the values of this list');

/**
 * What `POST /api/spaces/visitors` takes. Names, kinds and enums: Nexudus, REST API, Create visitor; its newer
 * edition also requires VisitorSource and HostApprovalStatus. What it does not name is ignored.
 */
export const newVisitor = z.object({
  BusinessId: id,
  FullName: required,
  Email: required.refine((email) => /^[^\s@]+@[^\s@]+$/.test(email), 'Invalid Email Address'),
  ExpectedArrival: moment,
  VisitorSource: oneOf(3),
  HostApprovalStatus: oneOf(5),
  CoworkerId: id.nullish(),
  CheckedInAt: line.nullish(),
  // Nexudus, help, service limits: notes end at 255 characters.
  Notes: line.max(255, 'must not be longer than 255 characters').nullish(),
  CustomerNotes: line.nullish(),
  VisitReason: line.nullish(),
  CompanyName: line.nullish(),
  PhoneNumber: line.nullish(),
  Arrived: flag.nullish(),
  ArrivalDate: moment.nullish(),
  DepartureDate: moment.nullish(),
  Notified: flag.nullish(),
  Internal: flag.nullish(),
  IsTour: flag.nullish(),
  HasAgreedTerms: flag.nullish(),
  TourConfirmed: flag.nullish(),
  AccessControlScheduledJobId: line.nullish(),
  CheckInNow: flag.nullish(),
});
export type NewVisitor = z.output<typeof newVisitor>;

/**
 * What `PUT /api/spaces/visitors` takes: Nexudus, REST API, Update visitor. All that is required again, and what is
 * left out of the rest is cleared. CustomFields and LocalizationDetails, which every entity has, may hold anything.
 */
export const changedVisitor = newVisitor.extend({
  Id: id,
  SystemId: line.nullish(),
  CustomFields: z.unknown().optional(),
  LocalizationDetails: z.unknown().optional(),
});
export type ChangedVisitor = z.output<typeof changedVisitor>;
