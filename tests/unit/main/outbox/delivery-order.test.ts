import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkInOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { delivered, failing, offline, scripted } from '../../../support/scripted-provider.ts';

const sentIn = ({ calls }: ReturnType<typeof scripted>) =>
  calls.filter(({ what }) => what === 'send').map(({ dispatch }) => dispatch.errand.id);

describe('an entry that follows another', () => {
  it('is sent after it, though it was due before', async () => {
    const given = scripted();
    const rig = deliveryRig(given);
    const [first, follower, other] = [walkInOf(), walkInOf(), walkInOf()];
    given.sends.push({ kind: 'not-sent', setback: failing });
    rig.keep(first);
    rig.keep(follower, { after: first.id });
    rig.keep(other);
    await given.clock.advance(0);
    expect([first, follower, other].map(rig.state)).toEqual(['pending', 'held', 'delivered']);
    expect(rig.store.counts('here')).toMatchObject({ waiting: 2 });
    await given.clock.advance(10_000);
    expect(sentIn(given)).toEqual([first.id, other.id, first.id, follower.id]);
  });

  it.each(['refused', 'unsettled and then ambiguous'] as const)(
    'waits while the first is %s, and holds up nobody else',
    async (how) => {
      const given = scripted();
      const rig = deliveryRig(given);
      const [first, follower, last, other] = [walkInOf(), walkInOf(), walkInOf(), walkInOf()];
      if (how === 'refused') given.sends.push({ kind: 'refused', message: 'no', fields: [] });
      else {
        given.sends.push({ kind: 'unsettled', setback: offline });
        given.looks.push({ kind: 'ambiguous', reason: 'two of them' });
      }
      rig.keep(first);
      rig.keep(follower, { after: first.id });
      rig.keep(last, { after: follower.id });
      rig.keep(other);
      await given.clock.advance(60_000);
      expect([first, follower, last, other].map(rig.state)).toEqual([
        how === 'refused' ? 'refused' : 'unsure',
        'held',
        'held',
        'delivered',
      ]);
      rig.stop();
      const again = deliveryRig({ ...rig, ...given });
      again.loop.wake();
      await given.clock.advance(60_000);
      expect(again.state(last)).toBe('held');
      await again.keys.seal(first.id, { errand: first }, (sealed) =>
        again.store.sendAgain(first.id, sealed),
      );
      again.loop.wake();
      await given.clock.advance(1_000);
      expect(sentIn(given).slice(-3)).toEqual([first.id, follower.id, last.id]);
    },
  );

  it('goes at once when the first was delivered long ago, and is known no more', async () => {
    const given = scripted();
    const rig = deliveryRig(given);
    const [first, early, late] = [walkInOf(), walkInOf(), walkInOf()];
    rig.keep(first);
    await given.clock.advance(0);
    rig.keep(early, { after: first.id });
    await given.clock.advance(0);
    expect(rig.state(early)).toBe('delivered');
    rig.store.eraseEnded(given.clock.now() + 1);
    expect(rig.state(first)).toBeUndefined();
    rig.keep(late, { after: first.id });
    await given.clock.advance(0);
    expect(rig.state(late)).toBe('delivered');
  });

  it('needs a person when the first shall never be sent', async () => {
    const given = scripted();
    const rig = deliveryRig(given);
    const [first, follower] = [walkInOf(), walkInOf()];
    given.sends.push({ kind: 'refused', message: 'no', fields: [] });
    rig.keep(first);
    rig.keep(follower, { after: first.id });
    await given.clock.advance(0);
    const reason = { message: 'came by mistake', fields: [] };
    await rig.keys.seal(first.id, { errand: first, reason }, (sealed) =>
      rig.store.discard(first.id, sealed, given.clock.now()),
    );
    await given.clock.advance(60_000);
    expect([first, follower].map(rig.state)).toEqual(['discarded', 'unsure']);
    expect(await rig.payload(first)).toMatchObject({ reason });
  });

  it('knows what came of the first, also when that is erased before it can leave', async () => {
    const given = scripted();
    const rig = deliveryRig(given);
    const [first, follower] = [walkInOf(), walkInOf()];
    given.sends.push(delivered, { kind: 'not-sent', setback: failing });
    rig.keep(first);
    rig.keep(follower, { after: first.id });
    await given.clock.advance(0);
    expect([first, follower].map(rig.state)).toEqual(['delivered', 'pending']);
    rig.store.eraseEnded(given.clock.now() + 1);
    expect(rig.state(first)).toBeUndefined();
    await given.clock.advance(60_000);
    expect(rig.state(follower)).toBe('delivered');
    expect(given.calls.at(-1)?.dispatch.after).toBe('r');
  });

  it('knows what came of the first, also when a person has sent that after they had discarded it', async () => {
    const given = scripted();
    const rig = deliveryRig(given);
    const [first, follower] = [walkInOf(), walkInOf()];
    given.sends.push({ kind: 'refused', message: 'no', fields: [] }, delivered);
    rig.keep(first);
    await rig.keep(follower, { after: first.id });
    await given.clock.advance(0);
    const sealed = async (
      { id }: { id: string },
      write: (sealed: { keyId: string; sealed: Uint8Array }) => void,
    ) => rig.keys.seal(id, { errand: id === first.id ? first : follower }, write);
    await sealed(first, (one) => rig.store.discard(first.id, one, given.clock.now()));
    expect(rig.state(follower)).toBe('unsure');
    await sealed(first, (one) => rig.store.sendAgain(first.id, one));
    rig.loop.wake();
    await given.clock.advance(0);
    expect([first, follower].map(rig.state)).toEqual(['delivered', 'unsure']);
    await sealed(follower, (one) => rig.store.sendAgain(follower.id, one));
    rig.loop.wake();
    await given.clock.advance(0);
    expect(rig.state(follower)).toBe('delivered');
    expect(given.calls.at(-1)?.dispatch.after).toBe('r');
  });

  it('never comes before the first, whatever the answers are', async () => {
    const answer = fc.constantFrom(
      { kind: 'not-sent', setback: failing } as const,
      { kind: 'not-sent', setback: offline } as const,
      { kind: 'unsettled', setback: offline } as const,
      delivered,
    );
    const followed = fc.array(fc.option(fc.nat(9), { nil: undefined }), {
      minLength: 4,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { maxLength: 12 }), followed, async (answers, follows) => {
        const given = scripted();
        const rig = deliveryRig({ ...given, random: () => 0.5 });
        given.sends.push(...answers);
        const guests = follows.map(() => walkInOf());
        const before = follows.map((which, index) =>
          which !== undefined && which < index ? guests[which]?.id : undefined,
        );
        guests.forEach((guest, index) => {
          const after = before[index];
          rig.keep(guest, after === undefined ? {} : { after });
        });
        await given.clock.advance(3_600_000);
        const sent = sentIn(given);
        expect(new Set(sent)).toEqual(new Set(guests.map(({ id }) => id)));
        guests.forEach(({ id }, index) => {
          const after = before[index];
          if (after !== undefined) expect(sent.lastIndexOf(after)).toBeLessThan(sent.indexOf(id));
        });
        rig.stop();
      }),
      { numRuns: 15 },
    );
  });
});
