import assert from 'node:assert/strict';
import type { Visitor } from '../../src/shared/domain/arrival.ts';
import type { ErrandOf } from '../../src/shared/domain/errand.ts';
import {
  byName,
  type Carried,
  deliver,
  find,
  is,
  replyTo,
  send,
  settle,
  settlesAlike,
} from './carry.ts';
import { type Context, dispatchOf, NotPossible, untilRead } from './context.ts';
import { asks, type Scenario, takes } from './scenario.ts';

type Decision = ErrandOf<'decision'>['decision'];

/** Somebody at the door, for the host of the context. */
export async function walkInOf(
  context: Context,
  visitor: Visitor,
  more: Pick<ErrandOf<'walk-in'>, 'asksHost'> = {},
) {
  const { id, name } = await context.host();
  const host = { kind: 'chosen', id, name } as const;
  return dispatchOf(context, { kind: 'walk-in', visitor, host, ...more }, { hostId: id });
}

/** Somebody who waits for their host. */
async function asked(context: Context, visitor = context.guest()) {
  const dispatch = await walkInOf(context, visitor, { asksHost: true });
  const walkIn = await deliver(context, dispatch);
  const to = { hostId: dispatch.hostId ?? '', email: visitor.email };
  return { visitor, walkIn, reply: () => replyTo(context, walkIn, to) };
}

const decisionOf = (context: Context, { receipt: record }: Carried, decision: Decision) =>
  dispatchOf(context, { kind: 'decision', record, decision });

/** The host answers, or somebody does it for them. */
async function answer(
  context: Context,
  walkIn: Carried,
  act: 'hostAccepts' | 'hostDeclines',
  decision: Decision,
): Promise<void> {
  const { backstage, provider } = context;
  const own = backstage[act];
  if (own) own(walkIn.receipt);
  else if (takes('decision')(provider))
    is(await send(context, decisionOf(context, walkIn, decision)), 'delivered');
  else throw new NotPossible('it takes a host who answers');
  await untilRead(context);
}

export const walkIns: readonly Scenario[] = [
  {
    name: 'takes a walk-in, and finds it when its answer was lost',
    writes: true,
    offered: takes('walk-in'),
    async run(context) {
      const walkIn = await deliver(context, await walkInOf(context, context.guest()));
      await settlesAlike(context, walkIn);
      // Where it is known by a mark of ours, that decides; where it is not, what is another entry's is not taken.
      const again = await settle(context, walkIn, walkIn.receipt);
      if (again.kind === 'found') assert.equal(again.receipt, walkIn.receipt);
    },
  },
  {
    name: 'tells two walk-ins of one visitor to one host apart',
    writes: true,
    offered: takes('walk-in'),
    async run(context) {
      const visitor = context.guest();
      const first = await deliver(context, await walkInOf(context, visitor));
      const second = await deliver(context, await walkInOf(context, visitor));
      assert.notEqual(first.receipt, second.receipt);
      for (const [one, other] of [[first, second] as const, [second, first] as const]) {
        const found = is(await settle(context, one, other.receipt), 'found');
        assert.equal(found.receipt, one.receipt);
      }
    },
  },
  {
    name: 'has somebody in who walks in where no host is asked, and lets them out again',
    writes: true,
    offered: (provider) => provider.asksHost !== 'always' && takes('walk-in', 'sign-out')(provider),
    async run(context) {
      const visitor = context.guest();
      const walkIn = await deliver(context, await walkInOf(context, visitor));
      const who = byName(visitor);
      is(await find(context, 'sign-out', who), 'found');
      const after = { after: walkIn.receipt };
      await deliver(context, dispatchOf(context, { kind: 'sign-out', who }, after));
      is(await find(context, 'sign-out', who), 'done');
    },
  },
  {
    name: 'refuses a walk-in with an e-mail address that is none, and says why',
    writes: true,
    offered: takes('walk-in'),
    async run(context) {
      const visitor = { ...context.guest(), email: context.refusedEmail };
      const refused = is(await send(context, await walkInOf(context, visitor)), 'refused');
      assert.match(refused.message, /\S/);
    },
  },
  {
    name: 'lets in whose host says yes, after a check-in where it takes one, and out again',
    writes: true,
    offered: asks,
    async run(context) {
      const { visitor, walkIn, reply } = await asked(context);
      is(await reply(), 'waiting');
      await answer(context, walkIn, 'hostAccepts', 'come-up');
      const accepted = is(await reply(), 'accepted');
      let record: string | undefined;
      if (accepted.checkIn !== undefined) {
        const who = { by: 'record', record: accepted.checkIn } as const;
        const checkIn = await deliver(context, dispatchOf(context, { kind: 'check-in', who }));
        await settlesAlike(context, checkIn);
        record = checkIn.receipt;
      }
      const who = byName(visitor);
      is(await find(context, 'check-in', who), 'done');
      if (!takes('sign-out')(context.provider)) return;
      const after = record === undefined ? {} : { after: record };
      await deliver(context, dispatchOf(context, { kind: 'sign-out', who }, after));
      is(await find(context, 'sign-out', who), 'done');
    },
  },
  {
    name: 'lets nobody in whose host says no',
    writes: true,
    offered: asks,
    async run(context) {
      const { walkIn, reply } = await asked(context);
      await answer(context, walkIn, 'hostDeclines', 'decline');
      is(await reply(), 'declined', 'waiting');
    },
  },
  {
    name: 'lets nobody in whose host says no, though they have said yes to them a moment before',
    writes: true,
    offered: asks,
    async run(context) {
      const before = await asked(context);
      await answer(context, before.walkIn, 'hostAccepts', 'come-up');
      is(await before.reply(), 'accepted');
      const { walkIn, reply } = await asked(context, before.visitor);
      is(await reply(), 'waiting');
      await answer(context, walkIn, 'hostDeclines', 'decline');
      is(await reply(), 'declined', 'waiting');
    },
  },
  ...(['hold', 'come-up', 'decline'] as const).map(
    (decision): Scenario => ({
      name: `takes the host’s answer from somebody else: ${decision}`,
      writes: true,
      offered: (provider) => asks(provider) && takes('decision')(provider),
      async run(context) {
        const { walkIn, reply } = await asked(context);
        const decided = await deliver(context, decisionOf(context, walkIn, decision));
        // Where a request is gone once it is answered, nobody can tell any more what the answer was.
        is(await settle(context, decided), 'found', 'ambiguous');
        if (decision === 'decline') is(await reply(), 'declined', 'waiting');
        else is(await reply(), 'accepted');
      },
    }),
  ),
];
