import type {
  Delivery,
  Dispatch,
  Operation,
  Provider,
  Setback,
  Settlement,
} from '../../src/main/providers/provider.ts';
import { everyKind } from './every-kind.ts';
import { VirtualClock } from './virtual-clock.ts';

export const delivered: Delivery = { kind: 'delivered', receipt: 'r' };
export const offline: Setback = { kind: 'offline', reason: 'no line' };
export const failing: Setback = { kind: 'failing', reason: '500' };
const absent: Settlement = { kind: 'absent' };

/** A provider that answers what it is told to, and delivers when it is told nothing. */
export function scripted(more: Partial<Provider> = {}) {
  const clock = new VirtualClock();
  const calls: { at: number; what: 'send' | 'look'; dispatch: Dispatch }[] = [];
  const sends: (Delivery | ((dispatch: Dispatch) => Delivery))[] = [];
  const looks: Settlement[] = [];
  const claims: ((receipt: string) => boolean)[] = [];
  const sentAt: number[] = [];
  const operation: Operation = {
    async send(dispatch) {
      calls.push({ at: clock.now(), what: 'send', dispatch });
      const next = sends.shift() ?? { ...delivered, receipt: `of ${dispatch.errand.id}` };
      return typeof next === 'function' ? next(dispatch) : next;
    },
    async settle(dispatch, sent) {
      calls.push({ at: clock.now(), what: 'look', dispatch });
      claims.push((receipt) => sent.isClaimed(receipt));
      sentAt.push(sent.at);
      return looks.shift() ?? absent;
    },
  };
  const provider: Provider = {
    account: 'here',
    operations: everyKind(operation),
    needsHost: false,
    asksHost: 'never',
    arrivalsAtOnce: 1,
    async *hosts() {},
    probe: async () => '',
    ...more,
  };
  const since = clock.now();
  /** What was asked of the provider, and how many seconds after the beginning. */
  const asked = () => calls.map(({ at, what }) => `${what} ${(at - since) / 1000}`);
  return { asked, calls, claims, clock, looks, operation, provider, sends, sentAt, since };
}
