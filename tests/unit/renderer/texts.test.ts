import { describe, expect, it } from 'vitest';
import type { HostAnswer, Outcome } from '#shared/domain/arrival.ts';
import type { Problem } from '../../../src/renderer/src/flow/draft.ts';
import { youFields } from '../../../src/renderer/src/flow/draft.ts';
import { findAnswers, findFields } from '../../../src/renderer/src/flow/find.ts';
import { saidOf } from '../../../src/renderer/src/flow/said.ts';
import type { Errand } from '../../../src/renderer/src/flow/state.ts';
import { en } from '../../../src/renderer/src/i18n/en.ts';
import { languages, loadTexts } from '../../../src/renderer/src/i18n/index.ts';
import {
  findProblemKey,
  lookupProblemKey,
  problemKey,
} from '../../../src/renderer/src/ui/problem-key.ts';

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
    'I am expected',
    'I have a booking',
    'Sign out',
    'Call reception',
    'Continue',
    'Back',
    'Confirm',
    'Start over',
    'Done',
    'I have a code',
    'I do not have a code',
    'I do not have a host',
    'Sign in without a booking',
    'Wait at reception',
  ]);
  expect(
    [...youFields, 'host', 'booking', 'name', 'agree'].map((key) => english.get(`fields.${key}`)),
  ).toEqual([
    'First name',
    'Last name',
    'Email',
    'Phone',
    'Company',
    'Who are you here to see?',
    'Which booking are you here for?',
    'Full name',
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
    'not-a-code',
    'other',
  ];
  const lookups = ['host', 'booking'] as const;
  for (const problem of problems) {
    for (const field of youFields) expect(english.has(problemKey(field, problem))).toBe(true);
    for (const of of lookups) expect(english.has(lookupProblemKey(of, problem))).toBe(true);
  }
  for (const problem of ['choose', 'no-match', 'no-answer', 'too-short', 'not-yet'] as const)
    for (const of of lookups) expect(english.has(lookupProblemKey(of, problem))).toBe(true);
  for (const field of [...findFields.code, ...findFields.name])
    for (const problem of [...problems, ...findAnswers])
      expect(english.has(findProblemKey(field, problem))).toBe(true);
});

it('says no more of a visit than is known', () => {
  const chosen = { kind: 'chosen', id: 'h1', name: 'Maya Okafor' } as const;
  const typed = { kind: 'typed', name: 'Maya' } as const;
  const walkIn = (host: typeof chosen | typeof typed, answer: HostAnswer | null = null) =>
    ({ kind: 'walk-in', host, answer }) as const;
  const words = (errand: Errand, outcome: Outcome) => {
    const { picture, title, next } = saidOf({ errand, outcome });
    return [picture, english.get(`result.${title}`), next && english.get(`result.${next}`)];
  };
  const name = '<name>{{name}}</name>';
  const told = (errand: Errand) => words(errand, 'told');
  const back = 'as soon as the connection is back.';
  expect(told(walkIn(chosen))[1]).toBe(`${name} has been told`);
  expect(told(walkIn(typed))[1]).toBe('You are signed in');
  expect(words(walkIn(chosen), 'recorded')[2]).toBe(`${name} will be told ${back}`);
  expect(words(walkIn(chosen, 'waiting'), 'recorded')[2]).toBe(
    `${name} will be asked ${back} Reception can help you meanwhile.`,
  );
  expect(told(walkIn(chosen, 'waiting'))).toEqual([
    'waiting',
    `${name} has been asked`,
    'Waiting for an answer',
  ]);
  expect(told(walkIn(chosen, 'hold'))[1]).toBe(`${name} asks you to wait here`);
  expect(told(walkIn(chosen, 'come-up'))[1]).toBe(`${name} asks you to come up`);
  expect(told(walkIn(chosen, 'accepted'))[1]).toBe(`${name} has said yes`);
  expect(told(walkIn(chosen, 'declined'))).toEqual([
    'reception',
    'Please speak to reception',
    undefined,
  ]);
  expect(told(walkIn(chosen, 'reception'))).toEqual([
    'reception',
    'Please speak to reception',
    `${name} has not answered yet.`,
  ]);
  expect(told({ kind: 'check-in' })).toEqual(['tick', 'You are signed in', 'You can wait here.']);
  expect(words({ kind: 'check-in' }, 'already')[1]).toBe('You are already signed in');
  expect(words({ kind: 'check-in' }, 'recorded')[1]).toBe('Your arrival is recorded');
  expect(told({ kind: 'sign-out' })[1]).toBe('You are signed out');
  expect(words({ kind: 'sign-out' }, 'already')[1]).toBe('You are already signed out');
  expect(words({ kind: 'sign-out' }, 'recorded')[1]).toBe('Your sign-out is recorded');
  expect(told({ kind: 'contact' })[1]).toBe('Your details are with the team');
  expect(words({ kind: 'contact' }, 'recorded')[2]).toBe(`They will be passed on ${back}`);
  expect(told({ kind: 'call' })[1]).toBe('Reception has been told');
  expect(words({ kind: 'call' }, 'recorded')).toEqual([
    'tick',
    'Your call is on this screen for reception',
    'If nobody comes, go to the desk.',
  ]);
  for (const kind of ['check-in', 'sign-out', 'contact', 'call'] as const) {
    expect(words({ kind }, 'reception')[1]).toBe('Please speak to reception');
    for (const outcome of ['sending', 'recorded', 'told', 'already'] as const)
      for (const text of words({ kind }, outcome)) expect(text ?? '').not.toContain('{{name}}');
  }
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
