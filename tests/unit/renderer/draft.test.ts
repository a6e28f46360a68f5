import { describe, expect, it } from 'vitest';
import { walkIn as walkInSchema } from '#shared/domain/arrival.ts';
import { checkPhone } from '#shared/domain/phone.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import {
  askedOf,
  blankDraft,
  checkYou,
  type Draft,
  termsIn,
  walkInOf,
} from '../../../src/renderer/src/flow/draft.ts';
import { kiosk, maya, terms, visitId } from './support.ts';

const asking = (walkIn: Partial<Kiosk['walkIn']>): Kiosk => ({
  ...kiosk,
  walkIn: { ...kiosk.walkIn, ...walkIn },
});
const draft = (given: Partial<Omit<Draft, 'id'>>) => ({
  ...blankDraft('ready'),
  ...given,
  id: visitId,
});
const ana = { firstName: ' Ana ', email: 'ana@silva.example ' };

describe('checking You', () => {
  it('asks only for a first name and an email where the rest is optional', () => {
    expect(checkYou(draft({}), kiosk, checkPhone)).toEqual({ firstName: 'empty', email: 'empty' });
    expect(checkYou(draft(ana), kiosk, checkPhone)).toEqual({});
  });

  it('asks for what the site requires', () => {
    const strict = asking({ phone: 'required', company: 'required' });
    expect(checkYou(draft(ana), strict, checkPhone)).toEqual({ phone: 'empty', company: 'empty' });
  });

  it('checks an optional answer once there is one', () => {
    const given = draft({
      ...ana,
      lastName: 'é'.repeat(101),
      phone: '12',
      company: 'a\u0000b',
      email: 'ana',
    });
    expect(checkYou(given, kiosk, checkPhone)).toEqual({
      lastName: 'too-long',
      phone: 'not-a-phone-number',
      company: 'control-character',
      email: 'no-at-sign',
    });
  });

  it('takes a hundred characters of any script', () => {
    expect(checkYou(draft({ ...ana, firstName: '𠮷'.repeat(100) }), kiosk, checkPhone)).toEqual({});
  });

  it('reads a phone number as one of the site’s country, and needs a + where there is none', () => {
    const given = draft({ ...ana, phone: '912 345 678' });
    expect(checkYou(given, kiosk, checkPhone)).toEqual({});
    const { country: _, ...site } = kiosk.site;
    expect(checkYou(given, { ...kiosk, site }, checkPhone)).toEqual({
      phone: 'needs-country-code',
    });
  });

  it('neither shows nor checks a hidden field', () => {
    const hidden = asking({ phone: 'hidden', company: 'hidden' });
    expect(askedOf(hidden.walkIn).map(({ field }) => field)).toEqual([
      'firstName',
      'lastName',
      'email',
    ]);
    expect(checkYou(draft({ ...ana, phone: 'x' }), hidden, checkPhone)).toEqual({});
  });
});

describe('the walk-in handed to main', () => {
  it('is one that the contract takes, with nothing that was not given', () => {
    const given = walkInOf(draft({ ...ana, company: '  ', chosen: maya }), kiosk, 'en');
    expect(walkInSchema.parse(given)).toEqual({
      id: visitId,
      visitor: { firstName: 'Ana', email: 'ana@silva.example' },
      host: { kind: 'chosen', id: maya.id, name: maya.name },
    });
    expect(Object.keys(given.visitor)).toEqual(['firstName', 'email']);
  });

  it('leaves out what was typed into a field that is hidden', () => {
    const hidden = asking({ phone: 'hidden' });
    const given = walkInOf(draft({ ...ana, phone: '912', host: 'Maya' }), hidden, 'en');
    expect(given.visitor).not.toHaveProperty('phone');
    expect(given.host).toEqual({ kind: 'typed', name: 'Maya' });
  });

  it('says which terms were agreed to, in the language in which they were shown', () => {
    const withTerms = asking({ terms });
    const of = (language: 'en' | 'ar', site = withTerms) =>
      walkInOf(draft({ ...ana, chosen: maya }), site, language).agreement;
    expect(of('ar')).toEqual({ version: '2026-01', language: 'ar' });
    const englishOnly = asking({ terms: { version: '1', text: { en: 'Be kind.' } } });
    expect(of('ar', englishOnly)).toEqual({ version: '1', language: 'en' });
  });
});

it('shows the terms in the visitor’s language, else in the first given', () => {
  expect(termsIn(terms, 'ar')).toEqual({ language: 'ar', text: terms.text.ar });
  expect(termsIn({ version: '1', text: { en: 'Be kind.' } }, 'ar')).toEqual({
    language: 'en',
    text: 'Be kind.',
  });
});
