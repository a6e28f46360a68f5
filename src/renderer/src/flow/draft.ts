import type { HostChoice } from '#shared/domain/arrival.ts';
import type { PhoneProblem } from '#shared/domain/phone.ts';
import type { Language } from '#shared/domain/profile.ts';
import {
  type Checked,
  checkEmail,
  checkName,
  enoughToSearch,
  type TextProblem,
} from '#shared/domain/text.ts';
import type { Kiosk, Request, Search } from '#shared/ipc/contract.ts';

export const youFields = ['firstName', 'lastName', 'email', 'phone', 'company'] as const;
export type YouField = (typeof youFields)[number];

export type Hosts = Search['hosts'];
export type Directory = Search['directory'];

/** Everything that a visitor has given so far, as they gave it. */
export interface Draft extends Readonly<Record<YouField, string>> {
  /** The host's name as typed; on its own it chooses nobody. */
  readonly host: string;
  readonly directory: Directory;
  /** What the last search answered, or null while nothing has been answered for this text. */
  readonly found: Hosts | null;
  readonly chosen: Hosts[number] | null;
  readonly agreed: boolean;
  /** The visit's id, from the first time that Confirm was reached. */
  readonly id: string | null;
}

export function blankDraft(directory: Directory): Draft {
  return {
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    company: '',
    host: '',
    directory,
    found: null,
    chosen: null,
    agreed: false,
    id: null,
  };
}

/** `other`: main refused the answer for a reason that this screen has no words for. */
export type Problem = TextProblem | PhoneProblem | 'other';
export type Problems = Readonly<Partial<Record<YouField, Problem>>>;
export type HostProblem = Problem | 'too-short' | 'no-match' | 'choose' | 'no-answer';

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

export function isNoMatch({ directory, found, host }: Draft): boolean {
  return directory === 'ready' && found?.length === 0 && enoughToSearch(host);
}

/** What keeps the visitor on Host, or null. */
export function checkHost(draft: Draft): HostProblem | null {
  if (draft.chosen) return null;
  const checked = checkName(draft.host);
  if (!checked.ok) return checked.problem;
  if (draft.directory === 'not-yet') return null;
  if (isNoMatch(draft)) return 'no-match';
  return enoughToSearch(draft.host) || draft.found?.length ? 'choose' : 'too-short';
}

export function hostOf(draft: Draft): HostChoice {
  return draft.chosen
    ? { kind: 'chosen', id: draft.chosen.id, name: draft.chosen.name }
    : { kind: 'typed', name: draft.host.trim() };
}

/** The wording to show: in the visitor's language, else in the first that the profile gives. */
export function termsIn(
  terms: NonNullable<Kiosk['walkIn']['terms']>,
  language: Language,
): { language: Language; text: string } {
  const own = terms.text[language];
  if (own !== undefined) return { language, text: own };
  const [first] = Object.entries(terms.text) as [Language, string][];
  return first ? { language: first[0], text: first[1] } : { language, text: '' };
}

/** The draft as main takes it. Fields that this kiosk does not ask for are left out, and so are blank ones. */
export function walkInOf(
  draft: Draft & { readonly id: string },
  kiosk: Kiosk,
  language: Language,
): Request<'arrivals.add'> {
  const given = askedOf(kiosk.walkIn)
    .map(({ field }) => [field, draft[field]] as const)
    .filter(([, typed]) => typed.trim() !== '');
  const { terms } = kiosk.walkIn;
  return {
    id: draft.id,
    visitor: { firstName: draft.firstName, email: draft.email, ...Object.fromEntries(given) },
    host: hostOf(draft),
    ...(terms && {
      agreement: { version: terms.version, language: termsIn(terms, language).language },
    }),
  };
}
