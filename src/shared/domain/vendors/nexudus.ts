import { z } from 'zod';
import { share, text, webAddress } from '../settings.ts';
import type { Secret, Vendor } from './vendor.ts';

const settings = z.strictObject({
  kind: z.literal('nexudus'),
  baseUrl: webAddress('https://spaces.nexudus.com'),
  businessId: z
    .int('is not a whole number')
    .positive('is not above 0')
    .describe('The Id of the location (Business) in Nexudus, such as 1234'),
  username: text('The e-mail address of the kiosk’s own admin account in Nexudus'),
  customer: z
    .strictObject({
      baseUrl: webAddress('https://harbour.spaces.nexudus.com'),
      username: text('The e-mail address of the customer in Nexudus'),
    })
    .optional()
    .describe(
      'A customer in whose name guests are registered at the members’ portal: baseUrl and username; without one they are registered by the kiosk’s own account',
    ),
  share,
});

export type NexudusSettings = z.output<typeof settings>;

/** What the customer of a profile signs in with, if it names one. */
export function customerSecretOf({ customer }: NexudusSettings): Secret | undefined {
  return (
    customer && {
      name: 'nexudus.customer-password',
      address: customer.baseUrl,
      account: customer.username,
    }
  );
}

/** What renews a session that a password has begun. */
export function passwordSessionOf({ address, account }: Secret): Secret {
  return { name: 'nexudus.refresh-token', address, account };
}

function secretsOf(profile: NexudusSettings): [Secret, ...Secret[]] {
  const { baseUrl: address, username: account } = profile;
  const customer = customerSecretOf(profile);
  return [{ name: 'nexudus.password', address, account }, ...(customer ? [customer] : [])];
}

export const nexudus = {
  title: 'Nexudus',
  settings,
  // Nexudus, REST API, Create visitor: CompanyName.
  hasCompany: true,
  secretNames: ['nexudus.password', 'nexudus.customer-password'],
  accountOf: ({ baseUrl, businessId }) => `nexudus ${baseUrl} ${businessId}`,
  secretsOf,
  sessionsOf: (profile) => secretsOf(profile).map(passwordSessionOf),
} as const satisfies Vendor<NexudusSettings>;
