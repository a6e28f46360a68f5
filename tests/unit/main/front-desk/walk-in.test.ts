import { describe, expect, it } from 'vitest';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { frontDesk } from './desk.ts';

const host = { kind: 'typed', name: 'Maya' } as const;
const chosen = { kind: 'chosen', id: '7', name: 'Maya' } as const;
const invalid = (field: string, problem: string) => ({
  ok: false,
  error: { code: 'invalid', fields: [{ field, problem }] },
});

describe('keeping a walk-in', () => {
  it('makes its phone number E.164', async () => {
    const { desk, kept } = frontDesk({ site: { country: 'PT' } });
    const walkIn = walkInOf(host, { phone: '912 345 678' });
    expect(await desk.take(walkIn)).toEqual({
      ok: true,
      value: { id: walkIn.id, outcome: 'sending' },
    });
    expect(kept).toEqual([
      {
        ...walkIn,
        visitor: { ...walkIn.visitor, phone: '+351912345678' },
      },
    ]);
  });

  it('refuses what is missing or wrong, field by field, and keeps nothing', async () => {
    const terms = { version: '2', text: { en: '…' } };
    const { desk, kept } = frontDesk({
      profile: { walkIn: { phone: 'required', company: 'required', terms } },
    });
    expect(await desk.take(walkInOf(host))).toEqual({
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
    expect(await desk.take(old)).toEqual(invalid('terms', 'not-agreed'));
    expect(
      await desk.take({
        ...old,
        visitor: { ...old.visitor, phone: '912' },
        agreement: { version: '2', language: 'en' },
      }),
    ).toEqual(invalid('phone', 'needs-country-code'));
    expect(kept).toEqual([]);
    expect(await desk.take({ ...full, agreement: { version: '2', language: 'en' } })).toMatchObject(
      { ok: true },
    );
  });

  it('asks for no company on Spacebring', async () => {
    const { desk } = frontDesk({ of: 'spacebring' });
    expect(await desk.take(walkInOf(host))).toMatchObject({ ok: true });
  });

  it('says when the disk does not take it, and hides no defect', async () => {
    const full = frontDesk({ fails: new CannotKeepError('full') });
    expect(await full.desk.take(walkInOf(host))).toEqual({
      ok: false,
      error: { code: 'cannot-keep' },
    });
    const defect = frontDesk({ fails: new TypeError('oops') });
    await expect(defect.desk.take(walkInOf(host))).rejects.toThrow('oops');
  });

  it.each([
    ['always', false, chosen, true],
    ['if-wanted', true, chosen, true],
    ['if-wanted', false, chosen, undefined],
    ['never', true, chosen, undefined],
    // Nobody is asked whom nobody has matched.
    ['always', true, host, undefined],
  ] as const)(
    'of a provider that asks %s, wanted %s: host %o',
    async (asksHost, wanted, of, asks) => {
      const { desk, kept } = frontDesk({
        provider: { asksHost },
        profile: { walkIn: { asksHost: wanted } },
      });
      await desk.take(walkInOf(of));
      expect(kept.map((errand) => errand.kind === 'walk-in' && errand.asksHost)).toEqual([asks]);
    },
  );

  it('keeps the link to a booking with it, and the same one when it is asked twice', async () => {
    const { desk, kept } = frontDesk({ provider: { bookings: async () => [] } });
    const walkIn = { ...walkInOf(chosen), booking: '42' };
    await desk.take(walkIn);
    await desk.take(walkIn);
    expect(kept).toMatchObject([
      walkIn,
      { kind: 'booking-link', booking: '42' },
      walkIn,
      { kind: 'booking-link', booking: '42' },
    ]);
    expect(kept[1]?.id).toBe(kept[3]?.id);
    expect(kept[1]?.id).not.toBe(walkIn.id);
  });

  it('keeps no booking where none are offered', async () => {
    const { desk, kept } = frontDesk({ profile: { offers: ['check-in'] } });
    expect(await desk.take({ ...walkInOf(chosen), booking: '42' })).toEqual(
      invalid('booking', 'not-offered'),
    );
    expect(kept).toEqual([]);
  });
});
