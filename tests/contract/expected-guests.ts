import assert from 'node:assert/strict';
import { fullName, type Visitor } from '../../src/shared/domain/arrival.ts';
import type { Claim } from '../../src/shared/domain/errand.ts';
import { byName, deliver, find, is, send, settlesAlike } from './carry.ts';
import { type Context, dispatchOf, NotPossible, untilRead } from './context.ts';
import { type Scenario, takes } from './scenario.ts';

interface Expected {
  readonly visitor: Visitor;
  /** Only known where the vendor is played. */
  readonly code?: string;
}

/** Somebody who is expected today. */
async function expected(context: Context): Promise<Expected> {
  const visitor = context.guest('Zoë Ångström');
  const { expectGuest } = context.backstage;
  if (expectGuest) {
    const code = expectGuest(visitor);
    await untilRead(context);
    return { visitor, code };
  }
  if (!takes('registration')(context.provider))
    throw new NotPossible('it takes a guest who is expected');
  const { id, name } = await context.host();
  const errand = {
    kind: 'registration',
    visitor,
    host: { kind: 'chosen', id, name },
    arrivals: [new Date(context.now()).toISOString()],
  } as const;
  const arrivals = [...errand.arrivals];
  await deliver(context, dispatchOf(context, { ...errand, arrivals }, { hostId: id }));
  return { visitor };
}

/** The same name and address as somebody else might type them. */
const carelessly = (visitor: Visitor): Claim => ({
  by: 'name',
  name: fullName(visitor).normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase(),
  email: visitor.email.toUpperCase(),
});

const comesAndGoes = takes('check-in', 'sign-out');

/** Guests who were announced, and come. */
export const expectedGuests: readonly Scenario[] = [
  {
    name: 'finds a guest who is expected by their code, which may begin with a zero',
    writes: true,
    offered: takes('check-in'),
    async run(context) {
      const { visitor, code } = await expected(context);
      if (code === undefined) throw new NotPossible('it takes a code that is known');
      const found = is(await find(context, 'check-in', { by: 'code', code }), 'found');
      const named = is(await find(context, 'check-in', byName(visitor)), 'found');
      assert.equal(found.record, named.record);
      is(await find(context, 'check-in', { by: 'code', code: code.replace(/^0+/, '') }), 'nobody');
    },
  },
  {
    name: 'finds a guest who is expected by name and e-mail address, whatever the case and the accents',
    writes: true,
    offered: takes('check-in'),
    async run(context) {
      const { visitor } = await expected(context);
      const found = is(await find(context, 'check-in', byName(visitor)), 'found');
      const same = is(await find(context, 'check-in', carelessly(visitor)), 'found');
      assert.equal(same.record, found.record);
      const { email } = context.guest();
      is(await find(context, 'check-in', byName({ ...visitor, email })), 'nobody');
    },
  },
  {
    name: 'lets a guest who is expected in and out, each once',
    writes: true,
    offered: comesAndGoes,
    async run(context) {
      const { visitor } = await expected(context);
      const who = carelessly(visitor);
      const checkIn = await deliver(context, dispatchOf(context, { kind: 'check-in', who }));
      await settlesAlike(context, checkIn);
      const inside = is(await find(context, 'check-in', who), 'done');
      assert.equal(inside.record, checkIn.receipt);
      const again = await send(context, dispatchOf(context, { kind: 'check-in', who }));
      assert.equal(is(again, 'delivered').receipt, checkIn.receipt);

      is(await find(context, 'sign-out', who), 'found');
      const signOut = await deliver(context, dispatchOf(context, { kind: 'sign-out', who }));
      await settlesAlike(context, signOut);
      assert.equal(signOut.receipt, checkIn.receipt);
      is(await find(context, 'sign-out', who), 'done');
      is(await find(context, 'check-in', who), 'done', 'unclear', 'nobody');
    },
  },
  {
    name: 'signs out a guest right after their check-in',
    writes: true,
    offered: comesAndGoes,
    async run(context) {
      const { visitor } = await expected(context);
      const who = byName(visitor);
      const checkIn = dispatchOf(context, { kind: 'check-in', who });
      const { receipt: after } = is(await send(context, checkIn), 'delivered');
      const signOut = dispatchOf(context, { kind: 'sign-out', who }, { after });
      const carried = await deliver(context, signOut);
      await settlesAlike(context, carried);
      is(await find(context, 'sign-out', who), 'done');
    },
  },
  {
    name: 'signs nobody out who is not in',
    writes: true,
    offered: takes('sign-out'),
    async run(context) {
      const { visitor } = await expected(context);
      const who = byName(visitor);
      is(await find(context, 'sign-out', who), 'not-in');
      is(await send(context, dispatchOf(context, { kind: 'sign-out', who })), 'nothing-there');
      is(await find(context, 'check-in', who), 'found');
    },
  },
  ...(['check-in', 'sign-out'] as const).map(
    (kind): Scenario => ({
      name: `has nothing for a ${kind} of somebody who is not expected`,
      writes: true,
      offered: takes(kind),
      async run(context) {
        const who = byName(context.guest());
        is(await send(context, dispatchOf(context, { kind, who })), 'nothing-there');
      },
    }),
  ),
];
