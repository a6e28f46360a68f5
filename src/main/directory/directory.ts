import type { Host } from '#shared/domain/host.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { Pace, SEARCHES } from '../pace.ts';
import type { Contact, Provider } from '../providers/provider.ts';
import type { Backoff } from '../retry/backoff.ts';
import { Refresher } from '../retry/refresher.ts';
import type { HostCache } from './cache.ts';
import { HostSearch } from './search.ts';

const REFRESH = 15 * 60_000;

/** Who answers to a name that was typed in full. */
export type Named =
  | { kind: 'not-yet' }
  | { kind: 'one'; host: Host }
  | { kind: 'none' }
  | { kind: 'several' };

/** The people who can be visited: fetched in the background, kept on disk, searched in memory. */
export class Directory {
  readonly #provider: Provider;
  readonly #cache: HostCache | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onReady: () => void;
  #search: HostSearch | undefined;
  readonly #refresher: Refresher;
  readonly #pace: Pace;
  /**
   * @param cache absent when the disk cannot be used: the directory then lives in memory alone
   * @param onReady called when hosts can be found, from disk or from the provider
   * @param onContact called after every fetch
   */
  constructor(parts: {
    provider: Provider;
    cache: HostCache | undefined;
    clock: Clock;
    log: Log;
    backoff: Backoff;
    onReady: () => void;
    onContact: (contact: Contact) => void;
  }) {
    this.#provider = parts.provider;
    this.#cache = parts.cache;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#onReady = parts.onReady;
    this.#pace = new Pace(parts.clock, SEARCHES);
    this.#refresher = new Refresher({
      ...parts,
      what: 'directory',
      fetch: () => this.#fetch(),
      every: REFRESH,
    });
  }

  /** Reads what is kept on disk, then begins to fetch. */
  async start(): Promise<void> {
    const kept = this.#readCache();
    if (kept) this.#take(await HostSearch.of(kept));
    this.#refresher.start();
  }

  stop(): void {
    this.#refresher.stop();
    this.#cache?.close();
  }

  /** The line is back: a fetch that failed for want of it is tried again now. */
  refreshIfDue(): void {
    this.#refresher.ifDue();
  }

  /** Up to five hosts for what has been typed so far; undefined while there is no directory. */
  async search(typed: string): Promise<Host[] | undefined> {
    this.#pace.note();
    await this.#pace.wait();
    return this.#search?.find(typed);
  }

  named(name: string): Named {
    if (!this.#search) return { kind: 'not-yet' };
    const [host, ...others] = this.#search.named(name);
    if (!host) return { kind: 'none' };
    return others.length > 0 ? { kind: 'several' } : { kind: 'one', host };
  }

  async #fetch(): Promise<void> {
    const hosts: Host[] = [];
    for await (const page of this.#provider.hosts()) {
      if (this.#refresher.isStopped) return;
      hosts.push(...page);
    }
    if (this.#refresher.isStopped) return;
    this.#take(await HostSearch.of(hosts));
    this.#log('directory fetched', { hosts: hosts.length });
    this.#keep(hosts);
  }

  #take(search: HostSearch): void {
    this.#search = search;
    this.#onReady();
  }

  #readCache(): Host[] | undefined {
    try {
      return this.#cache?.read(this.#provider.account);
    } catch (error) {
      this.#log('directory on disk unreadable', { reason: (error as Error).message });
      return undefined;
    }
  }

  #keep(hosts: readonly Host[]): void {
    if (this.#refresher.isStopped) return;
    try {
      this.#cache?.replace(this.#provider.account, hosts, this.#clock.now());
    } catch (error) {
      // The directory in memory serves; the outbox is what tells staff of a bad disk.
      this.#log('directory not kept', { reason: (error as Error).message });
    }
  }
}
