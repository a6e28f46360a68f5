/** Rules for what people type. Each returns the value to keep, or the one thing that is wrong with it. */

export const NAME_LENGTH = 100;
export const EMAIL_LENGTH = 320;

export type TextProblem =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'not-an-email'
  | 'no-at-sign'
  | 'not-a-code';
export type Checked<P extends string = TextProblem> =
  | { ok: true; value: string }
  | { ok: false; problem: P };

const controlCharacter = /\p{Cc}/u;

/** The rule that browsers apply to `<input type=email>`: https://html.spec.whatwg.org/#valid-e-mail-address */
const emailRule =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Length in code points: what a person would count, unlike UTF-16 units. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A name, a company: any script, at most {@link NAME_LENGTH} code points. Surrounding space goes;
 * nothing else is changed, since joiners and direction marks are part of how some names are written.
 */
export function checkName(typed: string): Checked<'empty' | 'too-long' | 'control-character'> {
  const value = typed.trim();
  if (value === '') return { ok: false, problem: 'empty' };
  if (controlCharacter.test(value)) return { ok: false, problem: 'control-character' };
  if (lengthOf(value) > NAME_LENGTH) return { ok: false, problem: 'too-long' };
  return { ok: true, value };
}

/** An e-mail address by the rule of the HTML living standard. Case is kept as typed. */
export function checkEmail(typed: string): Checked {
  const value = typed.trim();
  if (value === '') return { ok: false, problem: 'empty' };
  if (value.length > EMAIL_LENGTH) return { ok: false, problem: 'too-long' };
  if (!value.includes('@')) return { ok: false, problem: 'no-at-sign' };
  if (!emailRule.test(value)) return { ok: false, problem: 'not-an-email' };
  return { ok: true, value };
}

/** Six digits at both vendors today; Nexudus does not promise that its own stays so. */
const codeRule = /^[A-Z0-9]{4,12}$/;

/** What a code looks like in the middle of something else, such as the address in a QR code. */
const sixDigits = /(?<!\d)\d{6}(?!\d)/g;

/**
 * The code of an invitation, as it was typed or read by a scanner: space and dashes go, leading zeros stay. Of something
 * longer, the only six digits that stand by themselves are taken for it.
 */
export function checkCode(typed: string): Checked<'empty' | 'not-a-code'> {
  const value = typed.replace(/[\s-]/g, '').toUpperCase();
  if (value === '') return { ok: false, problem: 'empty' };
  if (codeRule.test(value)) return { ok: true, value };
  const [code, ...others] = typed.match(sixDigits) ?? [];
  return code !== undefined && others.length === 0
    ? { ok: true, value: code }
    : { ok: false, problem: 'not-a-code' };
}

/** Letters that Unicode does not take apart into a base letter and an accent. */
const whole: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};

/** One spelling for comparing names: no accents, no case, single spaces. For matching only, never for display. */
export function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħıŋ]/g, (letter) => whole[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

const SEARCH_FROM_LETTERS = 3;

/** Scripts in which two characters say as much as several letters elsewhere, and many whole names have no more. */
const dense = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether enough has been typed to look for a host: the directory is searched, never listed. */
export function enoughToSearch(typed: string): boolean {
  const letters = typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}]/gu)?.length ?? 0;
  return letters >= (dense.test(typed) ? SEARCH_FROM_LETTERS - 1 : SEARCH_FROM_LETTERS);
}
