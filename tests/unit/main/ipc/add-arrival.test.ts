import { describe, expect, it } from 'vitest';
import { addArrival } from '../../../../src/main/ipc/handlers/arrivals.ts';
import { CannotKeepError, type Outbox } from '../../../../src/main/outbox/outbox.ts';
import { checkProfile } from '../../../../src/main/settings/profile-file.ts';
import type { WalkIn } from '../../../../src/shared/domain/arrival.ts';
import { walkInOf } from '../../../support/arrivals.ts';

/** The handler over an outbox that notes what it is given. */
function world(walkIn: object, more: { of?: string; country?: string; fails?: Error } = {}) {
  const kept: WalkIn[] = [];
  const outbox = {
    async add(arrival: WalkIn) {
      if (more.fails) throw more.fails;
      kept.push(arrival);
      return 'sending';
    },
  } as unknown as Outbox;
  const site = { name: 'x', timeZone: 'UTC', ...(more.country ? { country: more.country } : {}) };
  const provider = { kind: 'demo', of: more.of ?? 'nexudus' };
  const profile = checkProfile({ site, provider, walkIn }, 'p.json');
  return { add: addArrival({ outbox, profile }), kept };
}

const host = { kind: 'typed', name: 'Maya' } as const;
const invalid = (field: string, problem: string) => ({
  ok: false,
  error: { code: 'invalid', fields: [{ field, problem }] },
});

describe('keeping a walk-in', () => {
  it('makes its phone number E.164', async () => {
    const { add, kept } = world({}, { country: 'PT' });
    const walkIn = walkInOf(host, { phone: '912 345 678' });
    expect(await add(walkIn)).toEqual({ ok: true, value: { id: walkIn.id, outcome: 'sending' } });
    expect(kept).toEqual([
      {
        ...walkIn,
        visitor: { ...walkIn.visitor, phone: '+351912345678' },
      },
    ]);
  });

  it('refuses what is missing or wrong, field by field, and keeps nothing', async () => {
    const terms = { version: '2', text: { en: '…' } };
    const { add, kept } = world({ phone: 'required', company: 'required', terms });
    expect(await add(walkInOf(host))).toEqual({
      ok: false,
      error: {
        code: 'invalid',
        fields: [
          { field: 'phone', problem: 'empty' },
          { field: 'company', problem: 'empty' },
          { field: 'terms', problem: 'not-agreed' },
        ],
      },
    });
    const full = { ...walkInOf(host, { phone: '+351912345678', company: 'x' }) };
    const old = { ...full, agreement: { version: '1', language: 'en' } };
    expect(await add(old)).toEqual(invalid('terms', 'not-agreed'));
    expect(
      await add({
        ...old,
        visitor: { ...old.visitor, phone: '912' },
        agreement: { version: '2', language: 'en' },
      }),
    ).toEqual(invalid('phone', 'needs-country-code'));
    expect(kept).toEqual([]);
    expect(await add({ ...full, agreement: { version: '2', language: 'en' } })).toMatchObject({
      ok: true,
    });
  });

  it('asks for no company on Spacebring', async () => {
    const { add } = world({}, { of: 'spacebring' });
    expect(await add(walkInOf(host))).toMatchObject({ ok: true });
  });

  it('says when the disk does not take it, and hides no defect', async () => {
    const full = world({}, { fails: new CannotKeepError('full') });
    expect(await full.add(walkInOf(host))).toEqual({ ok: false, error: { code: 'cannot-keep' } });
    const defect = world({}, { fails: new TypeError('oops') });
    await expect(defect.add(walkInOf(host))).rejects.toThrow('oops');
  });
});
