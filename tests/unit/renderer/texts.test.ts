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

describe.each(Object.entries(languages))('%s', (_, { messages }) => {
  it.each(leaves(messages))('%s says something, with the variables of the English', (key, text) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
    expect(placeholders(text)).toEqual(placeholders(english.get(key) ?? ''));
  });

  it('has every message, and no other', () => {
    expect(leaves(messages).map(([key]) => key)).toEqual([...english.keys()]);
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
  expect(texts.t('staff.offline', { number: 3 })).toContain(': 3.');
  expect(texts.t('result.told-title', { name: 'Ana & <b>', lng: 'ar' })).toContain('Ana & <b>');
});
