import { describe, expect, it } from 'vitest';
import type { Outcome } from '#shared/domain/arrival.ts';
import { transition } from '../../../src/renderer/src/flow/machine/transition.ts';
import type { FlowEvent } from '../../../src/renderer/src/flow/state.ts';
import {
  back,
  choose,
  confirm,
  found,
  hostGiven,
  kept,
  news,
  refused,
  signIn,
  through,
  toConfirm,
  toHost,
  typed,
  youDone,
} from './events.ts';
import { maya, mayank, visitId } from './support.ts';

describe('the way through', () => {
  it('leads from Welcome to the result', () => {
    const states = [...toConfirm, confirm, kept('sending'), news('told')].map(
      (_, index, events) => through(...events.slice(0, index + 1)).screen,
    );
    expect(states.filter((screen, index) => screen !== states[index - 1])).toEqual([
      'you',
      'host',
      'confirm',
      'result',
    ]);
    expect(through(...toConfirm, confirm, kept('sending'), news('told'))).toEqual({
      screen: 'result',
      language: null,
      id: visitId,
      errand: {
        kind: 'walk-in',
        host: { kind: 'chosen', id: 'h1', name: 'Maya Okafor' },
        answer: null,
      },
      outcome: 'told',
    });
  });

  it('stays on You while an answer is wrong, and clears the message as the person types', () => {
    const wrong = through(signIn, {
      type: 'you-checked',
      problems: { firstName: 'empty', email: 'no-at-sign' },
      id: visitId,
    });
    expect(wrong).toMatchObject({ screen: 'you', checks: 1 });
    expect(transition(wrong, typed('email', 'a@b'))).toMatchObject({
      problem: { firstName: 'empty' },
      checks: 1,
    });
  });

  it('goes back with everything that was typed and chosen, and keeps the id for the next try', () => {
    const again = through(...toConfirm, back);
    expect(again).toMatchObject({
      screen: 'host',
      draft: { host: { text: 'may', chosen: maya, found: [maya, mayank] }, id: visitId },
    });
    expect(through(...toConfirm, { type: 'back' }, { type: 'back' })).toMatchObject({
      screen: 'you',
      draft: { firstName: 'Ana', email: 'ana@silva.example' },
    });
    expect(transition(again, { type: 'host-given', id: 'another' })).toMatchObject({
      screen: 'confirm',
      draft: { id: visitId },
    });
  });
});

describe('the host', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['a name longer than any', 'x'.repeat(101), 'too-long'],
    ['two letters', 'ma', 'too-short'],
    ['a name that nobody has chosen from the list', 'may', 'choose'],
  ])('is not taken from %s', (_, text, problem) => {
    expect(through(...toHost, typed('host', text), hostGiven)).toMatchObject({
      screen: 'host',
      problem,
      checks: 1,
    });
  });

  it('has to be chosen even when the name typed is exactly one result', () => {
    const one: FlowEvent = { ...found, query: 'maya okafor', found: [maya] };
    expect(through(...toHost, typed('host', 'maya okafor'), one, hostGiven)).toMatchObject({
      screen: 'host',
      problem: 'choose',
    });
  });

  it('says so when nobody has the name', () => {
    const none: FlowEvent = { ...found, found: [] };
    expect(through(...toHost, typed('host', 'may'), none, hostGiven)).toMatchObject({
      screen: 'host',
      problem: 'no-match',
    });
  });

  it('is typed while there is no directory yet', () => {
    const events: FlowEvent[] = [
      { type: 'sign-in', directory: 'not-yet' },
      youDone,
      typed('host', '  Li  '),
      hostGiven,
      confirm,
      kept('told'),
    ];
    expect(through(...events)).toMatchObject({
      screen: 'result',
      errand: { host: { kind: 'typed', name: 'Li' } },
    });
  });

  it('has to be chosen once the directory has come', () => {
    const events: FlowEvent[] = [
      { type: 'sign-in', directory: 'not-yet' },
      youDone,
      typed('host', 'Maya'),
      { type: 'directory', directory: 'ready' },
      hostGiven,
    ];
    expect(through(...events)).toMatchObject({ screen: 'host', problem: 'choose' });
  });

  it('is no longer chosen when the name is typed anew', () => {
    expect(
      through(...toHost, typed('host', 'may'), found, choose, typed('host', 'mayk'), hostGiven),
    ).toMatchObject({ screen: 'host', draft: { host: { chosen: null } } });
  });

  it('drops an answer to what is no longer typed', () => {
    const state = through(...toHost, typed('host', 'mayk'));
    expect(transition(state, found)).toBe(state);
    expect(transition(state, { type: 'not-searched', of: 'host', query: 'may' })).toBe(state);
  });

  it('keeps saying that names cannot be shown until the name changes', () => {
    const silent = through(
      ...toHost,
      typed('host', 'may'),
      { type: 'not-searched', of: 'host', query: 'may' },
      hostGiven,
    );
    expect(silent).toMatchObject({ problem: 'no-answer' });
    expect(transition(silent, typed('host', 'maya'))).toMatchObject({ problem: null });
  });
});

describe('confirming', () => {
  it('needs the terms where there are any', () => {
    const withTerms: FlowEvent = { type: 'confirm', terms: true };
    expect(through(...toConfirm, withTerms)).toMatchObject({
      screen: 'confirm',
      problem: 'not-agreed',
      handed: null,
    });
    expect(
      through(...toConfirm, withTerms, { type: 'agree', agreed: true }, withTerms),
    ).toMatchObject({ problem: null, handed: { id: visitId } });
  });

  it('asks for the agreement anew in another language', () => {
    const agreed = through(...toConfirm, { type: 'agree', agreed: true });
    expect(agreed).toMatchObject({ draft: { agreed: true } });
    expect(transition(agreed, { type: 'speak', language: 'ar' })).toMatchObject({
      language: 'ar',
      draft: { agreed: false, firstName: 'Ana' },
    });
  });

  it('changes nothing more while main has not answered', () => {
    const busy = through(...toConfirm, confirm);
    for (const event of [confirm, back, { type: 'agree', agreed: true }] as const)
      expect(transition(busy, event)).toBe(busy);
  });

  it('shows what overtook the answer', () => {
    expect(through(...toConfirm, confirm, news('told'), kept('sending'))).toMatchObject({
      outcome: 'told',
    });
  });

  it('ignores an answer to another visit', () => {
    const busy = through(...toConfirm, confirm);
    expect(transition(busy, { ...kept('told'), id: 'another' } as FlowEvent)).toBe(busy);
    expect(transition(busy, { type: 'news', id: 'another', outcome: 'told' })).toBe(busy);
  });

  it('leads back to the field that main could not keep', () => {
    const phone = refused({ field: 'phone', problem: 'not-a-phone-number' });
    expect(through(...toConfirm, confirm, phone)).toMatchObject({
      screen: 'you',
      problem: { phone: 'not-a-phone-number' },
      checks: 1,
      draft: { firstName: 'Ana', id: visitId },
    });
    const host = refused({ field: 'host.name', problem: 'constructor' });
    expect(through(...toConfirm, confirm, host)).toMatchObject({
      screen: 'host',
      problem: 'other',
      checks: 1,
    });
  });

  it.each([
    refused({ field: 'terms', problem: 'not-agreed' }),
    refused(),
    { type: 'not-kept', id: visitId, failure: { code: 'cannot-keep' } },
    { type: 'not-kept', id: visitId, failure: { code: 'internal' } },
  ] as FlowEvent[])('sends to reception where no field can be mended', (event) => {
    expect(through(...toConfirm, confirm, event)).toMatchObject({
      screen: 'result',
      outcome: 'reception',
    });
  });
});

describe('the result', () => {
  const result = (outcome: Outcome) => through(...toConfirm, confirm, kept(outcome));

  it('follows the news of its own visit', () => {
    expect(transition(result('sending'), news('recorded'))).toMatchObject({ outcome: 'recorded' });
    expect(transition(result('recorded'), news('told'))).toMatchObject({ outcome: 'told' });
    expect(transition(result('told'), news('reception'))).toMatchObject({ outcome: 'reception' });
    const state = result('recorded');
    expect(transition(state, { type: 'news', id: 'another', outcome: 'told' })).toBe(state);
  });

  it('never takes back what it has said for something weaker', () => {
    for (const [said, weaker] of [
      ['recorded', 'sending'],
      ['told', 'recorded'],
      ['reception', 'sending'],
      ['already', 'recorded'],
    ] as const) {
      const state = result(said);
      expect(transition(state, news(weaker))).toBe(state);
    }
  });
});
