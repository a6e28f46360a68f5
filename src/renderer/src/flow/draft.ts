import type { PhoneProblem } from '#shared/domain/phone.ts';
import { type Checked, checkEmail, checkName, type TextProblem } from '#shared/domain/text.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import {
  blankLookup,
  type Listed,
  type Listing,
  type Looked,
  type Lookup,
  type LookupProblem,
  notChosen,
} from './lookup.ts';

export const youFields = ['firstName', 'lastName', 'email', 'phone', 'company'] as const;
export type YouField = (typeof youFields)[number];

export function isYouField(field: string): field is YouField {
  return youFields.some((each) => each === field);
}

type Lookups = { readonly [K in Looked]: Lookup<Listed[K]> };

/** Everything that a visitor has given so far, as they gave it. */
export interface Draft extends Readonly<Record<YouField, string>>, Lookups {
  /** Whom the visit is for: a host, those of a booking, or, where the visitor has no host, the team. */
  readonly seeing: 'host' | 'booking' | 'team';
  readonly agreed: boolean;
  /** The visit's id, from the first time that Confirm was reached. */
  readonly id: string | null;
}

export function blankDraft(directory: Listing, seeing: Draft['seeing'] = 'host'): Draft {
  return {
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    company: '',
    host: blankLookup(directory),
    booking: blankLookup('ready'),
    seeing,
    agreed: false,
    id: null,
  };
}

/** `other`: main refused the answer for a reason that this screen has no words for. */
export type Problem = TextProblem | PhoneProblem | 'other';
export type Problems<F extends string = YouField> = Readonly<Partial<Record<F, Problem>>>;

export type CheckPhone = (typed: string, country?: string) => Checked<PhoneProblem>;

/** The fields that this kiosk asks for on You, and whether each has to be filled in. */
export function askedOf(walkIn: Kiosk['walkIn']): { field: YouField; required: boolean }[] {
  const needs = {
    firstName: 'required',
    lastName: 'optional',
    email: 'required',
    phone: walkIn.phone,
    company: walkIn.company,
  };
  return youFields
    .filter((field) => needs[field] !== 'hidden')
    .map((field) => ({ field, required: needs[field] === 'required' }));
}

/** What is wrong with the answers on You, by field; empty when nothing is. */
export function checkYou(draft: Draft, kiosk: Kiosk, checkPhone: CheckPhone): Problems {
  const rules: Record<YouField, (typed: string) => Checked<Problem>> = {
    firstName: checkName,
    lastName: checkName,
    email: checkEmail,
    phone: (typed) => checkPhone(typed, kiosk.site.country),
    company: checkName,
  };
  const problems: Partial<Record<YouField, Problem>> = {};
  for (const { field, required } of askedOf(kiosk.walkIn)) {
    if (!required && draft[field].trim() === '') continue;
    const checked = rules[field](draft[field]);
    if (!checked.ok) problems[field] = checked.problem;
  }
  return problems;
}

/** What keeps the visitor on Host, or null. */
export function checkHost({ host }: Draft): LookupProblem | null {
  if (host.chosen) return null;
  const checked = checkName(host.text);
  if (!checked.ok) return checked.problem;
  return host.listing === 'not-yet' ? null : notChosen(host);
}

/** What keeps the visitor on Booking, or null. */
export function checkBooking({ booking }: Draft): LookupProblem | null {
  if (booking.chosen) return null;
  if (booking.listing === 'not-yet') return 'not-yet';
  return booking.text.trim() === '' ? 'empty' : notChosen(booking);
}
