import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Errand, Who } from '../../../../src/shared/domain/errand.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { failing, scripted } from '../../../support/scripted-provider.ts';

const ada = walkInOf(undefined, { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@x.example' });
const asAda: Who = { by: 'name', name: 'ada  LOVELACE', email: 'ADA@x.example' };
const code: Who = { by: 'code', code: '012345' };

const visit = (kind: 'check-in' | 'sign-out', who: Who) =>
  ({ kind, id: randomUUID(), who }) satisfies Errand;

function world() {
  const parts = scripted();
  const rig = deliveryRig(parts);
  const sent = () =>
    parts.calls
      .filter(({ what }) => what === 'send')
      .map(({ dispatch: { errand, after } }) => [errand.kind, after]);
  return { ...parts, rig, sent };
}

describe('a sign-out', () => {
  it.each([
    ['a walk-in of that name and e-mail address', ada, asAda],
    ['a check-in by that code', visit('check-in', code), code],
    ['a check-in by that name', visit('check-in', asAda), asAda],
    [
      'a check-in of that record',
      visit('check-in', { by: 'record', record: '7' }),
      { by: 'record', record: '7' },
    ],
  ] as const)('waits for %s that the provider does not have yet', async (_name, arrival, who) => {
    const { clock, rig, sends, sent } = world();
    sends.push({ kind: 'not-sent', setback: failing });
    const leaves = visit('sign-out', who);
    await rig.keep(arrival);
    await rig.keep(leaves);
    await clock.advance(0);
    expect([rig.state(arrival), rig.state(leaves)]).toEqual(['pending', 'held']);
    await clock.advance(60_000);
    expect([rig.state(arrival), rig.state(leaves)]).toEqual(['delivered', 'delivered']);
    expect(sent()).toEqual([
      [arrival.kind, undefined],
      [arrival.kind, undefined],
      ['sign-out', `of ${arrival.id}`],
    ]);
  });

  it('waits for an arrival that needs a person, and goes on when it is settled', async () => {
    const { clock, rig, sends } = world();
    sends.push({ kind: 'refused', message: 'no', fields: [] });
    const leaves = visit('sign-out', asAda);
    await rig.keep(ada);
    await rig.keep(leaves);
    await clock.advance(3_600_000);
    expect([rig.state(ada), rig.state(leaves)]).toEqual(['refused', 'held']);
    rig.store.delivered(ada.id, 'by hand', clock.now());
    rig.loop.wake();
    await clock.advance(0);
    expect(rig.state(leaves)).toBe('delivered');
  });

  it('waits for nobody else’s arrival, and for none that came after it', async () => {
    const { clock, rig, sends } = world();
    sends.push({ kind: 'not-sent', setback: failing });
    const [other, leaves] = [walkInOf(), visit('sign-out', asAda)];
    await rig.keep(other);
    await rig.keep(leaves);
    await rig.keep(ada);
    await clock.advance(0);
    expect([rig.state(other), rig.state(leaves)]).toEqual(['pending', 'delivered']);
  });

  it('that finds nobody is tried again while an earlier arrival is on its way, and then refused', async () => {
    const { clock, rig, sends } = world();
    const nobody = { kind: 'nothing-there', message: 'nobody is in by that code' } as const;
    sends.push({ kind: 'not-sent', setback: failing }, nobody);
    // Nothing tells that these two are of one person.
    const leaves = visit('sign-out', code);
    await rig.keep(ada);
    await rig.keep(leaves);
    await clock.advance(0);
    expect([rig.state(ada), rig.state(leaves)]).toEqual(['pending', 'pending']);
    await clock.advance(120_000);
    expect([rig.state(ada), rig.state(leaves)]).toEqual(['delivered', 'delivered']);
    sends.push(nobody);
    const wrong = visit('sign-out', code);
    await rig.keep(wrong);
    await clock.advance(0);
    expect(rig.state(wrong)).toBe('refused');
    expect(await rig.payload(wrong)).toEqual({
      errand: wrong,
      reason: { message: 'nobody is in by that code', fields: [] },
    });
  });
});

describe('a sign-out right after an arrival', () => {
  it('that the provider does not show yet is tried again for as long as reads may trail', async () => {
    const { clock, rig, sends, asked } = world();
    const nobody = { kind: 'nothing-there', message: 'nobody is in by that code' } as const;
    sends.push({ kind: 'delivered', receipt: 'r' }, ...new Array(20).fill(nobody));
    const leaves = visit('sign-out', code);
    await rig.keep(ada);
    await rig.keep(leaves);
    await clock.advance(19_999);
    expect(rig.state(leaves)).toBe('pending');
    expect(asked().length).toBeGreaterThan(3);
    await clock.advance(60_000);
    expect(rig.state(leaves)).toBe('refused');
  });
});

describe('an errand that the provider has no operation for', () => {
  it('needs a person, and keeps what was given', async () => {
    const parts = scripted({ operations: {} });
    const rig = deliveryRig(parts);
    await rig.keep(ada);
    await parts.clock.advance(0);
    expect(rig.state(ada)).toBe('refused');
    expect(await rig.payload(ada)).toMatchObject({
      errand: ada,
      reason: { message: 'The provider of this kiosk takes no walk-in.' },
    });
  });
});
