import { z } from 'zod';
import { isCountry } from './phone.ts';

/** The languages that the screens speak. */
export const languages = ['en', 'ar'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

const text = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `is empty: give ${what}`)
    .max(200, 'is too long: at most 200 characters');

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const baseUrl = z
  .string()
  .transform((given, context) => {
    const fail = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const url = URL.parse(given);
    if (!url || !['http:', 'https:'].includes(url.protocol))
      return fail('is not a web address: give one such as https://spaces.nexudus.com');
    if (url.username || url.password)
      return fail('has a user name or password in it: leave only the address');
    if (url.search || url.hash) return fail('has a ? or # part: leave only the address');
    if (url.protocol === 'http:' && !loopback.test(url.hostname))
      return fail(
        'is plain http: use https (http is accepted only for this machine, such as http://127.0.0.1:8080)',
      );
    return url.href.replace(/\/+$/, '');
  })
  .describe('https address of the provider; plain http for this machine only.');

const uuid = (where: string) => z.uuid(`is not a UUID: copy it from ${where}`);

const nexudus = z.strictObject({
  kind: z.literal('nexudus'),
  baseUrl,
  businessId: z
    .int('is not a whole number: give the Id of the Nexudus location')
    .positive('must be greater than 0: give the Id of the Nexudus location')
    .describe('Id of the location (Business) in Nexudus.'),
  username: text('the e-mail address that the kiosk signs in with').describe(
    'The kiosk’s own admin account in Nexudus.',
  ),
});

const spacebring = z.strictObject({
  kind: z.literal('spacebring'),
  baseUrl,
  networkId: uuid('Spacebring’s network settings'),
  locationId: uuid('Spacebring’s location settings'),
  clientId: text('the client id from Network settings > Developers'),
});

const demo = z.strictObject({
  kind: z.literal('demo'),
  of: z
    .enum(['nexudus', 'spacebring'])
    .default('nexudus')
    .describe('Which provider the demo server plays.'),
});

const need = z.enum(['required', 'optional', 'hidden']);

const terms = z.strictObject({
  version: text('a name for this wording, such as 2026-01').describe(
    'Kept with each arrival that agreed to it.',
  ),
  text: z
    .partialRecord(
      language,
      z.string().trim().min(1, 'is empty: give the wording, or leave the language out').max(20_000),
    )
    .describe('The wording by language.'),
});

/** How a kiosk is set up. Holds no secret: those go to the keychain with `npm run credentials`. */
export const profile = z
  .strictObject({
    $schema: z.string().optional().describe('For editors; not read.'),
    site: z.strictObject({
      name: text('the name that visitors know the place by'),
      timeZone: z
        .string()
        .refine(isTimeZone, 'is not a time zone: give an IANA name such as Europe/Lisbon')
        .describe('IANA name. Times are shown in this zone, whatever the device is set to.'),
      country: z
        .string()
        .refine(isCountry, 'is not a country: give two capital letters such as PT')
        .optional()
        .describe('ISO 3166-1 alpha-2: how a phone number without a country code is read.'),
      languages: z
        .array(language)
        .min(1, 'is empty: give at least one language')
        .refine((all) => new Set(all).size === all.length, 'names a language twice: name each once')
        .default(['en'])
        .describe('The first is the one that a visitor meets.'),
    }),
    provider: z.discriminatedUnion('kind', [nexudus, spacebring, demo]),
    walkIn: z
      .strictObject({
        phone: need.default('optional'),
        company: need
          .optional()
          .describe('Default: optional. Not asked on Spacebring, which has no field for it.'),
        terms: terms.optional(),
      })
      .prefault({}),
    idleSeconds: z
      .int('is not a whole number of seconds: give one such as 60')
      .min(1, 'must be at least 1')
      .max(3600, 'must be at most 3600')
      .default(60)
      .describe('Seconds without a touch before the kiosk asks whether anybody is there.'),
  })
  .superRefine((value, context) => {
    const first = value.site.languages[0];
    if (value.walkIn.terms && first && !value.walkIn.terms.text[first])
      context.addIssue({
        code: 'custom',
        path: ['walkIn', 'terms', 'text', first],
        message: 'is missing: give the wording in the first of site.languages',
      });
    if (value.walkIn.company === 'required' && providerKind(value.provider) === 'spacebring')
      context.addIssue({
        code: 'custom',
        path: ['walkIn', 'company'],
        message: 'cannot be required: Spacebring has no field for it; use hidden or leave it out',
      });
  });
export type Profile = z.infer<typeof profile>;
export type ProviderProfile = Profile['provider'];
export type ProviderKind = 'nexudus' | 'spacebring';

/** Whose rules apply: a demo follows those of the provider that it plays. */
export function providerKind(provider: ProviderProfile): ProviderKind {
  return provider.kind === 'demo' ? provider.of : provider.kind;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
