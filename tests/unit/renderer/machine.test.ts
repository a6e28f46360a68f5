import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '#shared/domain/arrival.ts';
import type { Failure } from '#shared/ipc/result.ts';
import type { Hosts, Problems } from '../../../src/renderer/src/flow/draft.ts';
import { transition, welcome } from '../../../src/renderer/src/flow/machine.ts';
import type { FlowEvent, State } from '../../../src/renderer/src/flow/state.ts';
import { maya, mayank, visitId } from './support.ts';

const through = (...events: FlowEvent[]) => events.reduce(transition, welcome as State);

const signIn: FlowEvent = { type: 'sign-in', directory: 'ready' };
const typed = (field: 'firstName' | 'email' | 'host', text: string): FlowEvent => ({
  type: 'type',
  field,
  text,
});
const youDone: FlowEvent = { type: 'you-checked', problems: {} };
const toHost = [signIn, typed('firstName', 'Ana'), typed('email', 'ana@silva.example'), youDone];
const found: FlowEvent = {
  type: 'found',
  query: 'may',
  directory: 'ready',
  hosts: [maya, mayank],
};
const hostGiven: FlowEvent = { type: 'host-given', id: visitId };
const toConfirm: FlowEvent[] = [
  ...toHost,
  typed('host', 'may'),
  found,
  { type: 'choose', host: maya },
  hostGiven,
];
const confirm: FlowEvent = { type: 'confirm', terms: false };
const kept = (outcome: Outcome): FlowEvent => ({ type: 'kept', id: visitId, outcome });
const news = (outcome: Outcome): FlowEvent => ({ type: 'news', id: visitId, outcome });

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
      host: { kind: 'chosen', id: 'h1', name: 'Maya Okafor' },
      outcome: 'told',
    });
  });

  it('stays on You while an answer is wrong, and clears the message as the person types', () => {
    const wrong = through(signIn, {
      type: 'you-checked',
      problems: { firstName: 'empty', email: 'no-at-sign' },
    });
    expect(wrong).toMatchObject({ screen: 'you', checks: 1 });
    expect(transition(wrong, typed('email', 'a@b'))).toMatchObject({
      problem: { firstName: 'empty' },
      checks: 1,
    });
  });

  it('goes back with everything that was typed and chosen, and keeps the id for the next try', () => {
    const back = through(...toConfirm, { type: 'back' });
    expect(back).toMatchObject({
      screen: 'host',
      draft: { host: 'may', chosen: maya, found: [maya, mayank], id: visitId },
    });
    expect(through(...toConfirm, { type: 'back' }, { type: 'back' })).toMatchObject({
      screen: 'you',
      draft: { firstName: 'Ana', email: 'ana@silva.example' },
    });
    expect(transition(back, { type: 'host-given', id: 'another' })).toMatchObject({
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
    const one: FlowEvent = { ...found, query: 'maya okafor', hosts: [maya] };
    expect(through(...toHost, typed('host', 'maya okafor'), one, hostGiven)).toMatchObject({
      screen: 'host',
      problem: 'choose',
    });
  });

  it('says so when nobody has the name', () => {
    const none: FlowEvent = { ...found, hosts: [] };
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
      host: { kind: 'typed', name: 'Li' },
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
    const chosen: FlowEvent = { type: 'choose', host: maya };
    expect(
      through(...toHost, typed('host', 'may'), found, chosen, typed('host', 'mayk'), hostGiven),
    ).toMatchObject({ screen: 'host', draft: { chosen: null } });
  });

  it('drops an answer to what is no longer typed', () => {
    const state = through(...toHost, typed('host', 'mayk'));
    expect(transition(state, found)).toBe(state);
    expect(transition(state, { type: 'not-searched', query: 'may' })).toBe(state);
  });

  it('keeps saying that names cannot be shown until the name changes', () => {
    const silent = through(
      ...toHost,
      typed('host', 'may'),
      { type: 'not-searched', query: 'may' },
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
      busy: false,
    });
    expect(
      through(...toConfirm, withTerms, { type: 'agree', agreed: true }, withTerms),
    ).toMatchObject({ problem: null, busy: true });
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
    for (const event of [confirm, { type: 'back' }, { type: 'agree', agreed: true }] as const)
      expect(transition(busy, event)).toBe(busy);
  });

  it('shows what overtook the answer', () => {
    expect(through(...toConfirm, confirm, news('told'), kept('sending'))).toMatchObject({
      outcome: 'told',
    });
  });

  it('ignores an answer to another visit', () => {
    const busy = through(...toConfirm, confirm);
    expect(transition(busy, { type: 'kept', id: 'another', outcome: 'told' })).toBe(busy);
    expect(transition(busy, { type: 'news', id: 'another', outcome: 'told' })).toBe(busy);
  });

  const refused = (...fields: { field: string; problem: string }[]): FlowEvent => ({
    type: 'not-kept',
    id: visitId,
    failure: { code: 'invalid', fields },
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
    ] as const) {
      const state = result(said);
      expect(transition(state, news(weaker))).toBe(state);
    }
  });
});

describe('any sequence of events', () => {
  const text = fc.constantFrom('', 'may', 'maya', 'x'.repeat(101));
  const outcome = fc.constantFrom<Outcome>('sending', 'recorded', 'told', 'reception');
  const directory = fc.constantFrom('ready' as const, 'not-yet' as const);
  const staying: fc.Arbitrary<FlowEvent> = fc.oneof(
    fc.record({ type: fc.constant('sign-in' as const), directory }),
    fc.record({
      type: fc.constant('speak' as const),
      language: fc.constantFrom('en' as const, 'ar' as const),
    }),
    fc.record({
      type: fc.constant('type' as const),
      field: fc.constantFrom('firstName' as const, 'company' as const, 'host' as const),
      text,
    }),
    fc.record({
      type: fc.constant('you-checked' as const),
      problems: fc.constantFrom<Problems>({}, { email: 'empty' }),
    }),
    fc.record({ type: fc.constant('directory' as const), directory }),
    fc.record({
      type: fc.constant('found' as const),
      query: text,
      directory,
      hosts: fc.constantFrom<Hosts>([], [maya], [maya, mayank]),
    }),
    fc.record({ type: fc.constant('not-searched' as const), query: text }),
    fc.record({ type: fc.constant('choose' as const), host: fc.constantFrom(maya, mayank) }),
    fc.record({ type: fc.constant('host-given' as const), id: fc.constantFrom('a', 'b') }),
    fc.record({ type: fc.constant('agree' as const), agreed: fc.boolean() }),
    fc.record({ type: fc.constant('confirm' as const), terms: fc.boolean() }),
    fc.record({ type: fc.constant('news' as const), id: fc.constantFrom('a', 'b'), outcome }),
    fc.record({ type: fc.constant('back' as const) }),
    fc.record({
      type: fc.constant('not-kept' as const),
      id: fc.constantFrom('a', 'b'),
      failure: fc.constant<Failure>({
        code: 'invalid',
        fields: [{ field: 'email', problem: 'empty' }],
      }),
    }),
  );
  const keeping: fc.Arbitrary<FlowEvent> = fc.record({
    type: fc.constant('kept' as const),
    id: fc.constantFrom('a', 'b'),
    outcome,
  });

  it('keeps what was typed until the visit is kept or left', () => {
    fc.assert(
      fc.property(fc.array(staying, { maxLength: 60 }), (events) => {
        let state: State = welcome;
        const typed: Record<string, string> = {};
        for (const event of events) {
          const before = state;
          state = transition(state, event);
          const took =
            event.type === 'type' &&
            ((before.screen === 'you' && event.field !== 'host') ||
              (before.screen === 'host' && event.field === 'host'));
          if (took) typed[event.field] = event.text;
          if (state.screen === 'welcome') expect(typed).toEqual({});
          else if (state.screen !== 'result') expect(state.draft).toMatchObject(typed);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('can always be left, and then holds nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(staying, keeping), { maxLength: 60 }), (events) => {
        expect(through(...events, { type: 'leave' })).toBe(welcome);
      }),
      { numRuns: 500 },
    );
  });

  it('never gets stuck: a visitor who answers well always reaches the result', () => {
    fc.assert(
      fc.property(fc.array(staying, { maxLength: 60 }), (events) => {
        let state = through(...events);
        if (state.screen === 'welcome') state = transition(state, signIn);
        if (state.screen === 'you') state = transition(state, youDone);
        if (state.screen === 'host') {
          state = transition(state, { type: 'choose', host: maya });
          state = transition(state, hostGiven);
        }
        if (state.screen === 'confirm') {
          state = transition(state, { type: 'agree', agreed: true });
          state = transition(state, { type: 'confirm', terms: true });
        }
        if (state.screen === 'confirm')
          state = transition(state, { type: 'kept', id: state.draft.id, outcome: 'told' });
        expect(state.screen).toBe('result');
      }),
      { numRuns: 500 },
    );
  });
});
