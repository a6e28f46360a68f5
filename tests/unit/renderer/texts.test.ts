import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/renderer/src/flow/draft.ts';
import { youFields } from '../../../src/renderer/src/flow/draft.ts';
import { en } from '../../../src/renderer/src/i18n/en.ts';
import { languages, loadTexts } from '../../../src/renderer/src/i18n/index.ts';
import { hostProblemKey, youProblemKey } from '../../../src/renderer/src/ui/problem-key.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? []).sort();
const english = new Map(leaves(en));

const pluralForm = /_(zero|one|two|few|many|other)$/;

describe.each(Object.entries(languages))('%s', (language, { messages }) => {
  it.each(leaves(messages))('%s says something, with the variables of the English', (key, text) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
    const wanted = placeholders(
      english.get(key.replace(pluralForm, '_other')) ?? english.get(key) ?? '',
    );
    // One and two may be words.
    const said = /_(one|two)$/.test(key) && !text.includes('{{count}}') ? ['{{count}}'] : [];
    expect([...placeholders(text), ...said].sort()).toEqual(wanted);
  });

  it('has every message, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const wanted = [...english.keys()].flatMap((key) => {
      const message = key.replace(pluralForm, '');
      if (message === key) return [key];
      return key.endsWith('_other') ? pluralCategories.map((form) => `${message}_${form}`) : [];
    });
    const keys = leaves(messages).map(([key]) => key);
    expect(keys.sort()).toEqual(wanted.sort());
  });
});

it('names buttons and fields exactly, since anything outside finds them by name', () => {
  expect(Object.values(en.actions)).toEqual([
    'Sign in',
    'Continue',
    'Back',
    'Confirm',
    'Start over',
    'Done',
  ]);
  expect([...youFields, 'host', 'agree'].map((key) => english.get(`fields.${key}`))).toEqual([
    'First name',
    'Last name',
    'Email',
    'Phone',
    'Company',
    'Who are you here to see?',
    'I agree to the terms',
  ]);
});

it('has words for every problem of every field', () => {
  const problems: Problem[] = [
    'empty',
    'too-long',
    'control-character',
    'not-an-email',
    'no-at-sign',
    'not-a-phone-number',
    'needs-country-code',
    'other',
  ];
  for (const problem of problems) {
    for (const field of youFields) expect(english.has(youProblemKey(field, problem))).toBe(true);
    expect(english.has(hostProblemKey(problem))).toBe(true);
  }
  for (const problem of ['choose', 'no-match', 'no-answer', 'too-short'] as const)
    expect(english.has(hostProblemKey(problem))).toBe(true);
});

it('is ready when loaded, and takes names as they are', async () => {
  const texts = await loadTexts();
  expect(texts.t('welcome.greeting')).toBe('Welcome to');
  expect(texts.t('staff.offline', { number: 3, since: '9:30' })).toContain('9:30: 3.');
  expect(texts.t('result.told-title', { name: 'Ana & <b>', lng: 'ar' })).toContain('Ana & <b>');
});

it('counts minutes as each language does', async () => {
  const texts = await loadTexts();
  const slow = (count: number, lng: string) => texts.t('staff.clock-slow', { count, lng });
  expect(slow(1, 'en')).toContain(' 1 minute slow');
  expect(slow(60, 'en')).toContain(' 60 minutes slow');
  expect(slow(2, 'ar')).toContain('دقيقتين');
  expect(slow(3, 'ar')).toContain('3 دقائق');
  expect(slow(60, 'ar')).toContain('60 دقيقة');
});
