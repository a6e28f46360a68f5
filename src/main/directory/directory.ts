import type { Host } from '#shared/domain/host.ts';
import type { Clock } from '../clock.ts';
import { type Log, placeOf } from '../log/log.ts';
import { type Contact, type Provider, type Setback, SetbackError } from '../providers/provider.ts';
import type { Backoff } from '../retry/backoff.ts';
import type { HostCache } from './cache.ts';
import { HostSearch } from './search.ts';

const REFRESH = 15 * 60_000;
/** No visitor asks this often; somebody who reads the directory out does. */
const SEARCHES_A_MINUTE = 60;
const SLOWED_BY = 1_000;

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
  readonly #backoff: Backoff;
  readonly #onReady: () => void;
  readonly #onContact: (contact: Contact) => void;
  #search: HostSearch | undefined;
  #cancelTimer: (() => void) | undefined;
  #fetching = false;
  #failed = false;
  #stopped = false;
  #searches: number[] = [];

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
    this.#backoff = parts.backoff;
    this.#onReady = parts.onReady;
    this.#onContact = parts.onContact;
  }

  /** Reads what is kept on disk, then begins to fetch. */
  async start(): Promise<void> {
    const kept = this.#readCache();
    if (kept) this.#take(await HostSearch.of(kept));
    this.#refresh();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#cache?.close();
  }

  /** The line is back: a fetch that failed for want of it is tried again now. */
  refreshIfDue(): void {
    if (this.#failed) this.#refresh();
  }

  #refresh(): void {
    this.#cancelTimer?.();
    if (!this.#fetching && !this.#stopped) void this.#fetch();
  }

  /** Up to five hosts for what has been typed so far; undefined while there is no directory. */
  async search(typed: string): Promise<Host[] | undefined> {
    const now = this.#clock.now();
    this.#searches = this.#searches.filter((at) => at <= now && now - at < 60_000);
    this.#searches.push(now);
    if (this.#searches.length > SEARCHES_A_MINUTE)
      await new Promise<void>((resolve) => this.#clock.after(SLOWED_BY, resolve));
    return this.#search?.find(typed);
  }

  named(name: string): Named {
    if (!this.#search) return { kind: 'not-yet' };
    const [host, ...others] = this.#search.named(name);
    if (!host) return { kind: 'none' };
    return others.length > 0 ? { kind: 'several' } : { kind: 'one', host };
  }

  async #fetch(): Promise<void> {
    this.#fetching = true;
    const setback = await this.#fetchOnce();
    this.#fetching = false;
    this.#failed = setback !== undefined;
    if (this.#stopped) return;
    this.#cancelTimer = this.#clock.after(
      setback ? this.#backoff.afterSetback(setback) : REFRESH,
      () => this.#refresh(),
    );
    this.#onContact(setback ?? { kind: 'answered' });
  }

  async #fetchOnce(): Promise<Setback | undefined> {
    try {
      const hosts: Host[] = [];
      for await (const page of this.#provider.hosts()) {
        if (this.#stopped) return undefined;
        hosts.push(...page);
      }
      if (this.#stopped) return undefined;
      this.#take(await HostSearch.of(hosts));
      this.#backoff.reset();
      this.#log('directory fetched', { hosts: hosts.length });
      this.#keep(hosts);
      return undefined;
    } catch (error) {
      const setback = setbackOf(error);
      this.#log('directory not fetched', {
        setback: setback.kind,
        ...('state' in setback ? { state: setback.state } : {}),
        ...(error instanceof SetbackError ? {} : { defect: placeOf(error) }),
      });
      return setback;
    }
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
    if (this.#stopped) return;
    try {
      this.#cache?.replace(this.#provider.account, hosts, this.#clock.now());
    } catch (error) {
      // The directory in memory serves; the outbox is what tells staff of a bad disk.
      this.#log('directory not kept', { reason: (error as Error).message });
    }
  }
}

/** A defect in reading a page is no reason to stop asking: it is logged, and the next page may do better. */
function setbackOf(error: unknown): Setback {
  if (error instanceof SetbackError) return error.setback;
  return { kind: 'failing', reason: (error as Error).message };
}
