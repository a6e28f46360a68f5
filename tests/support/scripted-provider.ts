import type {
  Delivery,
  Provider,
  Setback,
  Settlement,
  Visit,
} from '../../src/main/providers/provider.ts';
import { VirtualClock } from './virtual-clock.ts';

export const delivered: Delivery = { kind: 'delivered', receipt: 'r' };
export const offline: Setback = { kind: 'offline', reason: 'no line' };
export const failing: Setback = { kind: 'failing', reason: '500' };
const absent: Settlement = { kind: 'absent' };

/** A provider that answers what it is told to, and delivers when it is told nothing. */
export function scripted(more: Partial<Provider> = {}) {
  const clock = new VirtualClock();
  const calls: { at: number; what: 'send' | 'look'; visit: Visit }[] = [];
  const sends: (Delivery | ((visit: Visit) => Delivery))[] = [];
  const looks: Settlement[] = [];
  const claims: ((receipt: string) => boolean)[] = [];
  const sentAt: number[] = [];
  const provider: Provider = {
    account: 'here',
    needsHost: false,
    async *hosts() {},
    probe: async () => '',
    async checkIn(visit) {
      calls.push({ at: clock.now(), what: 'send', visit });
      const next = sends.shift() ?? { ...delivered, receipt: `of ${visit.arrival.id}` };
      return typeof next === 'function' ? next(visit) : next;
    },
    async settle(visit, at, isClaimed) {
      calls.push({ at: clock.now(), what: 'look', visit });
      claims.push(isClaimed);
      sentAt.push(at);
      return looks.shift() ?? absent;
    },
    ...more,
  };
  const since = clock.now();
  /** What was asked of the provider, and how many seconds after the beginning. */
  const asked = () => calls.map(({ at, what }) => `${what} ${(at - since) / 1000}`);
  return { asked, calls, claims, clock, looks, provider, sends, sentAt, since };
}
