import type { z } from 'zod';
import type { Host } from '#shared/domain/host.ts';
import type { Log } from '../../log/log.ts';
import { SetbackError } from '../provider.ts';
import type { NexudusApi, Rows } from './api.ts';
import { coworker } from './messages.ts';

const PAGE = 250;
/** Far above any location; a list that never ends would keep the kiosk asking for ever. */
const PAGES = 10_000;

/** Everybody who can be visited: the account's customers. */
export class Hosts {
  readonly #api: NexudusApi;
  readonly #log: Log;

  constructor(api: NexudusApi, log: Log) {
    this.#api = api;
    this.#log = log;
  }

  /** Page by page. Throws {@link SetbackError}. */
  async *all(): AsyncGenerator<Host[], void, void> {
    for (let number = 1; number <= PAGES; number += 1) {
      const { rows, isWhole } = await this.#read(number, PAGE);
      const hosts = rows.map((row) => coworker.safeParse(row));
      const unreadable = hosts.filter((row) => !row.success).length;
      if (unreadable > 0) this.#log('hosts unreadable', { rows: unreadable, page: number });
      yield hosts.flatMap((row) =>
        row.success && row.data.Active !== false ? [hostOf(row.data)] : [],
      );
      if (isWhole) return;
    }
  }

  /** How many the provider says there are. Throws {@link SetbackError}. */
  async count(): Promise<number | undefined> {
    return (await this.#read(1, 1)).total;
  }

  async #read(from: number, size: number): Promise<Rows> {
    const list = await this.#api.list('/api/spaces/coworkers', {
      query: { orderBy: 'FullName', dir: '1' },
      from,
      size,
      traffic: 'background',
    });
    if (!list.ok) throw new SetbackError(list.setback);
    return list.value;
  }
}

function hostOf(row: z.infer<typeof coworker>): Host {
  const company = row.CompanyName?.trim();
  return { id: String(row.Id), name: row.FullName, ...(company ? { company } : {}) };
}
