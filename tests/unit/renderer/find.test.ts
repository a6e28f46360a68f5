import { describe, expect, it } from 'vitest';
import { transition } from '../../../src/renderer/src/flow/machine/transition.ts';
import type { FlowEvent } from '../../../src/renderer/src/flow/state.ts';
import { back, handOver, kept, refused, through, typed } from './events.ts';
import { visitId } from './support.ts';

describe.each(['check-in', 'sign-out'] as const)('finding the visit of a %s', (purpose) => {
  const find: FlowEvent = { type: 'find', purpose };
  const byName: FlowEvent = { type: 'by', by: 'name' };
  const byCode: FlowEvent = { type: 'by', by: 'code' };

  it('takes a code, and leads to the result', () => {
    const handed = through(find, typed('code', '004217'), handOver);
    expect(handed).toMatchObject({ screen: 'find', by: 'code', handed: { id: visitId } });
    for (const outcome of ['told', 'already', 'recorded'] as const)
      expect(transition(handed, kept(outcome, true))).toEqual({
        screen: 'result',
        language: null,
        id: visitId,
        errand: { kind: purpose },
        outcome,
      });
  });

  it('keeps what was typed when the visitor goes over to the other way and back', () => {
    const typedBoth = [
      find,
      typed('code', '0042'),
      byName,
      typed('name', 'Ana Silva'),
      typed('email', 'ana@silva.example'),
      byCode,
    ];
    expect(through(...typedBoth)).toMatchObject({
      by: 'code',
      typed: { code: '0042', name: 'Ana Silva', email: 'ana@silva.example' },
    });
  });

  it('names what is wrong before anything is asked, and clears it as the person types', () => {
    const wrong = through(find, byName, handOver);
    expect(wrong).toMatchObject({
      problem: { name: 'empty', email: 'empty' },
      checks: 1,
      handed: null,
    });
    expect(transition(wrong, typed('name', 'Ana'))).toMatchObject({ problem: { email: 'empty' } });
    expect(through(find, typed('code', '12'), handOver)).toMatchObject({
      problem: { code: 'not-a-code' },
    });
    expect(transition(wrong, byCode)).toMatchObject({ problem: {} });
  });

  it.each(['not-found', 'not-in', 'not-approved', 'several'])(
    'stays when main says %s',
    (problem) => {
      const code = through(
        find,
        typed('code', '004217'),
        handOver,
        refused({ field: 'who.code', problem }),
      );
      expect(code).toMatchObject({
        screen: 'find',
        typed: { code: '004217' },
        problem: { code: problem },
        checks: 1,
        handed: null,
      });
      const name = through(
        find,
        byName,
        typed('name', 'Ana'),
        typed('email', 'ana@silva.example'),
        handOver,
        refused({ field: 'who.name', problem }),
      );
      expect(name).toMatchObject({ problem: { name: problem }, checks: 1 });
      // The answer was about both.
      expect(transition(name, typed('email', 'b@silva.example'))).toMatchObject({ problem: {} });
    },
  );

  it('has another id for another try', () => {
    const again = through(
      find,
      typed('code', '004217'),
      handOver,
      refused({ field: 'who.code', problem: 'not-found' }),
      { type: 'hand-over', id: 'another' },
    );
    expect(again).toMatchObject({ handed: { id: 'another' } });
    expect(transition(again, kept('told'))).toBe(again);
  });

  it('changes nothing more while main has not answered', () => {
    const busy = through(find, typed('code', '004217'), handOver);
    const others = [handOver, back, byName, typed('code', '1'), typed('code', '004217004217')];
    for (const event of others) expect(transition(busy, event)).toBe(busy);
  });

  it.each([
    refused({ field: 'kind', problem: 'not-offered' }),
    refused(),
    { type: 'not-kept', id: visitId, failure: { code: 'cannot-keep' } },
  ] as FlowEvent[])('sends to reception where nothing typed is wrong', (event) => {
    expect(through(find, typed('code', '004217'), handOver, event)).toMatchObject({
      screen: 'result',
      errand: { kind: purpose },
      outcome: 'reception',
    });
  });

  it('goes back to Welcome in the language that was chosen, with nothing that was typed', () => {
    const speak: FlowEvent = { type: 'speak', language: 'ar' };
    expect(through(speak, find, typed('code', '004217'), back)).toEqual({
      screen: 'welcome',
      language: 'ar',
    });
  });
});
