import { z } from 'zod';
import { isCountry } from './phone.ts';
import { text } from './settings.ts';
import { type VendorKind, vendorKinds, vendors } from './vendors/vendors.ts';

/** The languages that the screens speak. */
export const languages = ['en', 'ar'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

const demo = z.strictObject({
  kind: z.literal('demo'),
  of: z
    .enum(vendorKinds)
    .describe(`Which provider the embedded server plays: ${vendorKinds.join(' or ')}`),
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

/** What a visitor can be offered besides walking in. */
export const offers = ['check-in', 'booking', 'sign-out', 'contact', 'call'] as const;
export type Offer = (typeof offers)[number];

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
      .discriminatedUnion('kind', [vendors.nexudus.settings, vendors.spacebring.settings, demo])
      .describe(`Where arrivals go: an object whose kind is ${vendorKinds.join(', ')} or demo`),
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
        asksHost: z
          .boolean()
          .default(false)
          .describe(
            'Whether a walk-in waits until the host says yes: true or false. On Spacebring the host is always asked',
          ),
        hostSeconds: z
          .int('is not a whole number')
          .min(10, 'is below 10')
          .max(900, 'is above 900')
          .default(90)
          .describe(
            'Whole seconds, 10 to 900, that a visitor waits for the host’s answer before reception takes over',
          ),
      })
      .prefault({})
      .describe('What the walk-in asks'),
    offers: z
      .array(z.enum(offers))
      .refine((all) => new Set(all).size === all.length, 'names one twice')
      .default([...offers])
      .describe(
        `What visitors can do besides walking in, as far as the provider can: any of ${offers.join(', ')}`,
      ),
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
    const vendor = vendors[providerKind(value.provider)];
    if (value.walkIn.company === 'required' && !vendor.hasCompany)
      context.addIssue({
        code: 'custom',
        path: ['walkIn', 'company'],
        message: `cannot be required on ${vendor.title}, which has no field for it: use hidden, or leave it out`,
      });
  });
export type Profile = z.infer<typeof profile>;
export type ProviderProfile = Profile['provider'];
export type LiveProfile = Exclude<ProviderProfile, { kind: 'demo' }>;
export type KioskShare = NonNullable<LiveProfile['share']>;

/** Whose rules apply: a demo follows those of the provider that it plays. */
export function providerKind(provider: ProviderProfile): VendorKind {
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
