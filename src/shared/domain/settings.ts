import { z } from 'zod';

// A message says what is wrong; the description of the same setting says what would be right. Readers see both.

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A short text that has to be there. */
export const text = (description: string) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(200, 'is longer than 200 characters')
    .describe(description);

export const uuid = (description: string) => z.guid('is not a UUID').describe(description);

/** An address, as it was given, that nothing is wrong with. */
const address = z.string().transform((given, context) => {
  const problem = problemOfAddress(URL.parse(given));
  if (problem === undefined) return given;
  context.addIssue({ code: 'custom', message: problem });
  return z.NEVER;
});
const plainHttp = 'http only for this machine, such as http://127.0.0.1:8080';

/** Where a provider's API is, without a slash at its end. */
export const webAddress = (example: string) =>
  address
    .transform((given) => new URL(given).href.replace(/\/+$/, ''))
    .describe(`The https address of the provider, such as ${example}; ${plainHttp}`);

/** An address that the provider compares letter by letter with one that it knows. */
export const registeredAddress = (description: string) =>
  address.describe(`${description}; ${plainHttp}`);

function problemOfAddress(url: URL | null): string | undefined {
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'is not a web address';
  if (url.username || url.password) return 'has a user name or a password in it';
  if (url.search || url.hash) return 'has a part after ? or #';
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) return 'is plain http';
  return undefined;
}

/** This kiosk's part of an account that several kiosks use. */
export const share = z
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
