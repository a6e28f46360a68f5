import { describe, expect, it } from 'vitest';
import { visitorErrand } from '#shared/domain/errand.ts';
import { checkPhone } from '#shared/domain/phone.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import {
  askedOf,
  blankDraft,
  checkBooking,
  checkYou,
  type Draft,
} from '../../../src/renderer/src/flow/draft.ts';
import { blankFind, checkFind } from '../../../src/renderer/src/flow/find.ts';
import { blankLookup } from '../../../src/renderer/src/flow/lookup.ts';
import { toCall, toFind } from '../../../src/renderer/src/flow/machine/go.ts';
import { requestOf, termsIn, visitOf } from '../../../src/renderer/src/flow/request.ts';
import { harbourRoom, kiosk, maya, terms, visitId } from './support.ts';

const asking = (walkIn: Partial<Kiosk['walkIn']>): Kiosk => ({
  ...kiosk,
  walkIn: { ...kiosk.walkIn, ...walkIn },
});
const draft = (given: Partial<Omit<Draft, 'id'>>) => ({
  ...blankDraft('ready'),
  ...given,
  id: visitId,
});
const seeingMaya = { host: { ...blankLookup('ready'), text: 'may', chosen: maya } };
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
    const given = visitOf(draft({ ...ana, company: '  ', ...seeingMaya }), kiosk, 'en');
    expect(visitorErrand.parse(given)).toEqual({
      kind: 'walk-in',
      id: visitId,
      visitor: { firstName: 'Ana', email: 'ana@silva.example' },
      host: { kind: 'chosen', id: maya.id, name: maya.name },
    });
    expect(given).toHaveProperty('visitor');
    expect('visitor' in given && Object.keys(given.visitor)).toEqual(['firstName', 'email']);
  });

  it('leaves out what was typed into a field that is hidden', () => {
    const hidden = asking({ phone: 'hidden' });
    const given = visitOf(
      draft({ ...ana, phone: '912', host: { ...blankLookup('not-yet'), text: ' Maya ' } }),
      hidden,
      'en',
    );
    expect(given).toHaveProperty('visitor.email');
    expect(given).not.toHaveProperty('visitor.phone');
    expect(given).toMatchObject({ host: { kind: 'typed', name: 'Maya' } });
  });

  it('says which terms were agreed to, in the language in which they were shown', () => {
    const withTerms = asking({ terms });
    const of = (language: 'en' | 'ar', site = withTerms) => {
      const given = visitOf(draft({ ...ana, ...seeingMaya }), site, language);
      return 'agreement' in given ? given.agreement : undefined;
    };
    expect(of('ar')).toEqual({ version: '2026-01', language: 'ar' });
    const englishOnly = asking({ terms: { version: '1', text: { en: 'Be kind.' } } });
    expect(of('ar', englishOnly)).toEqual({ version: '1', language: 'en' });
  });
});

describe('other errands handed to main', () => {
  const found = { ...blankLookup('ready'), text: 'har', chosen: harbourRoom };

  it('name the booking and its host, whoever was looked for on Host before', () => {
    const mayank = { ...blankLookup('ready'), chosen: { id: 'h2', name: 'Mayank Deshpande' } };
    const given = visitOf(
      draft({ ...ana, seeing: 'booking', booking: found, host: mayank }),
      kiosk,
      'en',
    );
    expect(visitorErrand.parse(given)).toEqual({
      kind: 'walk-in',
      id: visitId,
      visitor: { firstName: 'Ana', email: 'ana@silva.example' },
      host: { kind: 'chosen', id: maya.id, name: maya.name },
      booking: harbourRoom.id,
    });
  });

  it('name no booking that was chosen and left', () => {
    const given = visitOf(draft({ ...ana, ...seeingMaya, booking: found }), kiosk, 'en');
    expect(given).not.toHaveProperty('booking');
  });

  it('leave the details without a host, with the agreement', () => {
    const given = visitOf(
      draft({ ...ana, ...seeingMaya, seeing: 'team' }),
      asking({ terms }),
      'en',
    );
    expect(visitorErrand.parse(given)).toEqual({
      kind: 'contact',
      id: visitId,
      visitor: { firstName: 'Ana', email: 'ana@silva.example' },
      agreement: { version: '2026-01', language: 'en' },
    });
  });

  it.each(['check-in', 'sign-out'] as const)('look for a %s by one thing at a time', (purpose) => {
    const typed = { code: ' 00-42 17 ', name: ' Ana Silva ', email: ' ana@silva.example' };
    const state = { ...toFind({ language: null }, purpose), typed };
    const of = (by: 'code' | 'name') =>
      visitorErrand.parse(requestOf({ ...state, by }, visitId, kiosk, 'en'));
    expect(of('code')).toEqual({
      kind: purpose,
      id: visitId,
      who: { by: 'code', code: '004217' },
    });
    expect(of('name')).toEqual({
      kind: purpose,
      id: visitId,
      who: { by: 'name', name: 'Ana Silva', email: 'ana@silva.example' },
    });
  });

  it('call reception, with a name or without', () => {
    const call = toCall({ language: null });
    const of = (name: string) =>
      visitorErrand.parse(requestOf({ ...call, name }, visitId, kiosk, 'en'));
    expect(of('  ')).toEqual({ kind: 'call', id: visitId });
    expect(of(' Ana ')).toEqual({ kind: 'call', id: visitId, name: 'Ana' });
  });
});

describe('checking Find', () => {
  it('checks only what is asked', () => {
    expect(checkFind('code', { ...blankFind, code: '004217' })).toEqual({});
    expect(checkFind('code', { ...blankFind, name: 'Ana' })).toEqual({ code: 'empty' });
    expect(checkFind('code', { ...blankFind, code: '12' })).toEqual({ code: 'not-a-code' });
    expect(checkFind('name', { code: '12', name: 'Ana', email: 'a@b.example' })).toEqual({});
    expect(checkFind('name', { code: '', name: '', email: 'a' })).toEqual({
      name: 'empty',
      email: 'no-at-sign',
    });
  });
});

describe('checking Booking', () => {
  const booking = (change: object) => draft({ booking: { ...blankLookup('ready'), ...change } });

  it.each([
    [{}, 'empty'],
    [{ text: 'ha' }, 'too-short'],
    [{ text: 'har' }, 'choose'],
    [{ text: 'har', found: [harbourRoom] }, 'choose'],
    [{ text: 'har', found: [] }, 'no-match'],
    [{ text: 'har', listing: 'not-yet' }, 'not-yet'],
    [{ text: 'har', chosen: harbourRoom }, null],
  ])('%j: %s', (change, problem) => {
    expect(checkBooking(booking(change))).toBe(problem);
  });
});

it('shows the terms in the visitor’s language, else in the first given', () => {
  expect(termsIn(terms, 'ar')).toEqual({ language: 'ar', text: terms.text.ar });
  expect(termsIn({ version: '1', text: { en: 'Be kind.' } }, 'ar')).toEqual({
    language: 'en',
    text: 'Be kind.',
  });
});
