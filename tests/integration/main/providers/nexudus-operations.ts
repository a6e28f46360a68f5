import { randomUUID } from 'node:crypto';
import {
  type Dispatch,
  type Operation,
  operationFor,
  type Provider,
  type Sent,
} from '../../../../src/main/providers/provider.ts';
import type { Errand, ErrandKind, ErrandOf } from '../../../../src/shared/domain/errand.ts';
import type { nexudusKiosk } from '../../../support/kiosk-provider.ts';

export type NexudusKiosk = Awaited<ReturnType<typeof nexudusKiosk>>;

export function operationOf<K extends ErrandKind>(
  provider: Provider,
  kind: K,
): Operation<ErrandOf<K>> {
  const operation = operationFor(provider, kind);
  if (!operation) throw new Error(`There is no ${kind}`);
  return operation as Operation<Errand> as Operation<ErrandOf<K>>;
}

export const walkIns = (provider: Provider) => operationOf(provider, 'walk-in');

/** What left then, when nothing belongs to another entry. */
export const sent = (at: number): Sent => ({ at, isClaimed: () => false });

/** An errand with an id of its own, confirmed at the time of the tests. */
export function errandOf<K extends ErrandKind>(
  errand: Omit<ErrandOf<K>, 'id'> & { readonly kind: K },
  more: Omit<Partial<Dispatch>, 'errand'> = {},
): Dispatch<ErrandOf<K>> {
  return {
    errand: { ...errand, id: randomUUID() } as unknown as ErrandOf<K>,
    confirmedAt: '2026-03-02T09:30:15.400Z',
    ...more,
  };
}

/** Ways in which a request is carried out and its answer is of no use. */
export const lostAnswers = [
  { kind: 'commit-then-drop' },
  { kind: 'truncated' },
  { kind: 'html', commit: true },
  { kind: 'empty', commit: true },
  { kind: 'status', status: 500, commit: true },
] as const;

/** The same, and nothing is carried out. */
export const lostRequests = [
  { kind: 'drop' },
  { kind: 'html' },
  { kind: 'status', status: 503 },
] as const;
