import { describe, expect, it, onTestFinished } from 'vitest';
import { HostCache } from '../../../../src/main/directory/cache.ts';
import { Directory } from '../../../../src/main/directory/directory.ts';
import { silent } from '../../../../src/main/log/log.ts';
import {
  type Contact,
  type Provider,
  SetbackError,
} from '../../../../src/main/providers/provider.ts';
import { Backoff } from '../../../../src/main/retry/backoff.ts';
import type { Host } from '../../../../src/shared/domain/host.ts';
import { nexudusKiosk } from '../../../support/kiosk-provider.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

function openDirectory(parts: {
  provider: Provider;
  clock: VirtualClock;
  folder?: string | undefined;
}) {
  const contacts: Contact[] = [];
  let ready = 0;
  const directory = new Directory({
    provider: parts.provider,
    cache: parts.folder === undefined ? undefined : new HostCache(parts.folder),
    clock: parts.clock,
    log: silent,
    backoff: new Backoff(parts.clock, () => 0.5),
    onReady: () => {
      ready += 1;
    },
    onContact: (contact) => contacts.push(contact),
  });
  let stopped = false;
  const stop = () => {
    if (!stopped) directory.stop();
    stopped = true;
  };
  onTestFinished(stop);
  /** Starts it, and waits until the fetch has come to an end. */
  const begin = async () => {
    await directory.start();
    await fetched(1);
  };
  const fetched = (times: number) =>
    expect.poll(() => contacts.length).toBeGreaterThanOrEqual(times);
  return { begin, contacts, directory, fetched, ready: () => ready, stop };
}

/** A provider with hosts that a test changes; a setback instead of a page where it says so. */
function provider(pages: (Host[] | SetbackError)[], account = 'here') {
  let fetches = 0;
  let read = 0;
  const made: Provider = {
    account,
    operations: {},
    needsHost: false,
    asksHost: 'never',
    arrivalsAtOnce: 1,
    async *hosts() {
      fetches += 1;
      for (const page of pages) {
        if (page instanceof SetbackError) throw page;
        read += 1;
        yield page;
      }
    },
    probe: async () => '',
  };
  return { provider: made, fetches: () => fetches, read: () => read };
}

const maya = { id: '1', name: 'Maya Okafor', company: 'Paper Heron' };
const zoe = { id: '2', name: 'Zoë Łukasiewicz' };
const offline = () => new SetbackError({ kind: 'offline', reason: 'no line' });

describe('the directory', () => {
  it('comes from the provider, and is found offline after a restart', async () => {
    const kiosk = await nexudusKiosk({ hosts: 600 });
    const folder = tempFolder();
    const first = openDirectory({ ...kiosk, folder });
    expect(await first.directory.search('maya')).toBeUndefined();
    expect(first.directory.named('Maya Okafor')).toEqual({ kind: 'not-yet' });
    await first.begin();
    first.stop();
    await kiosk.demo.stop();
    const second = openDirectory({ ...kiosk, folder });
    await second.directory.start();
    expect(second.ready()).toBe(1);
    expect((await second.directory.search('maya oka'))?.[0]).toEqual(
      kiosk.demo.hosts.find(({ name }) => name === 'Maya Okafor'),
    );
    expect(second.directory.named('daniel kim')).toEqual({ kind: 'several' });
    expect(second.directory.named('Nobody')).toEqual({ kind: 'none' });
    expect(second.directory.named('zoe lukasiewicz')).toMatchObject({ kind: 'one' });
    await second.fetched(1);
    expect(second.contacts).toEqual([{ kind: 'offline', reason: 'ECONNREFUSED' }]);
    expect(await second.directory.search('maya')).toHaveLength(1);
  });

  it('of another account is not used, and is replaced', async () => {
    const clock = new VirtualClock();
    const folder = tempFolder();
    const here = openDirectory({ clock, folder, ...provider([[maya]]) });
    await here.begin();
    here.stop();
    const there = openDirectory({ clock, folder, ...provider([offline()], 'there') });
    await there.begin();
    expect(there.ready()).toBe(0);
    expect(await there.directory.search('maya')).toBeUndefined();
    there.stop();
    const again = openDirectory({ clock, folder, ...provider([[zoe]], 'there') });
    await again.begin();
    again.stop();
    const cache = new HostCache(folder);
    onTestFinished(() => cache.close());
    expect([cache.read('here'), cache.read('there')]).toEqual([undefined, [zoe]]);
  });

  it('stays as it is when a fetch fails in the middle, on disk too, and is fetched again', async () => {
    const clock = new VirtualClock();
    const folder = tempFolder();
    const pages: (Host[] | SetbackError)[] = [[maya], [zoe]];
    const source = provider(pages);
    const { begin, contacts, directory, fetched } = openDirectory({
      clock,
      folder,
      provider: source.provider,
    });
    await begin();
    pages[1] = offline();
    await clock.advance(15 * 60_000);
    await fetched(2);
    expect(contacts.at(-1)).toMatchObject({ kind: 'offline' });
    expect(await directory.search('zoe')).toEqual([zoe]);
    pages.splice(0, 2, [zoe]);
    const before = source.fetches();
    directory.refreshIfDue();
    await fetched(3);
    expect(source.fetches()).toBe(before + 1);
    expect(await directory.search('maya')).toEqual([]);
    directory.refreshIfDue();
    await clock.advance(0);
    expect(source.fetches()).toBe(before + 1);
  });

  it('without a line is asked for at least every minute', async () => {
    const clock = new VirtualClock();
    const source = provider([offline()]);
    const { directory } = openDirectory({ clock, provider: source.provider });
    await directory.start();
    await clock.advance(600_000);
    const before = source.fetches();
    await clock.advance(60_000);
    expect(source.fetches()).toBeGreaterThan(before);
  });

  it('lives in memory alone where there is no disk', async () => {
    const clock = new VirtualClock();
    const { begin, directory } = openDirectory({ clock, ...provider([[maya]]) });
    await begin();
    expect(await directory.search('maya')).toEqual([maya]);
  });

  it('reads no further page once it is stopped', async () => {
    const clock = new VirtualClock();
    const source = provider([[maya], [zoe], [], []]);
    const { directory, stop } = openDirectory({ clock, provider: source.provider });
    await directory.start();
    stop();
    await clock.advance(0);
    expect(source.read()).toBeLessThan(3);
    expect(clock.pending).toBe(0);
  });

  it('slows down somebody who reads it out, and nobody a minute later', async () => {
    const clock = new VirtualClock();
    const { begin, directory } = openDirectory({ clock, ...provider([[maya]]) });
    await begin();
    for (let count = 0; count < 60; count += 1)
      expect(await directory.search('maya')).toHaveLength(1);
    let answered = false;
    const slow = directory.search('maya').then(() => {
      answered = true;
    });
    await clock.advance(999);
    expect(answered).toBe(false);
    await clock.advance(1);
    await slow;
    await clock.advance(60_000);
    expect(await directory.search('maya')).toHaveLength(1);
  });

  it('takes fifty thousand hosts, and keeps them', async () => {
    const clock = new VirtualClock();
    const folder = tempFolder();
    const many = Array.from({ length: 50_000 }, (_, index) => ({
      id: String(index),
      name: `Person${index} Family${index % 977}`,
    }));
    const { contacts, directory, stop } = openDirectory({ clock, folder, ...provider([many]) });
    await directory.start();
    await expect.poll(() => contacts.length, { timeout: 20_000 }).toBe(1);
    expect((await directory.search('person49999'))?.[0]?.id).toBe('49999');
    stop();
    const cache = new HostCache(folder);
    onTestFinished(() => cache.close());
    expect(cache.read('here')).toHaveLength(50_000);
  });
});
