import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkIn } from '../../../../src/shared/domain/arrival.ts';
import { checkPhone, isCountry } from '../../../../src/shared/domain/phone.ts';
import {
  checkCode,
  checkEmail,
  checkName,
  enoughToSearch,
  fold,
  lengthOf,
} from '../../../../src/shared/domain/text.ts';
import { walkInOf } from '../../../support/arrivals.ts';

describe('a name', () => {
  it.each([
    'Ada',
    'Ó Súilleabháin',
    '王芳',
    'ليلى حداد',
    'Ελένη',
    'דוד',
    'ပြည့်စုံ',
    'मीना',
    'X Æ A-12',
    "O'Brien",
    '𠮷野',
    'נועה\u200f (Noa)',
    'می\u200cخواهم',
    '👩\u200d🚀',
    '\u2067ليلى\u2069 Smith',
    'Dr. No, Jr.',
    'Ada\u00a0Maria',
  ])('may be %j', (name) => expect(checkName(name)).toEqual({ ok: true, value: name }));

  it('loses the space around it and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const checked = checkName(`  ${text}\u3000`);
        if (checked.ok) expect(checked.value).toBe(text.trim());
        else expect(text.trim() === '' || /\p{Cc}/u.test(text) || lengthOf(text) > 100).toBe(true);
      }),
    );
  });

  it('has a hundred characters at most, as people count', () => {
    for (const one of ['a', '王', '𠮷']) {
      expect(checkName(one.repeat(100)).ok).toBe(true);
      expect(checkName(one.repeat(101))).toEqual({ ok: false, problem: 'too-long' });
    }
  });

  it('has no control character', () => {
    for (const code of [0, 7, 9, 10, 13, 27, 0x7f, 0x80, 0x9f])
      expect(checkName(`A${String.fromCharCode(code)}da`)).toEqual({
        ok: false,
        problem: 'control-character',
      });
    expect(checkName(' \u3000 ')).toEqual({ ok: false, problem: 'empty' });
  });

  it('is a form’s rule too: of a last name and a company that are blank nothing stays', () => {
    const host = { kind: 'typed', name: ' Maya ' } as const;
    const given = walkInOf(host, { firstName: ' Ada ', lastName: ' ', company: '', phone: ' ' });
    const read = walkIn.parse(given);
    expect(read.visitor).toEqual({ firstName: 'Ada', email: given.visitor.email });
    expect(read.host).toEqual({ kind: 'typed', name: 'Maya' });
    expect(
      walkIn.safeParse({ ...given, visitor: { ...given.visitor, firstName: ' ' } }).success,
    ).toBe(false);
    expect(walkIn.safeParse({ ...given, id: 'x' }).success).toBe(false);
    expect(walkIn.safeParse({ ...given, more: 1 }).success).toBe(false);
  });
});

describe('an e-mail address', () => {
  it.each([
    'a@b',
    'Ada.Lovelace+kiosk@Guests.example',
    "o'brien@a-b.co",
    ' ada@b.example ',
    '1@2.3',
    `${'a'.repeat(64)}@b.example`,
  ])('%j is one', (typed) => expect(checkEmail(typed)).toEqual({ ok: true, value: typed.trim() }));

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['ada', 'no-at-sign'],
    ['@b', 'not-an-email'],
    ['a@', 'not-an-email'],
    ['a b@c', 'not-an-email'],
    ['a@b@c', 'not-an-email'],
    ['a@-b', 'not-an-email'],
    ['a@b..c', 'not-an-email'],
    ['a@b_c', 'not-an-email'],
    ['é@b.example', 'not-an-email'],
    ['a@b.example\n', null],
    ['a\u200b@b', 'not-an-email'],
    [`a@${'b'.repeat(64)}`, 'not-an-email'],
    [`a@${'b.'.repeat(200)}c`, 'too-long'],
  ])('%j: %s', (typed, problem) => {
    const checked = checkEmail(typed);
    expect(checked.ok ? null : checked.problem).toBe(problem);
  });
});

describe('a phone number', () => {
  it.each([
    ['+351 912 345 678', undefined, '+351912345678'],
    ['912 345 678', 'PT', '+351912345678'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['+44 20 7946 0958', 'PT', '+442079460958'],
    ['(202) 456-1111', 'US', '+12024561111'],
  ])('%j in %j is %s', (typed, country, value) =>
    expect(checkPhone(typed, country)).toEqual({ ok: true, value }),
  );

  it.each([
    ['912345678', undefined, 'needs-country-code'],
    ['12', 'PT', 'not-a-phone-number'],
    ['+999 123', undefined, 'not-a-phone-number'],
    ['call me', 'PT', 'not-a-phone-number'],
    [' ', 'PT', 'empty'],
  ])('%j in %j: %s', (typed, country, problem) =>
    expect(checkPhone(typed, country)).toEqual({ ok: false, problem }),
  );

  it('is read by a country that there is', () => {
    expect(['PT', 'GB', 'XX', 'pt', ''].map(isCountry)).toEqual([true, true, false, false, false]);
  });
});

describe('what is enough to search', () => {
  it.each([
    ['ma', false],
    ['may', true],
    [' ma ', false],
    ['Zoë', true],
    ['王', false],
    ['王芳', true],
    ['김서', true],
    ['さく', true],
    ['', false],
    ['a b', false],
    ['a.b', false],
    ['...', false],
    ["O'B", false],
    ["O'Br", true],
    ['e\u0301a', false],
    ['मीना', true],
  ])('%j: %s', (typed, enough) => expect(enoughToSearch(typed)).toBe(enough));
});

describe('one spelling for comparing', () => {
  it.each([
    ['Zoë ŁUKASIEWICZ', 'zoe lukasiewicz'],
    ['Ó  Súilleabháin', 'o suilleabhain'],
    ['Größler', 'grossler'],
    ['Þóra', 'thora'],
    ['İpek Işıl', 'ipek isil'],
    ['Ångström', 'angstrom'],
    ['Đorđe', 'dorde'],
    ['ﬁona', 'fiona'],
  ])('%j is %j', (name, folded) => expect(fold(name)).toBe(folded));

  it('is the same when it is done twice, and for each way to write an accent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });
});

describe('the code of an invitation', () => {
  it.each([
    ['012345', '012345'],
    [' 012 345\n', '012345'],
    ['012-345', '012345'],
    ['ab12', 'AB12'],
    ['https://harbour.spaces.nexudus.example/visitors/012345?lang=en', '012345'],
    ['Your PIN is 012345.', '012345'],
  ])('%j is %s', (typed, value) => {
    expect(checkCode(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['123', 'not-a-code'],
    ['1234567890123', 'not-a-code'],
    ['٠١٢٣٤٥', 'not-a-code'],
    ['https://x.example/012345/678901', 'not-a-code'],
    ['https://x.example/0123456', 'not-a-code'],
  ])('%j is none: %s', (typed, problem) => {
    expect(checkCode(typed)).toEqual({ ok: false, problem });
  });
});
