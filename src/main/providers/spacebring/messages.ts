import { z } from 'zod';
import type { Visit } from '../provider.ts';

/** Lists go on while there is a nextPageToken (Spacebring, pagination). */
const list = { nextPageToken: z.string().nullish() };

export const memberships = z.object({ memberships: z.array(z.unknown()), ...list });
export const companies = z.object({ companies: z.array(z.unknown()), ...list });
export const requests = z.object({ requests: z.array(z.unknown()), ...list });

/** No field of a membership is marked required, so each may be missing (Spacebring, OpenAPI, `membership`). */
export const membership = z.object({
  userRef: z.string().nullish(),
  user: z
    .object({ id: z.string().nullish(), name: z.string().nullish(), surname: z.string().nullish() })
    .nullish(),
  companyRef: z.string().nullish(),
  type: z.string().nullish(),
  status: z.string().nullish(),
  deleteDate: z.string().nullish(),
});
export const company = z.object({ id: z.string(), title: z.string().nullish() });

export const created = z.object({ request: z.object({ id: z.string().min(1) }) });
export const visitRequest = z.object({
  id: z.string(),
  userRefHost: z.string().nullish(),
  visitor: z
    .object({
      email: z.string().nullish(),
      name: z.string().nullish(),
      surname: z.string().nullish(),
    })
    .nullish(),
});
export type RequestVisitor = NonNullable<z.infer<typeof visitRequest>['visitor']>;

/** Errors are `{message, type}`, both optional; `issues` has been seen with bad input (Spacebring, OpenAPI, `responseError`). */
export const refused = z.object({
  message: z.string().nullish(),
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

/** The body of `POST /visitors/requests/v1`. Neither a company nor a reference has a place in it. */
export function requestBody(
  visit: Visit,
  hostId: string,
  locationId: string,
): Record<string, unknown> {
  const { visitor } = visit.arrival;
  return {
    request: {
      locationRef: locationId,
      userRefHost: hostId,
      visitor: {
        email: visitor.email,
        name: visitor.firstName,
        ...(visitor.lastName === undefined ? {} : { surname: visitor.lastName }),
        ...(visitor.phone === undefined ? {} : { phoneNumber: visitor.phone }),
      },
    },
  };
}
