import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../../src/main/providers/provider.ts';
import type { VisitorErrand } from '../../../../src/shared/domain/errand.ts';
import { frontDesk } from './desk.ts';

const byCode = { by: 'code', code: '012345' } as const;
const byName = { by: 'name', name: 'Ada Lovelace', email: 'ada@guests.example' } as const;

function visitOf(kind: 'check-in' | 'sign-out', who: typeof byCode | typeof byName = byCode) {
  return { kind, id: randomUUID(), who } satisfies VisitorErrand;
}

const offline: Found = { kind: 'unreadable', setback: { kind: 'offline', reason: 'no line' } };
const invalid = (field: string, problem: string) => ({
  ok: false,
  error: { code: 'invalid', fields: [{ field, problem }] },
});

describe.each(['check-in', 'sign-out'] as const)('%s', (kind) => {
  it('of somebody who is found is kept by the provider’s record, without the claim', async () => {
    const { desk, kept, looked } = frontDesk({ found: { kind: 'found', record: '77' } });
    const visit = visitOf(kind);
    expect(await desk.take(visit)).toEqual({
      ok: true,
      value: { id: visit.id, outcome: 'sending' },
    });
    expect(looked).toEqual([{ purpose: kind, who: byCode }]);
    expect(kept).toEqual([{ ...visit, who: { by: 'record', record: '77' } }]);
  });

  it('that was done before is said to be, and nothing is kept', async () => {
    const { desk, kept } = frontDesk({ found: { kind: 'done', record: '77' } });
    expect(await desk.take(visitOf(kind))).toMatchObject({ value: { outcome: 'already' } });
    expect(kept).toEqual([]);
  });

  it.each([
    ['nobody', byCode, 'who.code', 'not-found'],
    ['nobody', byName, 'who.name', 'not-found'],
    ['not-in', byName, 'who.name', 'not-in'],
    ['not-approved', byCode, 'who.code', 'not-approved'],
    ['unclear', byName, 'who.name', 'several'],
  ] as const)(
    'that finds %s names the field, and keeps nothing',
    async (found, who, field, problem) => {
      const { desk, kept } = frontDesk({ found: { kind: found } });
      expect(await desk.take(visitOf(kind, who))).toEqual(invalid(field, problem));
      expect(kept).toEqual([]);
    },
  );

  it('is recorded as claimed while nobody can be looked for', async () => {
    const { desk, kept } = frontDesk({ found: offline });
    const visit = visitOf(kind);
    expect(await desk.take(visit)).toMatchObject({ ok: true });
    expect(kept).toEqual([visit]);
  });

  it('is recorded as claimed when the provider takes its time', async () => {
    const { clock, desk, kept } = frontDesk({ found: new Promise<Found>(() => {}) });
    const visit = visitOf(kind);
    const answer = desk.take(visit);
    await clock.advance(3_999);
    expect(kept).toEqual([]);
    await clock.advance(1);
    expect(await answer).toMatchObject({ ok: true });
    expect(kept).toEqual([visit]);
  });

  it('slows down who tries out codes', async () => {
    const { clock, desk } = frontDesk();
    for (let guess = 0; guess < 9; guess += 1) await desk.take(visitOf(kind));
    let answered = false;
    void desk.take(visitOf(kind)).then(() => {
      answered = true;
    });
    await clock.advance(4_999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect(answered).toBe(true);
  });

  it('is refused where it is not offered', async () => {
    const { desk, looked } = frontDesk({ profile: { offers: [] } });
    expect(await desk.take(visitOf(kind))).toEqual(invalid('kind', 'not-offered'));
    expect(looked).toEqual([]);
  });
});

describe('a sign-out', () => {
  it.each(['nobody', 'not-in'] as const)(
    'that finds %s is kept while an arrival may be on its way that is theirs',
    async (found) => {
      const { desk, kept } = frontDesk({ found: { kind: found }, hasArrival: true });
      const visit = visitOf('sign-out');
      expect(await desk.take(visit)).toMatchObject({ ok: true });
      expect(kept).toEqual([visit]);
    },
  );

  it('is not taken for a check-in', async () => {
    const { desk } = frontDesk({ found: { kind: 'nobody' }, hasArrival: true });
    expect(await desk.take(visitOf('check-in'))).toEqual(invalid('who.code', 'not-found'));
  });
});
