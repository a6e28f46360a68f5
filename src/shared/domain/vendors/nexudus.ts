import { z } from 'zod';
import { share, text, webAddress } from '../settings.ts';
import type { Vendor } from './vendor.ts';

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

/** Nexudus, REST API, Create visitor: CompanyName. */
export const nexudus = { title: 'Nexudus', settings, hasCompany: true } satisfies Vendor;
