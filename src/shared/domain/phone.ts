import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';
import type { Checked } from './text.ts';

export type PhoneProblem = 'empty' | 'not-a-phone-number' | 'needs-country-code';

/**
 * A phone number as E.164 (`+351912345678`).
 * @param country the site's country (ISO 3166-1 alpha-2): how a number without `+` is read
 */
export function checkPhone(typed: string, country?: string): Checked<PhoneProblem> {
  const value = typed.trim();
  if (value === '') return { ok: false, problem: 'empty' };
  const number = parsePhoneNumberFromString(
    value,
    country === undefined ? undefined : (country as CountryCode),
  );
  if (number?.isValid()) return { ok: true, value: number.number };
  const local = !value.startsWith('+') && country === undefined;
  return { ok: false, problem: local ? 'needs-country-code' : 'not-a-phone-number' };
}

export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}
