import { type Directory, memberOf, reception, visitable } from './records.ts';
import { dayOf } from './site-day.ts';
import type { Visit } from './visit-record.ts';
import type { Visits } from './visits.ts';

const MINUTE_MS = 60_000;

/** Somebody whom a member has announced. */
export interface ExpectedGuest {
  readonly name: string;
  readonly surname?: string;
  readonly email: string;
  /** ms since the epoch; in half an hour unless given, or now if that is tomorrow. */
  readonly at?: number;
  /** The `userRef` of a member; the first of the hosts unless given. */
  readonly hostRef?: string;
  /** Six digits; any that are free unless given. */
  readonly code?: string;
}

/** What members do in the vendor's own app, where no operation of this server leads to. */
export class Announcements {
  readonly #visits: Visits;
  readonly #directory: () => Directory;
  readonly #now: () => number;
  #furnishedDay: string | undefined;

  constructor(visits: Visits, directory: () => Directory, now: () => number) {
    this.#visits = visits;
    this.#directory = directory;
    this.#now = now;
  }

  /** @throws if there is no such member, or the code is no code */
  expect({ name, surname, email, at, hostRef, code }: ExpectedGuest): Visit {
    const [first = reception] = visitable(this.#directory());
    const host = hostRef === undefined ? first : memberOf(this.#directory(), hostRef);
    if (!host) throw new RangeError(`No member ${hostRef} can be visited`);
    if (code !== undefined && !/^\d{6}$/.test(code))
      throw new RangeError(`A code has six digits, unlike ${code}`);
    return this.#visits.add({
      host,
      visitor: { email, name, ...(surname === undefined ? {} : { surname }) },
      date: new Date(at ?? this.#today(30 * MINUTE_MS)).toISOString(),
      code,
    });
  }

  /** Three guests for today, whatever day it has become since. */
  furnish(): void {
    const day = dayOf(this.#now());
    if (this.#furnishedDay === day) return;
    this.#furnishedDay = day;
    const hosts = visitable(this.#directory());
    for (const [index, guest] of furniture.entries()) {
      const hostRef = hosts[index]?.userRef ?? reception.userRef;
      this.expect({ ...guest, hostRef, at: this.#today(index * 20 * MINUTE_MS) });
    }
  }

  /** In so many ms, as long as that is today. */
  #today(inMs: number): number {
    const [now, then] = [this.#now(), this.#now() + inMs];
    return dayOf(then) === dayOf(now) ? then : now;
  }
}

const furniture = [
  { name: 'Ada', surname: 'Lovelace', email: 'ada@guests.example', code: '012345' },
  { name: 'Grace', surname: 'Hopper', email: 'grace@guests.example', code: '204060' },
  { name: 'Hedy', surname: 'Lamarr', email: 'hedy@guests.example', code: '318822' },
];
