import assert from 'node:assert/strict';
import type {
  Delivery,
  Dispatch,
  Found,
  Purpose,
  Reply,
  Settlement,
} from '../../src/main/providers/provider.ts';
import { fullName, type Visitor } from '../../src/shared/domain/arrival.ts';
import type { Claim, Errand } from '../../src/shared/domain/errand.ts';
import { type Context, NotPossible, operation, sentAt, untilRead } from './context.ts';

/** Something that was sent, and what came of it. */
export interface Carried {
  readonly dispatch: Dispatch;
  /** When it left. */
  readonly at: number;
  readonly receipt: string;
}

/** Holds an outcome against those that are right, and narrows it to them. */
export function is<T extends { readonly kind: string }, K extends T['kind']>(
  outcome: T,
  ...right: readonly K[]
): Extract<T, { kind: K }> {
  if (right.some((kind) => kind === outcome.kind)) return outcome as Extract<T, { kind: K }>;
  return assert.fail(`${JSON.stringify(outcome)}, where “${right.join('” or “')}” is right`);
}

export function send<E extends Errand>(context: Context, dispatch: Dispatch<E>): Promise<Delivery> {
  return operation(context, dispatch.errand.kind).send(dispatch);
}

/** Sends what has to be taken, and waits until it can be read. */
export async function deliver<E extends Errand>(
  context: Context,
  dispatch: Dispatch<E>,
): Promise<Carried> {
  const at = context.now();
  const { receipt } = is(await send(context, dispatch), 'delivered');
  assert.notEqual(receipt, '', 'the receipt is empty');
  await untilRead(context);
  return { dispatch, at, receipt };
}

/** @param claimed the receipt of another entry */
export function settle(
  context: Context,
  { dispatch, at }: Pick<Carried, 'dispatch' | 'at'>,
  claimed?: string,
): Promise<Settlement> {
  return operation(context, dispatch.errand.kind).settle(dispatch, sentAt(at, claimed));
}

/** Looks for what was taken, as if its answer had been lost. */
export async function settlesAlike(context: Context, carried: Carried): Promise<void> {
  const { receipt } = is(await settle(context, carried), 'found');
  assert.equal(receipt, carried.receipt, 'looking finds another record than sending made');
}

/** Looks for something that was never sent. */
export async function isAbsent(context: Context, dispatch: Dispatch): Promise<void> {
  is(await settle(context, { dispatch, at: context.now() }), 'absent');
}

/** What somebody would type to be found. */
export const byName = (guest: Visitor): Claim => ({
  by: 'name',
  name: fullName(guest),
  email: guest.email,
});

export async function find(
  { provider, now }: Context,
  purpose: Purpose,
  who: Claim,
  at = now(),
): Promise<Found> {
  if (!provider.find) throw new NotPossible('the provider looks for nobody');
  return provider.find(purpose, who, at);
}

/** What the host of a walk-in has said. */
export async function replyTo(
  { provider }: Context,
  walkIn: Pick<Carried, 'at' | 'receipt'>,
  { hostId, email }: { hostId: string; email: string },
): Promise<Reply> {
  if (!provider.hostReply) throw new NotPossible('the provider asks no host');
  const { at, receipt } = walkIn;
  return provider.hostReply({ receipt, hostId, email, at });
}
