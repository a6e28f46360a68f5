import { z } from 'zod';
import { json, type Reply } from '../loopback.ts';
import type { Directory } from './records.ts';
import { badRequest, commaList, listed, listQuery, problems, slice } from './wire.ts';

const types = commaList(['member', 'nonmember']);

/** Spacebring, OpenAPI, GET /community/memberships/v1. */
const membershipQuery = z.object({
  ...listQuery,
  companyRef: z.uuid().optional(),
  userEmail: z.email().optional(),
  userRef: z.uuid().optional(),
  status: z.literal('requested').optional(),
  types,
});

export function listMemberships(query: URLSearchParams, { memberships }: Directory): Reply {
  const asked = membershipQuery.safeParse(Object.fromEntries(query));
  if (!asked.success) return problems(asked.error);
  const { companyRef, userEmail, userRef, status, types: kinds } = asked.data;
  const rows = memberships.filter(
    (one) =>
      (companyRef === undefined || one.companyRef === companyRef) &&
      (userEmail === undefined || one.user.email === userEmail) &&
      (userRef === undefined || one.userRef === userRef) &&
      (status === undefined || one.status === status) &&
      (kinds === undefined || kinds.some((kind) => kind === one.type)),
  );
  return listed('memberships', query, asked.data, rows);
}

/** Spacebring, OpenAPI, GET /community/companies/v1. `types` has no effect: every company here is a member. */
const companyQuery = z.object({ ...listQuery, title: z.string().optional(), types });

export function listCompanies(query: URLSearchParams, { companies }: Directory): Reply {
  const asked = companyQuery.safeParse(Object.fromEntries(query));
  if (!asked.success) return problems(asked.error);
  const title = asked.data.title?.toLowerCase() ?? '';
  const rows = companies.filter((one) => one.title.toLowerCase().includes(title));
  const page = slice(query, asked.data, rows);
  if (!page) return badRequest('nextPageToken: is not valid');
  const { nextPageToken } = page.next;
  // The document has no searchQueryNext here, unlike in the other lists.
  return json(200, {
    companies: page.rows,
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  });
}
