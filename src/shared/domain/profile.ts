import { z } from 'zod';
import { isCountry } from './phone.ts';

// A message says what is wrong; the description of the same setting says what would be right. Readers see both.

/** The languages that the screens speak. */
export const languages = ['en', 'ar'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const text = (description: string) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(200, 'is longer than 200 characters')
    .describe(description);

const uuid = (description: string) => z.guid('is not a UUID').describe(description);

const webAddress = (example: string) =>
  z
    .string()
    .transform((given, context) => {
      const url = URL.parse(given);
      const problem = problemOfAddress(url);
      if (url && problem === undefined) return url.href.replace(/\/+$/, '');
      context.addIssue({ code: 'custom', message: problem ?? 'is not a web address' });
      return z.NEVER;
    })
    .describe(
      `The https address of the provider, such as ${example}; http only for this machine, such as http://127.0.0.1:8080`,
    );

function problemOfAddress(url: URL | null): string | undefined {
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'is not a web address';
  if (url.username || url.password) return 'has a user name or a password in it';
  if (url.search || url.hash) return 'has a part after ? or #';
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) return 'is plain http';
  return undefined;
}

const share = z
  .strictObject({
    kiosks: z
      .int('is not a whole number')
      .min(1, 'is below 1')
      .max(1000, 'is above 1000')
      .describe('How many kiosks use this account, 1 to 1000; the same on each of them'),
    kiosk: z
      .int('is not a whole number')
      .min(1, 'is below 1')
      .describe('Which of them this one is, from 1 to kiosks; another on each of them'),
  })
  .refine(({ kiosk, kiosks }) => kiosk <= kiosks, {
    path: ['kiosk'],
    message: 'is above share.kiosks',
  })
  .optional()
  .describe(
    'This kiosk’s share of the provider’s limits, such as { "kiosks": 3, "kiosk": 1 }; for a kiosk that has the account to itself, leave it out',
  );

const nexudus = z.strictObject({
  kind: z.literal('nexudus'),
  baseUrl: webAddress('https://spaces.nexudus.com'),
  businessId: z
    .int('is not a whole number')
    .positive('is not above 0')
    .describe('The Id of the location (Business) in Nexudus, such as 1234'),
  username: text('The e-mail address of the kiosk’s own admin account in Nexudus'),
  share,
});

const spacebring = z.strictObject({
  kind: z.literal('spacebring'),
  baseUrl: webAddress('https://api.spacebring.com'),
  networkId: uuid('The id of the network in Spacebring, a UUID'),
  locationId: uuid('The id of the location in Spacebring, a UUID'),
  clientId: text('The client id shown under Network settings > Developers in Spacebring'),
  share,
});

const demo = z.strictObject({
  kind: z.literal('demo'),
  of: z
    .enum(['nexudus', 'spacebring'])
    .describe('Which provider the embedded server plays: nexudus or spacebring'),
});

const need = z.enum(['required', 'optional', 'hidden']);

const terms = z.strictObject({
  version: text(
    'A name for this wording, such as 2026-01, kept with each arrival that agreed to it',
  ),
  text: z
    .partialRecord(
      language,
      z
        .string()
        .trim()
        .min(1, 'is empty')
        .max(20_000, 'is longer than 20,000 characters')
        .describe('The wording in this language'),
    )
    .describe('The wording by language, such as { "en": "…" }'),
});

const site = z.strictObject({
  name: text('The name that visitors know the place by'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is not a time zone')
    .describe(
      'An IANA name such as Europe/Lisbon; times are shown in it whatever the device is set to',
    ),
  country: z
    .string()
    .refine(isCountry, 'is not a country')
    .optional()
    .describe(
      'Two capital letters (ISO 3166-1) such as PT: how a phone number without a country code is read',
    ),
  languages: z
    .array(language)
    .min(1, 'is empty')
    .refine((all) => new Set(all).size === all.length, 'names a language twice')
    .default(['en'])
    .describe(`Any of ${languages.join(', ')}, each once; a visitor meets the first`),
});

/** How a kiosk is set up. It holds no secret: those go to the keychain with `npm run credentials`. */
export const profile = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe('Where the schema is, for editors; the kiosk does not read it'),
    site: site.describe('The place: name, timeZone and, if you like, country and languages'),
    provider: z
      .discriminatedUnion('kind', [nexudus, spacebring, demo])
      .describe('Where arrivals go: an object whose kind is nexudus, spacebring or demo'),
    walkIn: z
      .strictObject({
        phone: need
          .default('optional')
          .describe('Whether to ask for a phone number: required, optional or hidden'),
        company: need
          .optional()
          .describe(
            'Whether to ask for a company: required, optional or hidden; optional unless given. Not asked on Spacebring, which has no field for it',
          ),
        terms: terms.optional().describe('What a visitor has to agree to: version and text'),
      })
      .prefault({})
      .describe('What the walk-in asks'),
    idleSeconds: z
      .int('is not a whole number')
      .min(1, 'is below 1')
      .max(3600, 'is above 3600')
      .default(60)
      .describe(
        'Whole seconds without a touch, 1 to 3600, before the kiosk asks whether anybody is there',
      ),
    retentionHours: z
      .int('is not a whole number')
      .min(0, 'is below 0')
      .max(8760, 'is above 8760')
      .default(24)
      .describe(
        'Whole hours, 0 to 8760, that an arrival is kept on this device after the end of the day on which the provider got it',
      ),
  })
  .superRefine((value, context) => {
    const first = value.site.languages[0];
    if (value.walkIn.terms && first && value.walkIn.terms.text[first] === undefined)
      context.addIssue({
        code: 'custom',
        path: ['walkIn', 'terms', 'text', first],
        message: 'is missing, though it is the first of site.languages',
      });
    if (value.walkIn.company === 'required' && providerKind(value.provider) === 'spacebring')
      context.addIssue({
        code: 'custom',
        path: ['walkIn', 'company'],
        message:
          'cannot be required on Spacebring, which has no field for it: use hidden, or leave it out',
      });
  });
export type Profile = z.infer<typeof profile>;
export type ProviderProfile = Profile['provider'];
export type LiveProfile = Exclude<ProviderProfile, { kind: 'demo' }>;
export type KioskShare = NonNullable<LiveProfile['share']>;
export type ProviderKind = LiveProfile['kind'];

/** Whose rules apply: a demo follows those of the provider that it plays. */
export function providerKind(provider: ProviderProfile): ProviderKind {
  return provider.kind === 'demo' ? provider.of : provider.kind;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
