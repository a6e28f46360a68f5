import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import { HostSearch } from '../../../../src/main/directory/search.ts';
import { arrivalOf, chosen } from '../../../support/arrivals.ts';
import { deliveryRig, passUntil } from '../../../support/delivery-rig.ts';
import { requestCount, spacebringKiosk } from '../../../support/kiosk-provider.ts';

const PATH = '/visitors/requests/v1';
const match = { method: 'POST', path: PATH };

async function world() {
  const kiosk = await spacebringKiosk();
  const directory: { search?: HostSearch } = {};
  const rig = deliveryRig({
    provider: kiosk.provider,
    clock: kiosk.clock,
    random: () => 0.5,
    hostNamed(name) {
      if (!directory.search) return { kind: 'not-yet' };
      const [host, ...others] = directory.search.named(name);
      if (!host) return { kind: 'none' };
      return others.length > 0 ? { kind: 'several' } : { kind: 'one', host };
    },
  });
  const received = () => kiosk.demo.visitRequests.map(({ visitor }) => visitor.email);
  const allEnded = () => rig.store.counts(kiosk.provider.account).waiting === 0;
  const directoryComes = async () => {
    directory.search = await HostSearch.of(kiosk.demo.hosts);
  };
  return { kiosk, rig, received, allEnded, directoryComes };
}

describe('an answer that is lost', () => {
  it.each<[Fault, number]>([
    [{ kind: 'commit-then-drop' }, 1],
    [{ kind: 'drop' }, 2],
    [{ kind: 'status', status: 502, commit: true }, 1],
    [{ kind: 'html', commit: true }, 1],
    [{ kind: 'truncated' }, 1],
    [{ kind: 'status', status: 500 }, 2],
  ])('%j leaves exactly one request', async (fault, sendings) => {
    const { kiosk, rig, received, allEnded } = await world();
    kiosk.demo.faults.next({ match, do: fault });
    const arrival = arrivalOf(chosen(kiosk.demo));
    rig.add(arrival);
    await passUntil(kiosk, allEnded);
    expect(rig.state(arrival)).toBe('delivered');
    expect(received()).toEqual([arrival.visitor.email]);
    expect(requestCount(kiosk.demo, 'POST', PATH)).toBe(sendings);
  });

  it('for one of two visits of the same guest to the same host: both arrive, once each', async () => {
    const { kiosk, rig, received, allEnded } = await world();
    const visitor = { firstName: 'Ada', email: 'ada@guests.example' };
    const host = chosen(kiosk.demo);
    const [first, second] = [arrivalOf(host, visitor), arrivalOf(host, visitor)];
    kiosk.demo.faults.next({ match, do: { kind: 'drop' } });
    rig.add(first, second);
    await passUntil(kiosk, allEnded);
    expect([first, second].map(rig.state)).toEqual(['delivered', 'delivered']);
    expect(received()).toHaveLength(2);
  });

  it('for both of them: the second waits until the first is settled, and both arrive, once each', async () => {
    const { kiosk, rig, received, allEnded } = await world();
    const visitor = { firstName: 'Ada', email: 'ada@guests.example' };
    const host = chosen(kiosk.demo);
    const both = [arrivalOf(host, visitor), arrivalOf(host, visitor)];
    kiosk.demo.faults.next({ match, times: 2, do: { kind: 'status', status: 500, commit: true } });
    rig.add(...both);
    await passUntil(kiosk, allEnded);
    expect(both.map(rig.state)).toEqual(['delivered', 'delivered']);
    expect(requestCount(kiosk.demo, 'POST', PATH)).toBe(2);
    expect(received()).toHaveLength(2);
  });
});

describe('a host who was typed by name', () => {
  it('waits for the directory; then one goes, none and several need reception', async () => {
    const { kiosk, rig, received, allEnded, directoryComes } = await world();
    const [zoe, nobody, two] = ['zoe lukasiewicz', 'Nobody At All', 'Daniel Kim'].map((name) =>
      arrivalOf({ kind: 'typed', name }),
    );
    if (!zoe || !nobody || !two) throw new Error('three were made');
    const knows = arrivalOf(chosen(kiosk.demo));
    rig.add(zoe, nobody, two, knows);
    const later = kiosk.clock.now() + 60_000;
    await passUntil(kiosk, () => kiosk.clock.now() >= later);
    expect(received()).toEqual([knows.visitor.email]);
    await directoryComes();
    await passUntil(kiosk, allEnded, 10_000);
    expect([zoe, nobody, two].map(rig.state)).toEqual(['delivered', 'refused', 'refused']);
    const host = kiosk.demo.hosts.find(({ name }) => name === 'Zoë Łukasiewicz');
    expect(kiosk.demo.visitRequests[1]).toMatchObject({
      userRefHost: host?.id,
      visitor: { email: zoe.visitor.email },
    });
  });
});

describe('when it is sent', () => {
  it('429 with Retry-After silences all, and the next request comes within a second after it', async () => {
    const { kiosk, rig, received } = await world();
    kiosk.demo.faults.next({ match, do: { kind: 'throttle', status: 429, retryAfter: 20 } });
    const until = kiosk.clock.now() + 20_000;
    const guests = [arrivalOf(chosen(kiosk.demo)), arrivalOf(chosen(kiosk.demo))];
    rig.add(...guests);
    await passUntil(kiosk, () => received().length === 2);
    const [, next] = kiosk.demo.requests.map(({ at }) => at);
    expect(next).toBeGreaterThanOrEqual(until);
    expect(next).toBeLessThanOrEqual(until + 1_000);
    expect(kiosk.demo.requests).toHaveLength(3);
  });

  it('within half a minute of a secret that is stored after it was refused', async () => {
    const { kiosk, rig, received } = await world();
    kiosk.demo.changeSecret('spring-tide');
    rig.add(arrivalOf(chosen(kiosk.demo)));
    const later = kiosk.clock.now() + 300_000;
    await passUntil(kiosk, () => kiosk.clock.now() >= later);
    expect(kiosk.demo.requests).toHaveLength(1);
    await kiosk.secrets.set(kiosk.key, 'spring-tide');
    await passUntil(kiosk, () => received().length === 1, 30_000);
  });
});
