import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Opener } from '../../../../src/main/outbox/cipher.ts';
import type { Delivery, Dispatch } from '../../../../src/main/providers/provider.ts';
import { arrivalOf } from '../../../support/arrivals.ts';
import { deliveryRig } from '../../../support/delivery-rig.ts';
import { everyKind } from '../../../support/every-kind.ts';
import { delivered, scripted } from '../../../support/scripted-provider.ts';

/** A provider that lets the first visit wait for its answer. */
function slow() {
  const dispatches: Dispatch[] = [];
  const answer = Promise.withResolvers<Delivery>();
  const parts = scripted({
    operations: everyKind({
      send(dispatch) {
        dispatches.push(dispatch);
        return dispatches.length === 1 ? answer.promise : Promise.resolve(delivered);
      },
      settle: async () => ({ kind: 'absent' }),
    }),
  });
  return { ...parts, dispatches, answer };
}

describe('while the provider answers for one entry', () => {
  it('the next is opened, and then not again', async () => {
    const open = vi.spyOn(Opener.prototype, 'open');
    onTestFinished(() => open.mockRestore());
    const opened = () => open.mock.calls.map(([id]) => id);
    const { answer, clock, dispatches, provider } = slow();
    const rig = deliveryRig({ provider, clock });
    const [first, second, third] = [arrivalOf(), arrivalOf(), arrivalOf()];
    rig.loop.stop();
    const kept = deliveryRig({ provider, clock, folder: rig.folder, secrets: rig.secrets });
    rig.add(first, second, third);
    await clock.advance(0);
    kept.loop.wake();
    await clock.advance(0);
    expect(opened()).toEqual([first.id, second.id]);
    answer.resolve(delivered);
    await clock.advance(0);
    expect(opened()).toEqual([first.id, second.id, third.id]);
    expect(dispatches.map(({ errand }) => errand.id)).toEqual([first.id, second.id, third.id]);
  });

  it('what a person corrects in the next is what is sent', async () => {
    const { answer, clock, dispatches, provider } = slow();
    const rig = deliveryRig({ provider, clock });
    const [first, second] = [arrivalOf(), arrivalOf()];
    rig.loop.stop();
    const kept = deliveryRig({ provider, clock, folder: rig.folder, secrets: rig.secrets });
    rig.add(first, second);
    await clock.advance(0);
    kept.loop.wake();
    await clock.advance(0);
    const { confirmedAt: _, ...walkIn } = second;
    const corrected = { ...walkIn, visitor: { ...walkIn.visitor, firstName: 'Grace' } };
    await kept.keys.seal(second.id, { errand: corrected }, (sealed) => {
      kept.store.discard(second.id, sealed, clock.now());
      kept.store.sendAgain(second.id, sealed);
    });
    answer.resolve(delivered);
    await clock.advance(0);
    expect(dispatches[1]?.errand).toMatchObject({ visitor: { firstName: 'Grace' } });
  });
});
