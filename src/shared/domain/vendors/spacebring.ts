import { z } from 'zod';
import { registeredAddress, share, text, uuid, webAddress } from '../settings.ts';
import type { Vendor } from './vendor.ts';

const settings = z.strictObject({
  kind: z.literal('spacebring'),
  baseUrl: webAddress('https://api.spacebring.com'),
  networkId: uuid('The id of the network in Spacebring, a UUID'),
  locationId: uuid('The id of the location in Spacebring, a UUID'),
  clientId: text(
    'The client id shown under Network settings > Developers in Spacebring, or, with oauth, the one that Spacebring has sent you',
  ),
  oauth: z
    .strictObject({
      redirectUri: registeredAddress(
        'The redirect address that Spacebring has registered for you, letter by letter, such as https://harbour.example/vestibule',
      ),
      hosts: z
        .array(z.string().regex(/^[a-z0-9.-]+$/, 'is not the name of a host'))
        .default([])
        .describe(
          'Hosts besides that of baseUrl which the sign-in page may lead to, such as ["www.spacebring.com"]',
        ),
    })
    .optional()
    .describe(
      'For a kiosk on which a member of staff signs in at Spacebring (OAuth 2): redirectUri as registered with Spacebring and, if need be, hosts; without it the kiosk signs in by itself',
    ),
  share,
});

/** Spacebring, OpenAPI, createVisitRequest: no field for a company. */
export const spacebring = { title: 'Spacebring', settings, hasCompany: false } satisfies Vendor;
