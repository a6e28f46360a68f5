import type { Claim } from '#shared/domain/errand.ts';
import type { Day } from '../../time/site-day.ts';
import type { Found, Purpose } from '../provider.ts';
import { choose, isTheirs } from '../visits.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { hasEmail, hostRefOf, known, type Visit, visit } from './messages.ts';
import { createdSince } from './read-back.ts';

export const VISITS = '/visitors/visits/v1';

/**
 * The visits that members have announced or approved. The list has each visit's code, which opens it to whoever knows
 * it: nothing outside this folder is told one.
 */
export class Visits {
  readonly #api: SpacebringApi;
  readonly #dayOf: (instant: number) => Day;

  constructor(api: SpacebringApi, dayOf: (instant: number) => Day) {
    this.#api = api;
    this.#dayOf = dayOf;
  }

  async find(purpose: Purpose, who: Claim, at: number): Promise<Found> {
    try {
      return choose(purpose, (await this.theirs(who, at)).map(known), at);
    } catch (error) {
      return unreadable(error);
    }
  }

  /** Somebody's visits of the site's day in which an instant lies, without those cancelled. Throws SetbackError. */
  async theirs(who: Claim, at: number): Promise<Visit[]> {
    const { from, to } = this.#dayOf(at);
    const ofDay = await this.#api.all(VISITS, 'visits', visit, {
      'date[gte]': new Date(from).toISOString(),
      // Both ends belong to it.
      'date[lte]': new Date(to - 1).toISOString(),
    });
    return ofDay.filter((one) => one.deleteDate === undefined && isTheirs(known(one), who));
  }

  /** Undefined when there is none. Throws SetbackError. */
  one(id: string): Promise<Visit | undefined> {
    return this.#api.read(VISITS, id, 'visit', visit);
  }

  /**
   * A visitor's visits to a host that came about since an instant, without those cancelled, the latest first. Nothing
   * leads from a visit to the request that it was (Spacebring, OpenAPI, `visit`). Throws SetbackError.
   */
  async since(at: number, visitor: { hostId: string; email: string }): Promise<Visit[]> {
    const since = await this.#api.all(VISITS, 'visits', visit, {
      userRefHost: visitor.hostId,
      ...createdSince(at),
    });
    return since
      .filter(
        (one) =>
          one.deleteDate === undefined &&
          hasEmail(one, visitor.email) &&
          hostRefOf(one) === visitor.hostId,
      )
      .toSorted((a, b) => (b.createDate ?? 0) - (a.createDate ?? 0));
  }
}
