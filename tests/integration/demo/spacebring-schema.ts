import { z } from 'zod';

/**
 * The answers of Spacebring's OpenAPI document (components/schemas and paths), each property as it stands there.
 * Stricter in one point: nothing beyond what it names, also where it does not forbid that.
 */

const date = z.iso.datetime();
const network = z.strictObject({ id: z.uuid().optional(), title: z.string().optional() });

const location = z.strictObject({
  address: z.string().optional(),
  createDate: date.optional(),
  currencyCode: z.string().optional(),
  description: z.string().optional(),
  email: z.email().optional(),
  id: z.uuid().optional(),
  locale: z.enum(['en', 'es', 'ko', 'uk', 'ru']).optional(),
  networkRef: z.uuid().optional(),
  timezoneId: z.string().optional(),
  title: z.string().optional(),
});

const user = z.strictObject({
  about: z.string().optional(),
  email: z.string().optional(),
  id: z.uuid().optional(),
  name: z.string().optional(),
  phoneNumber: z.string().optional(),
  photoUrl: z.string().optional(),
  surname: z.string().optional(),
});

const credits = z.strictObject({
  expiring: z.number().optional(),
  permanent: z.number().optional(),
});
const dayPasses = z.strictObject({ expiring: z.number().optional() });
const metadata = z.record(z.string(), z.unknown());

const membership = z.strictObject({
  companyRef: z.uuid().optional(),
  companyRole: z.enum(['manager', 'member']).optional(),
  createDate: date.optional(),
  credits: credits.optional(),
  dayPasses: dayPasses.optional(),
  deleteDate: date.optional(),
  id: z.uuid().optional(),
  invitationDate: date.optional(),
  locationRef: z.string().optional(),
  metadata: metadata.optional(),
  notes: z.string().optional(),
  role: z.enum(['member', 'admin']).optional(),
  status: z.enum(['requested', 'approved']).optional(),
  subscriptionRef: z.uuid().optional(),
  type: z.enum(['member', 'nonmember']).optional(),
  user: user.optional(),
  userRef: z.uuid().optional(),
});

const company = z.strictObject({
  billingAddress: z.string().optional(),
  businessAddress: z
    .strictObject({
      city: z.string().optional(),
      countryCode: z.string().optional(),
      line1: z.string().optional(),
      line2: z.string().optional(),
      postalCode: z.string().optional(),
      state: z.string().optional(),
    })
    .optional(),
  createDate: date.optional(),
  credits: credits.optional(),
  dayPasses: dayPasses.optional(),
  deleteDate: date.optional(),
  id: z.string().optional(),
  legalName: z.string().optional(),
  locationRef: z.uuid().optional(),
  metadata: metadata.optional(),
  notes: z.string().optional(),
  subscriptionRef: z.uuid().optional(),
  taxId: z.string().optional(),
  title: z.string().optional(),
});

const visitor = z.strictObject({
  email: z.string(),
  name: z.string(),
  phoneNumber: z.string().optional(),
  surname: z.string().optional(),
});

const visitRequest = z.strictObject({
  createDate: date,
  id: z.uuid(),
  locationRef: z.uuid(),
  membershipRefHost: z.uuid(),
  userHost: z
    .strictObject({
      id: z.uuid(),
      name: z.string().nullish(),
      photoUrl: z.string().nullish(),
      surname: z.string().nullish(),
    })
    .optional(),
  userRefHost: z.uuid(),
  userRefVisitor: z.uuid(),
  visitor,
});

const hostUser = z.strictObject({
  about: z.string().nullish(),
  email: z.string().nullish(),
  id: z.uuid(),
  name: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  photoUrl: z.string().nullish(),
  surname: z.string().nullish(),
});

const visit = z.strictObject({
  checkInDate: date.optional(),
  checkInRef: z.uuid().optional(),
  checkOutDate: date.optional(),
  code: z.string(),
  comment: z.string().optional(),
  createDate: date,
  customer: z.strictObject({
    company: z.strictObject({ id: z.uuid(), title: z.string() }).optional(),
    id: z.uuid(),
    user: hostUser,
  }),
  date,
  deleteDate: date.optional(),
  id: z.uuid(),
  location: z.strictObject({
    address: z.string().optional(),
    id: z.uuid(),
    timezoneId: z.string(),
    title: z.string(),
  }),
  locationRef: z.uuid(),
  membershipRefHost: z.uuid(),
  userHost: hostUser,
  userRefHost: z.uuid(),
  userRefVisitor: z.uuid(),
  visitor,
});

const contact = z.strictObject({
  createDate: date,
  date,
  id: z.uuid(),
  locationRef: z.uuid(),
  userRefVisitor: z.uuid(),
  visitor,
});

const ticketUser = z.strictObject({
  blocked: z.boolean().optional(),
  email: z.string().nullish(),
  id: z.uuid(),
  name: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  photoUrl: z.string().nullable(),
  surname: z.string().nullish(),
});
const ticketMembership = z.strictObject({
  id: z.uuid(),
  roleType: z.string(),
  type: z.string(),
  user: ticketUser.optional(),
});
const ticketStatus = z.enum(['closed', 'inProgress', 'new', 'solved']);

const ticket = z.strictObject({
  createDate: date,
  description: z.string(),
  id: z.uuid(),
  locationRef: z.uuid(),
  membershipAssignee: ticketMembership.optional(),
  membershipRefAssignee: z.uuid().optional(),
  membershipRefRequester: z.uuid().optional(),
  membershipRequester: ticketMembership.optional(),
  number: z.int(),
  status: ticketStatus,
  statusUpdateDate: date.optional(),
  type: z.enum([
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
  ]),
  updateDate: date,
  userAssignee: ticketUser.nullish(),
  userRefAssignee: z.uuid().optional(),
  userRequester: ticketUser.nullish(),
});

/** Of `data`, what a comment or a change brings is left out: the demo has neither. */
const ticketActivity = z.strictObject({
  createDate: date,
  id: z.uuid(),
  membership: ticketMembership.optional(),
  ticketRef: z.uuid(),
  type: z.enum(['assigneeUpdated', 'comment', 'statusUpdated', 'ticketCreated']),
});

const nextPageToken = z.string().optional();
const searchQueryNext = z.string().optional();

/** By path: what a 200 holds, or, for the creation, a 201. The envelopes' own keys are asked for, beyond the document. */
export const networks = z.strictObject({ networks: z.array(network) });
export const locations = z.strictObject({ locations: z.array(location) });
export const oneLocation = z.strictObject({ location });
export const memberships = z.strictObject({
  memberships: z.array(membership),
  nextPageToken,
  searchQueryNext,
});
export const companies = z.strictObject({ companies: z.array(company), nextPageToken });
export const requests = z.strictObject({
  requests: z.array(visitRequest),
  nextPageToken,
  searchQueryNext,
});
export const oneRequest = z.strictObject({ request: visitRequest });
export const visits = z.strictObject({ visits: z.array(visit), nextPageToken, searchQueryNext });
export const oneVisit = z.strictObject({ visit });
/** A visit without the names that are deprecated, and one without those that replace them. */
export const visitByCustomer = z.strictObject({
  visit: visit.omit({ membershipRefHost: true, userHost: true }),
});
export const visitByMembership = z.strictObject({ visit: visit.omit({ customer: true }) });
export const contacts = z.strictObject({
  contacts: z.array(contact),
  nextPageToken,
  searchQueryNext,
});
export const oneContact = z.strictObject({ contact });
export const tickets = z.strictObject({
  tickets: z.array(ticket),
  nextPageToken,
  searchQueryNext,
});
export const oneTicket = z.strictObject({ ticket, activities: z.array(ticketActivity) });
/** Not in the document: Spacebring, API reference, authentication. */
export const tokens = z.strictObject({
  access_token: z.string().min(1),
  expires_in: z.int().positive(),
  refresh_token: z.string().min(1),
  scope: z.string().min(1),
  token_type: z.literal('Bearer'),
});
/** Of a refused token the vendor says nothing; RFC 6749, 5.2. */
export const tokenError = z.strictObject({
  error: z.string().min(1),
  error_description: z.string().min(1),
});
/** Both are optional in the document; a refusal without a message would help nobody. */
export const responseError = z.strictObject({ message: z.string().min(1), type: z.string() });
