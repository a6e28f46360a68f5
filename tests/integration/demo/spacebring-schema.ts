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
  visitor: z.strictObject({
    email: z.string(),
    name: z.string(),
    phoneNumber: z.string().optional(),
    surname: z.string().optional(),
  }),
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
/** Both are optional in the document; a refusal without a message would help nobody. */
export const responseError = z.strictObject({ message: z.string().min(1), type: z.string() });
