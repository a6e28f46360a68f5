import type { Booking, KnownBooking } from '#shared/domain/booking.ts';
import { SEARCH_RESULTS } from '#shared/domain/host.ts';
import { enoughToSearch } from '#shared/domain/text.ts';
import type { Clock } from '../clock.ts';
import { words } from '../directory/search.ts';
import type { Log } from '../log/log.ts';
import { Pace, SEARCHES } from '../pace.ts';
import type { Contact } from '../providers/provider.ts';
import type { Backoff } from '../retry/backoff.ts';
import { Refresher } from '../retry/refresher.ts';
import type { Day } from '../time/site-day.ts';

const REFRESH = 5 * 60_000;

/** Today's bookings, fetched in the background and searched in memory. */
export class Bookings {
  readonly #fetch: (at: number) => Promise<KnownBooking[]>;
  readonly #dayOf: (instant: number) => Day;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #refresher: Refresher;
  readonly #pace: Pace;
  #known: { readonly day: Day; readonly bookings: readonly KnownBooking[] } | undefined;

  /**
   * @param parts.fetch as {@link Provider.bookings}
   * @param parts.onContact called after every fetch
   */
  constructor(parts: {
    fetch: (at: number) => Promise<KnownBooking[]>;
    dayOf: (instant: number) => Day;
    clock: Clock;
    log: Log;
    backoff: Backoff;
    onContact: (contact: Contact) => void;
  }) {
    this.#fetch = parts.fetch;
    this.#dayOf = parts.dayOf;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#pace = new Pace(parts.clock, SEARCHES);
    this.#refresher = new Refresher({
      ...parts,
      what: 'bookings',
      fetch: () => this.#refresh(),
      every: REFRESH,
    });
  }

  start(): void {
    this.#refresher.start();
  }

  stop(): void {
    this.#refresher.stop();
  }

  /** The line is back: a fetch that failed for want of it is tried again now. */
  refreshIfDue(): void {
    this.#refresher.ifDue();
  }

  /**
   * Up to five bookings of today that are not over, by the names of their host and room; the next one first.
   * @returns undefined while today's bookings are not known
   */
  async search(typed: string): Promise<Booking[] | undefined> {
    this.#pace.note();
    await this.#pace.wait();
    const now = this.#clock.now();
    const known = this.#known;
    if (!known || now < known.day.from || now >= known.day.to) return undefined;
    if (!enoughToSearch(typed)) return [];
    const asked = words(typed);
    return known.bookings
      .filter(({ tentative, to }) => !tentative && Date.parse(to) > now)
      .filter(({ host, room }) => {
        const there = words(`${host.name} ${room}`);
        return asked.every((word) => there.some((one) => one.startsWith(word)));
      })
      .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
      .slice(0, SEARCH_RESULTS)
      .map(({ tentative: _, ...booking }) => booking);
  }

  async #refresh(): Promise<void> {
    const at = this.#clock.now();
    const bookings = await this.#fetch(at);
    this.#known = { day: this.#dayOf(at), bookings };
    this.#log('bookings fetched', { bookings: bookings.length });
  }
}
