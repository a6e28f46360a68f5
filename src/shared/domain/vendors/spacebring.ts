import { z } from 'zod';
import { registeredAddress, share, text, uuid, webAddress } from '../settings.ts';
import type { Secret, Vendor } from './vendor.ts';

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

export type SpacebringSettings = z.output<typeof settings>;

/** What a member of staff has begun on Spacebring's page: of each network its own. */
export function userSessionOf({
  baseUrl,
  clientId,
  networkId,
}: Pick<SpacebringSettings, 'baseUrl' | 'clientId' | 'networkId'>): Secret {
  return {
    name: 'spacebring.refresh-token',
    address: baseUrl,
    account: `${clientId} ${networkId}`,
  };
}

export const spacebring = {
  title: 'Spacebring',
  settings,
  // Spacebring, OpenAPI, createVisitRequest: no field for a company.
  hasCompany: false,
  secretNames: ['spacebring.client-secret'],
  accountOf: ({ baseUrl, locationId }) => `spacebring ${baseUrl} ${locationId}`,
  secretsOf: ({ baseUrl: address, clientId: account }) => [
    { name: 'spacebring.client-secret', address, account },
  ],
  sessionsOf: (profile) => (profile.oauth ? [userSessionOf(profile)] : []),
} as const satisfies Vendor<SpacebringSettings>;
