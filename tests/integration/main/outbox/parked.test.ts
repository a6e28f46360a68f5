import { describe, expect, it } from 'vitest';
import { walkInOf } from '../../../support/arrivals.ts';
import { outboxWorld } from '../../../support/outbox-world.ts';

const refusal = {
  kind: 'refused',
  message: 'Email: is not welcome',
  fields: [{ field: 'Email', message: 'is not welcome' }],
} as const;

/** A guest whom the provider has refused, and another one after that. */
async function refused() {
  const world = outboxWorld();
  world.outbox.start();
  world.answers.push(refusal);
  const guest = walkInOf(undefined, { firstName: 'Wilhelmina', company: 'Engine & Co' });
  const next = walkInOf();
  await world.outbox.add(guest);
  await world.outbox.add(next);
  await world.clock.advance(1_000);
  expect(world.sent).toEqual([next.id]);
  return { ...world, guest };
}

describe('an entry that needs a person', () => {
  it('is listed with everything that was typed, and the provider’s words field by field', async () => {
    const { clock, guest, outbox } = await refused();
    const { message, fields } = refusal;
    expect(await outbox.parked()).toEqual([
      {
        id: guest.id,
        state: 'refused',
        confirmedAt: clock.now() - 1_000,
        kind: 'walk-in',
        errand: guest,
        reason: { message, fields },
      },
    ]);
  });

  it('is corrected and sent again, under its own id', async () => {
    const { clock, guest, outbox, sent } = await refused();
    const visitor = { ...guest.visitor, email: 'right@guests.example' };
    await outbox.sendAgain({ ...guest, visitor });
    await clock.advance(1_000);
    expect(sent).toContain(guest.id);
    expect(outbox.outcome(guest.id)).toBe('told');
    expect(await outbox.parked()).toEqual([]);
  });

  it('is left as it is when the provider refuses it once more, with what was corrected', async () => {
    const { answers, clock, guest, outbox } = await refused();
    answers.push({ ...refusal, message: 'still not' });
    const corrected = { ...guest, visitor: { ...guest.visitor, firstName: 'Mina' } };
    await outbox.sendAgain(corrected);
    await clock.advance(1_000);
    expect(await outbox.parked()).toMatchObject([
      { state: 'refused', errand: corrected, reason: { message: 'still not' } },
    ]);
  });

  it('is discarded with a reason, and can be sent all the same until it is erased', async () => {
    const { clock, guest, outbox, sent } = await refused();
    await outbox.discard(guest, 'came by mistake');
    expect(await outbox.parked()).toEqual([]);
    expect(outbox.counts()).toMatchObject({ needsPerson: 0, waiting: 0 });
    await clock.advance(3_600_000);
    expect(sent).not.toContain(guest.id);
    await outbox.sendAgain(guest);
    await clock.advance(1_000);
    expect(sent).toContain(guest.id);
  });

  it('that reception has found at the provider is settled, and never sent', async () => {
    const { clock, guest, outbox, sent } = await refused();
    outbox.settledByHand(guest.id);
    expect(outbox.outcome(guest.id)).toBe('told');
    await clock.advance(3_600_000);
    expect(sent).not.toContain(guest.id);
  });

  it('is never erased by time', async () => {
    const { clock, guest, outbox } = await refused();
    await clock.advance(3 * 24 * 3_600_000);
    expect(await outbox.parked()).toMatchObject([{ id: guest.id, errand: guest }]);
  });
});
