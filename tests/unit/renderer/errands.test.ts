import { describe, expect, it } from 'vitest';
import type { HostAnswer } from '#shared/domain/arrival.ts';
import { welcome } from '../../../src/renderer/src/flow/machine/go.ts';
import { transition } from '../../../src/renderer/src/flow/machine/transition.ts';
import { awaited, type FlowEvent } from '../../../src/renderer/src/flow/state.ts';
import {
  back,
  choose,
  confirm,
  found,
  handOver,
  hostGiven,
  kept,
  news,
  refused,
  through,
  toConfirm,
  toHost,
  typed,
  youDone,
} from './events.ts';
import { harbourRoom, harbourRoomLater, maya, visitId } from './support.ts';

describe('waiting for the host', () => {
  const asked = through(...toConfirm, confirm, kept('told', true));
  const answered = (answer: HostAnswer, id = visitId): FlowEvent => ({
    type: 'answered',
    id,
    answer,
  });

  it('lasts while the host has been asked and has not answered', () => {
    expect(awaited(asked)).toBe(visitId);
    expect(transition(asked, answered('waiting'))).toBe(asked);
    for (const answer of ['hold', 'come-up', 'accepted', 'declined', 'reception'] as const) {
      const state = transition(asked, answered(answer));
      expect(state).toMatchObject({ outcome: 'told', errand: { answer } });
      expect(awaited(state)).toBeNull();
    }
  });

  it('ends with the first answer, and with that of its own visit', () => {
    const accepted = transition(asked, answered('accepted'));
    expect(transition(accepted, answered('declined'))).toBe(accepted);
    expect(transition(asked, answered('accepted', 'another'))).toBe(asked);
  });

  it('begins once the provider has it', () => {
    const recorded = through(...toConfirm, confirm, kept('recorded', true));
    expect(awaited(recorded)).toBeNull();
    expect(transition(recorded, answered('accepted'))).toBe(recorded);
    expect(awaited(transition(recorded, news('told')))).toBe(visitId);
  });

  it('is over when a person is needed', () => {
    expect(awaited(transition(asked, news('reception')))).toBeNull();
  });

  it('is for nobody whose host was typed, or whose site asks no hosts', () => {
    const typedHost = through(
      { type: 'sign-in', directory: 'not-yet' },
      youDone,
      typed('host', 'Maya'),
      hostGiven,
      confirm,
      kept('told', true),
    );
    expect(typedHost).toMatchObject({ errand: { answer: null } });
    expect(awaited(typedHost)).toBeNull();
    expect(awaited(through(...toConfirm, confirm, kept('told')))).toBeNull();
  });
});

describe('a booking', () => {
  const bookIn: FlowEvent = { type: 'book-in', directory: 'ready' };
  const bookings: FlowEvent = {
    type: 'found',
    of: 'booking',
    query: 'har',
    listing: 'ready',
    found: [harbourRoom, harbourRoomLater],
  };
  const chooseRoom: FlowEvent = { type: 'choose', of: 'booking', item: harbourRoom };
  const given: FlowEvent = { type: 'booking-given' };
  const toYou = [bookIn, typed('booking', 'har'), bookings, chooseRoom, given];

  it('leads past Host to Confirm, and is a walk-in for its host', () => {
    const states = [...toYou, typed('firstName', 'Ana'), youDone, confirm, kept('told')].map(
      (_, index, events) => through(...events.slice(0, index + 1)).screen,
    );
    expect(states.filter((screen, index) => screen !== states[index - 1])).toEqual([
      'booking',
      'you',
      'confirm',
      'result',
    ]);
    expect(through(...toYou, youDone, confirm, kept('told', true))).toMatchObject({
      errand: {
        kind: 'walk-in',
        host: { kind: 'chosen', id: maya.id, name: maya.name },
        answer: 'waiting',
      },
    });
  });

  it('goes back the same way, with everything that was given', () => {
    const you = through(...toYou, typed('firstName', 'Ana'), youDone, back);
    expect(you).toMatchObject({ screen: 'you', draft: { firstName: 'Ana', id: visitId } });
    const again = transition(you, back);
    expect(again).toMatchObject({
      screen: 'booking',
      draft: { booking: { text: 'har', chosen: harbourRoom }, firstName: 'Ana' },
    });
    expect(transition(again, back)).toEqual(welcome);
  });

  it('has to be chosen', () => {
    expect(through(bookIn, given)).toMatchObject({ screen: 'booking', problem: 'empty' });
    expect(through(bookIn, typed('booking', 'har'), bookings, given)).toMatchObject({
      screen: 'booking',
      problem: 'choose',
      checks: 1,
    });
  });

  it('cannot be given where none are known, and then the visitor signs in without', () => {
    const notYet: FlowEvent = {
      type: 'found',
      of: 'booking',
      query: '',
      listing: 'not-yet',
      found: [],
    };
    const state = through(bookIn, notYet, given);
    expect(state).toMatchObject({ screen: 'booking', problem: 'not-yet' });
    const without = transition(state, { type: 'no-booking' });
    expect(without).toMatchObject({ screen: 'you', draft: { seeing: 'host' } });
    expect(transition(without, youDone)).toMatchObject({ screen: 'host' });
  });

  it('shows nothing for less than is searched', () => {
    const none: FlowEvent = {
      type: 'found',
      of: 'booking',
      query: '',
      listing: 'ready',
      found: [],
    };
    expect(through(bookIn, none, typed('booking', 'har'))).toMatchObject({
      draft: { booking: { found: null } },
    });
  });

  it('does not take what was found of hosts, nor the other way round', () => {
    const booking = through(bookIn, typed('booking', 'may'));
    expect(transition(booking, found)).toBe(booking);
    const host = through(...toHost, typed('host', 'har'));
    expect(transition(host, bookings)).toBe(host);
    expect(transition(host, chooseRoom)).toBe(host);
  });
});

describe('a visitor without a host', () => {
  const noHost: FlowEvent = { type: 'no-host', id: visitId };

  it('leaves their details for the team', () => {
    const asking = through(...toHost, typed('host', 'may'), found, choose, noHost);
    expect(asking).toMatchObject({ screen: 'confirm', draft: { seeing: 'team', id: visitId } });
    expect(through(...toHost, noHost, confirm, kept('told', true))).toMatchObject({
      screen: 'result',
      errand: { kind: 'contact' },
    });
    expect(transition(asking, back)).toMatchObject({
      screen: 'host',
      draft: { seeing: 'host', host: { text: 'may', chosen: maya } },
    });
  });

  it('mends what main could not keep, and goes on to Confirm', () => {
    const mending = through(
      ...toHost,
      noHost,
      confirm,
      refused({ field: 'visitor.email', problem: 'not-an-email' }),
    );
    expect(mending).toMatchObject({ screen: 'you', problem: { email: 'not-an-email' } });
    expect(transition(mending, youDone)).toMatchObject({
      screen: 'confirm',
      draft: { seeing: 'team' },
    });
  });
});

describe('calling reception', () => {
  const call: FlowEvent = { type: 'call' };

  it('needs no name', () => {
    const handed = through(call, handOver);
    expect(handed).toMatchObject({ screen: 'call', handed: { id: visitId } });
    expect(transition(handed, kept('recorded'))).toMatchObject({
      screen: 'result',
      errand: { kind: 'call' },
      outcome: 'recorded',
    });
  });

  it('says what is wrong with a name, as this screen or as main finds it', () => {
    expect(through(call, typed('name', 'x'.repeat(101)), handOver)).toMatchObject({
      problem: 'too-long',
      checks: 1,
      handed: null,
    });
    expect(
      through(call, typed('name', 'Ana'), handOver, refused({ field: 'name', problem: 'odd' })),
    ).toMatchObject({ screen: 'call', name: 'Ana', problem: 'other', checks: 1 });
    expect(through(call, handOver, refused())).toMatchObject({ outcome: 'reception' });
  });

  it('goes back to Welcome', () => {
    expect(through(call, typed('name', 'Ana'), back)).toEqual(welcome);
  });
});
