import type { Asked, Reply } from '../provider.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { visitRequest } from './messages.ts';
import type { Visits } from './visits.ts';
import { REQUESTS } from './walk-ins.ts';

/** How far the kiosk's clock may be from the server's once a server has told the time, generously. */
const CLOCK_ERROR = 5_000;
/** Far more than wait at one time. */
const REMEMBERED = 200;

/**
 * What hosts have said of requests. A yes makes a request a visit; a no is told to nobody (Spacebring, help, visitors:
 * requests), so it reads as waiting. Whether a yes is a check-in as well is not established: who is not in by then has
 * to be checked in.
 */
export class HostReplies {
  readonly #api: SpacebringApi;
  readonly #visits: Visits;
  /** When requests were made, by the server's clock (ms since the epoch): one that is answered may be gone. */
  readonly #made = new Map<string, number>();

  constructor(api: SpacebringApi, visits: Visits) {
    this.#api = api;
    this.#visits = visits;
  }

  async to(asked: Asked): Promise<Reply> {
    try {
      const since = await this.#visits.since(asked.at, asked);
      const candidates = since.filter(({ checkOutDate }) => checkOutDate === undefined);
      if (candidates.length === 0) return { kind: 'waiting' };
      // The same visitor may have been let in by the same host a moment before: no visit is older than its request.
      const made = await this.#madeAt(asked);
      const visit = candidates.find(({ createDate = Number.NaN }) => !(createDate < made));
      if (!visit) return { kind: 'waiting' };
      return {
        kind: 'accepted',
        answer: 'accepted',
        ...(visit.checkInDate === undefined ? { checkIn: visit.id } : {}),
      };
    } catch (error) {
      return unreadable(error);
    }
  }

  async #madeAt({ receipt, at }: Asked): Promise<number> {
    const request = await this.#api.read(REQUESTS, receipt, 'request', visitRequest);
    const made = request?.createDate ?? this.#made.get(receipt);
    // Where it was never read, it was sent then by the kiosk's clock, which follows the server's.
    if (made === undefined) return at - CLOCK_ERROR;
    this.#made.set(receipt, made);
    const [oldest] = this.#made.keys();
    if (this.#made.size > REMEMBERED && oldest !== undefined) this.#made.delete(oldest);
    return made;
  }
}
