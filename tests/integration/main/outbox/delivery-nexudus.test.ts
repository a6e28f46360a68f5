import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import { arrivalOf, chosen } from '../../../support/arrivals.ts';
import { deliveryRig, passUntil } from '../../../support/delivery-rig.ts';
import { nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';

const PATH = '/api/spaces/visitors';
const match = { method: 'POST', path: PATH };

async function world(options: Parameters<typeof nexudusKiosk>[0] = {}) {
  const kiosk = await nexudusKiosk(options);
  const rig = deliveryRig({ provider: kiosk.provider, clock: kiosk.clock, random: () => 0.5 });
  const guest = () => arrivalOf(chosen(kiosk.demo));
  const received = () => kiosk.demo.visitors.map(({ Notes }) => String(Notes).split(' ')[1]);
  const allEnded = () => rig.store.counts(kiosk.provider.account).waiting === 0;
  return { kiosk, rig, guest, received, allEnded };
}

describe('an answer that is lost', () => {
  it.each<[string, Fault, number]>([
    ['after the commit', { kind: 'commit-then-drop' }, 1],
    ['before the commit', { kind: 'drop' }, 2],
    ['for a 500 after the commit', { kind: 'status', status: 500, commit: true }, 1],
    ['for a 500', { kind: 'status', status: 500 }, 2],
    ['in a page of HTML after the commit', { kind: 'html', commit: true }, 1],
    ['in nothing after the commit', { kind: 'empty', commit: true }, 1],
    ['in half of it', { kind: 'truncated' }, 1],
    ['when the connection is refused', { kind: 'refuse' }, 1],
  ])('%s leaves exactly one visitor', async (_, fault, sendings) => {
    const { kiosk, rig, guest, received, allEnded } = await world({ readLagMs: 1_000 });
    kiosk.demo.faults.next({ match, do: fault });
    const arrival = guest();
    rig.add(arrival);
    await passUntil(kiosk, allEnded);
    expect(rig.state(arrival)).toBe('delivered');
    expect(received()).toEqual([arrival.id]);
    expect(requestCount(kiosk.demo, 'POST', PATH)).toBe(sendings);
    expect(rig.store.get(arrival.id)?.receipt).toBe(String(kiosk.demo.visitors[0]?.Id));
  });

  it('that never comes: the kiosk stops listening after ten seconds, and finds it', async () => {
    const { kiosk, rig, guest, received, allEnded } = await world();
    await kiosk.provider.probe();
    kiosk.demo.faults.next({ match, do: { kind: 'delay', ms: 3_600_000 } });
    const arrival = guest();
    rig.add(arrival);
    await expect.poll(() => kiosk.demo.visitors.length).toBe(1);
    await kiosk.clock.advance(9_999);
    expect(rig.state(arrival)).toBe('sending');
    await kiosk.clock.advance(1);
    await passUntil(kiosk, allEnded);
    expect(rig.state(arrival)).toBe('delivered');
    expect(received()).toEqual([arrival.id]);
  });

  it('for the same guest to the same host twice in a minute: both arrive', async () => {
    const { kiosk, rig, received, allEnded } = await world({ readLagMs: 1_000 });
    const visitor = { firstName: 'Ada', email: 'ada@guests.example' };
    const host = chosen(kiosk.demo);
    const [first, second] = [arrivalOf(host, visitor), arrivalOf(host, visitor)];
    kiosk.demo.faults.next({ match, do: { kind: 'commit-then-drop' } });
    kiosk.demo.faults.next({ match, do: { kind: 'drop' } });
    rig.add(first, second);
    await passUntil(kiosk, allEnded);
    expect([first, second].map(rig.state)).toEqual(['delivered', 'delivered']);
    expect(received().sort()).toEqual([first.id, second.id].sort());
  });
});

describe('many entries', () => {
  it('a 400 in the middle of twenty blocks none', async () => {
    const { kiosk, rig, received, allEnded } = await world({ refuseExampleAddresses: true });
    const all = Array.from({ length: 20 }, (_, index) =>
      arrivalOf(chosen(kiosk.demo), index === 9 ? { email: 'ada@example.com' } : {}),
    );
    rig.add(...all);
    await passUntil(kiosk, allEnded, 60_000);
    const [bad] = all.splice(9, 1);
    expect(bad && rig.state(bad)).toBe('refused');
    expect(received()).toEqual(all.map(({ id }) => id));
  });

  it('one that gets a 500 each time waits by itself, and the others pass', async () => {
    const { kiosk, rig, guest, received, allEnded } = await world();
    const [bad, ...others] = [guest(), guest(), guest(), guest()];
    kiosk.demo.faults.next({ match, do: { kind: 'status', status: 500 } });
    rig.add(bad);
    await passUntil(kiosk, () => requestCount(kiosk.demo, 'POST', PATH) === 1);
    rig.add(...others);
    await passUntil(kiosk, () => received().length === 3, 1_000);
    expect(received()).toEqual(others.map(({ id }) => id));
    await passUntil(kiosk, allEnded);
    expect(received().at(-1)).toBe(bad.id);
  });

  it('with every fault in turn: each arrives once', async () => {
    const { kiosk, rig, guest, received, allEnded } = await world({ readLagMs: 1_500 });
    const faults: Fault[] = [
      { kind: 'commit-then-drop' },
      { kind: 'drop' },
      { kind: 'status', status: 503, commit: true },
      { kind: 'throttle', status: 409, retryAfter: 5 },
      { kind: 'html', commit: true },
      { kind: 'status', status: 401 },
      { kind: 'refuse' },
      { kind: 'truncated' },
      { kind: 'status', status: 500 },
      { kind: 'empty' },
    ];
    for (const fault of faults) {
      kiosk.demo.faults.next({ match, do: fault });
      kiosk.demo.faults.next({ match: { method: 'GET' }, do: fault });
    }
    const all = Array.from({ length: 15 }, guest);
    rig.add(...all);
    await passUntil(kiosk, allEnded);
    expect(kiosk.demo.faults.pending).toBe(0);
    expect(received().sort()).toEqual(all.map(({ id }) => id).sort());
    expect(all.map(rig.state)).toEqual(new Array(15).fill('delivered'));
  });
});

describe('when it is sent', () => {
  it('Retry-After silences all, and the next request comes within a second after it', async () => {
    const { kiosk, rig, guest, received } = await world();
    await kiosk.provider.probe();
    kiosk.demo.faults.next({ match, do: { kind: 'throttle', status: 409, retryAfter: 40 } });
    const until = kiosk.clock.now() + 40_000;
    rig.add(guest(), guest(), guest());
    await passUntil(kiosk, () => received().length === 3);
    const after = kiosk.demo.requests.map(({ at }) => at).filter((at) => at > until - 40_000);
    expect(after).toHaveLength(3);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(until);
    expect(Math.min(...after)).toBeLessThanOrEqual(until + 1_000);
  });

  it('within a minute of the line’s return, however long it was away', async () => {
    const { kiosk, rig, guest, received } = await world();
    await kiosk.demo.stop();
    rig.add(guest());
    const back = kiosk.clock.now() + 7_200_000;
    await passUntil(kiosk, () => kiosk.clock.now() >= back - 60_000, 7_200_000);
    await kiosk.demo.start();
    await passUntil(kiosk, () => received().length === 1, 60_000);
  });

  it('within half a minute of a password that is stored', async () => {
    const { kiosk, rig, guest, received } = await world();
    await kiosk.secrets.delete(kiosk.key);
    rig.add(guest());
    await passUntil(kiosk, () => rig.contacts.length > 5, 3_600_000);
    expect(kiosk.demo.requests).toHaveLength(0);
    await kiosk.secrets.set(kiosk.key, kiosk.demo.secret.value);
    await passUntil(kiosk, () => received().length === 1, 30_000);
  });
});
