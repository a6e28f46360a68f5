import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostAnswer, Outcome } from '#shared/domain/arrival.ts';
import type { Booking } from '#shared/domain/booking.ts';
import type { Host } from '#shared/domain/host.ts';
import type { Failure } from '#shared/ipc/result.ts';
import type { Problems } from '../../../src/renderer/src/flow/draft.ts';
import { isFindField } from '../../../src/renderer/src/flow/find.ts';
import { welcome } from '../../../src/renderer/src/flow/machine/go.ts';
import { transition } from '../../../src/renderer/src/flow/machine/transition.ts';
import type { FlowEvent, State } from '../../../src/renderer/src/flow/state.ts';
import { choose, handOver, hostGiven, signIn, through, typed, youDone } from './events.ts';
import { harbourRoom, harbourRoomLater, maya, mayank } from './support.ts';

describe('any sequence of events', () => {
  const text = fc.constantFrom('', 'may', 'maya', '0042', 'x'.repeat(101));
  const outcome = fc.constantFrom<Outcome>('sending', 'recorded', 'told', 'already', 'reception');
  const directory = fc.constantFrom('ready' as const, 'not-yet' as const);
  const ids = fc.constantFrom('a', 'b');
  const staying: fc.Arbitrary<FlowEvent> = fc.oneof(
    fc.record({ type: fc.constant('sign-in' as const), directory }),
    fc.record({ type: fc.constant('book-in' as const), directory }),
    fc.record({
      type: fc.constant('find' as const),
      purpose: fc.constantFrom('check-in' as const, 'sign-out' as const),
    }),
    fc.record({ type: fc.constant('call' as const) }),
    fc.record({
      type: fc.constant('speak' as const),
      language: fc.constantFrom('en' as const, 'ar' as const),
    }),
    fc.record({
      type: fc.constant('type' as const),
      field: fc.constantFrom('firstName' as const, 'email' as const, 'code' as const),
      text,
    }),
    fc.record({
      type: fc.constant('type' as const),
      field: fc.constantFrom('company' as const, 'name' as const),
      text,
    }),
    fc.record({ type: fc.constant('type' as const), field: fc.constant('host' as const), text }),
    fc.record({
      type: fc.constant('type' as const),
      field: fc.constant('booking' as const),
      text,
    }),
    fc.record({
      type: fc.constant('you-checked' as const),
      problems: fc.constantFrom<Problems>({}, { email: 'empty' }),
      id: ids,
    }),
    fc.record({ type: fc.constant('directory' as const), directory }),
    fc.record({
      type: fc.constant('found' as const),
      of: fc.constant('host' as const),
      query: text,
      listing: directory,
      found: fc.constantFrom<Host[]>([], [maya], [maya, mayank]),
    }),
    fc.record({
      type: fc.constant('found' as const),
      of: fc.constant('booking' as const),
      query: text,
      listing: directory,
      found: fc.constantFrom<Booking[]>([], [harbourRoom], [harbourRoom, harbourRoomLater]),
    }),
    fc.record({
      type: fc.constant('not-searched' as const),
      of: fc.constant('host' as const),
      query: text,
    }),
    fc.record({
      type: fc.constant('not-searched' as const),
      of: fc.constant('booking' as const),
      query: text,
    }),
    fc.record({
      type: fc.constant('choose' as const),
      of: fc.constant('host' as const),
      item: fc.constantFrom<Host>(maya, mayank),
    }),
    fc.record({
      type: fc.constant('choose' as const),
      of: fc.constant('booking' as const),
      item: fc.constantFrom<Booking>(harbourRoom, harbourRoomLater),
    }),
    fc.record({ type: fc.constant('host-given' as const), id: ids }),
    fc.record({ type: fc.constant('no-host' as const), id: ids }),
    fc.record({ type: fc.constant('booking-given' as const) }),
    fc.record({ type: fc.constant('no-booking' as const) }),
    fc.record({
      type: fc.constant('by' as const),
      by: fc.constantFrom('code' as const, 'name' as const),
    }),
    fc.record({ type: fc.constant('hand-over' as const), id: ids }),
    fc.record({
      type: fc.constant('answered' as const),
      id: ids,
      answer: fc.constantFrom<HostAnswer>('waiting', 'come-up', 'declined', 'reception'),
    }),
    fc.record({ type: fc.constant('agree' as const), agreed: fc.boolean() }),
    fc.record({ type: fc.constant('confirm' as const), terms: fc.boolean() }),
    fc.record({ type: fc.constant('news' as const), id: ids, outcome }),
    fc.record({ type: fc.constant('back' as const) }),
    fc.record({
      type: fc.constant('not-kept' as const),
      id: ids,
      failure: fc.constantFrom<Failure>(
        { code: 'invalid', fields: [{ field: 'email', problem: 'empty' }] },
        { code: 'invalid', fields: [{ field: 'who.code', problem: 'not-found' }] },
        { code: 'invalid', fields: [{ field: 'who.name', problem: 'several' }] },
      ),
    }),
  );
  const keeping: fc.Arbitrary<FlowEvent> = fc.record({
    type: fc.constant('kept' as const),
    id: ids,
    outcome,
    asksHost: fc.boolean(),
  });

  const busy = (state: State) => 'handed' in state && state.handed !== null;

  /** Whether the screen has the field that was typed into. */
  function takes(state: State, field: string): boolean {
    switch (state.screen) {
      case 'you':
        return ['firstName', 'email', 'company'].includes(field);
      case 'host':
      case 'booking':
        return field === state.screen;
      case 'find':
        return isFindField(field) && !busy(state);
      case 'call':
        return field === 'name' && !busy(state);
      default:
        return false;
    }
  }

  it('keeps what was typed until the visit is kept or left', () => {
    fc.assert(
      fc.property(fc.array(staying, { maxLength: 60 }), (events) => {
        let state: State = welcome;
        let typed: Record<string, string> = {};
        for (const event of events) {
          const before = state;
          state = transition(state, event);
          if (event.type === 'type' && takes(before, event.field)) typed[event.field] = event.text;
          // From the first screen of an errand, Back leaves it.
          const left =
            event.type === 'back' &&
            (before.screen === 'booking' || before.screen === 'find' || before.screen === 'call');
          if (left && !busy(before)) {
            typed = {};
            expect(state).toEqual({ screen: 'welcome', language: before.language });
          }
          if (state.screen === 'welcome') expect(typed).toEqual({});
          else if (state.screen === 'find') expect(state.typed).toMatchObject(typed);
          else if (state.screen === 'call') expect(state).toMatchObject(typed);
          else if (state.screen !== 'result') {
            const { host, booking } = state.draft;
            const texts = { host: host.text, booking: booking.text };
            expect({ ...state.draft, ...texts }).toMatchObject(typed);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never changes what main has been handed, until it has answered for it', () => {
    fc.assert(
      fc.property(fc.array(staying, { maxLength: 60 }), (events) => {
        let state: State = welcome;
        for (const event of events) {
          const before = state;
          state = transition(state, event);
          if (!busy(before) || !busy(state) || event.type === 'speak') continue;
          const { handed: _, ...same } = state as State & { handed: unknown };
          const directory = event.type === 'directory';
          if (!directory) expect(before).toMatchObject(same);
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
        const go = (...next: FlowEvent[]) => {
          state = next.reduce(transition, state);
        };
        if (state.screen === 'welcome') go(signIn);
        if (state.screen === 'booking')
          go({ type: 'choose', of: 'booking', item: harbourRoom }, { type: 'booking-given' });
        if (state.screen === 'you') go(youDone);
        if (state.screen === 'host') go(choose, hostGiven);
        if (state.screen === 'confirm')
          go({ type: 'agree', agreed: true }, { type: 'confirm', terms: true });
        if (state.screen === 'find')
          go({ type: 'by', by: 'code' }, typed('code', '004217'), handOver);
        if (state.screen === 'call') go(typed('name', ''), handOver);
        if ('handed' in state && state.handed)
          go({ type: 'kept', id: state.handed.id, outcome: 'told', asksHost: true });
        expect(state.screen).toBe('result');
      }),
      { numRuns: 500 },
    );
  });
});
