import { json, type Reply } from '../loopback.ts';
import { plannedDay, type Room, rooms } from './bookings-plan.ts';
import { type Filters, filtered } from './filters.ts';
import type { Coworker, Directory } from './records.ts';
import { dayAfter, dayOf, instantAt, wallClock } from './site-time.ts';
import { instant, invalid, search, told } from './wire.ts';

/** A booking as Nexudus keeps it: Nexudus, REST API, Get bookings by id. It has no e-mail address of the host. */
export type BookingRecord = Readonly<ReturnType<typeof recordOf>>;

/** A booking that somebody makes in the admin panel. */
export interface NewBooking {
  readonly room: Room;
  /** ms since the epoch */
  readonly from: number;
  readonly to: number;
  /** Without one it is the house's own. */
  readonly coworkerId?: number | undefined;
  readonly tentative?: boolean;
  readonly notes?: string | null;
}

const filters: Filters<BookingRecord> = {
  entity: 'Booking',
  equal: { Coworker: 'CoworkerId', Resource: 'ResourceId', Tentative: 'Tentative' },
  ranges: ['FromTime', 'ToTime', 'FromTimeLocal', 'ToTimeLocal', 'CreatedOn', 'UpdatedOn'],
};

/** Made up a day at a time, from yesterday to tomorrow, and kept as long as the server lives. */
export class Bookings {
  readonly #directory: () => Directory;
  readonly #username: string;
  readonly #now: () => number;
  readonly #days = new Map<string, readonly BookingRecord[]>();
  readonly #made: BookingRecord[] = [];

  constructor(directory: () => Directory, username: string, now: () => number) {
    this.#directory = directory;
    this.#username = username;
    this.#now = now;
  }

  /** Those that begin today, by the location's day, in their order. */
  get today(): readonly BookingRecord[] {
    const today = dayOf(this.#now());
    return this.#all()
      .filter(({ FromTimeLocal }) => FromTimeLocal.startsWith(today))
      .toSorted((a, b) => (a.FromTime < b.FromTime ? -1 : a.FromTime > b.FromTime ? 1 : 0));
  }

  get(id: number): BookingRecord | undefined {
    return this.#all().find(({ Id }) => Id === id);
  }

  read(id: number): Reply {
    const record = this.get(id);
    return record ? json(200, record) : told(404, `There is no Booking ${id}.`);
  }

  list(query: URLSearchParams): Reply {
    const { rows, errors } = filtered(query, this.#all(), filters);
    if (errors.length > 0) return invalid(errors);
    return search(query, rows.map(summary), { columns, order: 'FromTime' });
  }

  /** @throws if there is no such coworker */
  book(booking: NewBooking): BookingRecord {
    const coworker =
      booking.coworkerId === undefined ? undefined : this.#directory().get(booking.coworkerId);
    if (booking.coworkerId !== undefined && !coworker)
      throw new RangeError(`There is no Coworker ${booking.coworkerId}`);
    const id = FIRST_MADE + this.#made.length;
    const record = recordOf(id, booking, coworker, this.#now(), this.#username);
    this.#made.push(record);
    return record;
  }

  #all(): readonly BookingRecord[] {
    const today = dayOf(this.#now());
    for (const day of [-1, 0, 1].map((days) => dayAfter(today, days)))
      if (!this.#days.has(day)) this.#days.set(day, this.#plan(day));
    return [...[...this.#days.values()].flat(), ...this.#made];
  }

  #plan(day: string): readonly BookingRecord[] {
    const hosts = [...this.#directory().values()].filter(({ Active }) => Active);
    const first = FIRST_PLANNED + 100 * Math.floor(Date.parse(day) / DAY);
    return plannedDay().map((planned, index) => {
      const { room, kind, notes } = planned;
      const coworker =
        kind === 'internal' ? undefined : hosts[Math.floor(planned.host * hosts.length)];
      const [from, to] = [instantAt(day, planned.from), instantAt(day, planned.to)];
      const booking = { room, from, to, tentative: kind === 'tentative', notes };
      return recordOf(first + index, booking, coworker, from - 2 * DAY, this.#username);
    });
  }
}

const DAY = 24 * 3600 * 1000;
/** So that a day's bookings have the same numbers in every run. */
const FIRST_PLANNED = 7_000_000;
const FIRST_MADE = 20_000_000;
const FIRST_RESOURCE = 88_001;

function recordOf(
  id: number,
  { room, from, to, tentative = false, notes = null }: NewBooking,
  coworker: Coworker | undefined,
  bookedAt: number,
  by: string,
) {
  return {
    Id: id,
    UniqueId: `b0041265-0000-4000-8000-${String(id).padStart(12, '0')}`,
    ResourceId: FIRST_RESOURCE + rooms.indexOf(room),
    ResourceName: room as string,
    ResourceResourceTypeName: 'Meeting room',
    FloorPlanDeskId: null,
    FloorPlanDeskName: null,
    CoworkerId: coworker?.Id ?? null,
    CoworkerCoworkerType: coworker?.CoworkerType ?? null,
    CoworkerFullName: coworker?.FullName ?? null,
    CoworkerCompanyName: coworker?.CompanyName ?? null,
    CoworkerBillingName: coworker?.BillingName ?? null,
    CoworkerMobilePhone: coworker?.MobilePhone ?? null,
    CoworkerTeamNames: coworker?.TeamNames ?? null,
    FromTime: instant(from),
    ToTime: instant(to),
    FromTimeLocal: wallClock(from),
    ToTimeLocal: wallClock(to),
    Notes: notes,
    InternalNotes: null,
    Tentative: tentative,
    Online: coworker !== undefined,
    BookingNumber: id % 1_000_000,
    Invoiced: false,
    RepeatSeriesUniqueId: null,
    CreatedOn: instant(bookedAt),
    UpdatedOn: instant(bookedAt),
    UpdatedBy: coworker?.Email ?? by,
    IsNew: false,
    SystemId: null,
    ToStringText: `${room} ${wallClock(from)}`,
  };
}

/** As of visitors, the docs do not say what the rows of a list leave out. */
function summary(record: BookingRecord) {
  const { Notes, InternalNotes, CoworkerTeamNames, ...row } = record;
  return row;
}

const columns = ['Id', 'FromTime', 'ToTime', 'ResourceName', 'CoworkerFullName', 'CreatedOn'];
