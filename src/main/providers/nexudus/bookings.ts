import type { z } from 'zod';
import type { KnownBooking } from '#shared/domain/booking.ts';
import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Log } from '../../log/log.ts';
import type { Day } from '../../time/site-day.ts';
import { refusedHere } from '../answers.ts';
import {
  type Delivery,
  type Dispatch,
  type Operation,
  SetbackError,
  type Settlement,
} from '../provider.ts';
import type { NexudusApi } from './api.ts';
import { bookingOfNobody, bookingRow, bookingVisitorRow, filterTime } from './messages.ts';

const PAGE = 250;
/** Far above a day of any location. */
const PAGES = 20;
const BOOKING_VISITORS = '/api/spaces/bookingvisitors';

type Link = Dispatch<ErrandOf<'booking-link'>>;

/** The bookings of a day, and which visitors come for them. */
export class Bookings implements Operation<ErrandOf<'booking-link'>> {
  readonly #api: NexudusApi;
  readonly #businessId: number;
  readonly #log: Log;

  constructor(api: NexudusApi, businessId: number, log: Log) {
    this.#api = api;
    this.#businessId = businessId;
    this.#log = log;
  }

  /**
   * Those that overlap a day, and have a customer to be visited: visitors can be added to no others (Nexudus, REST API,
   * "create bookingvisitor"). Throws {@link SetbackError}.
   */
  async within(day: Day): Promise<KnownBooking[]> {
    const list = await this.#api.list('/api/spaces/bookings', {
      query: {
        // How bookings are narrowed to one location is not documented. Where this is passed over all are read.
        Booking_Resource_Business: String(this.#businessId),
        from_Booking_ToTime: filterTime(day.from),
        to_Booking_FromTime: filterTime(day.to),
        orderBy: 'FromTime',
        dir: '1',
      },
      size: PAGE,
      most: PAGES,
      traffic: 'background',
    });
    if (!list.ok) throw new SetbackError(list.setback);
    const known: KnownBooking[] = [];
    let unreadable = 0;
    for (const row of list.value.rows) {
      const { data } = bookingRow.safeParse(row);
      if (data && data.FromTime < day.to && data.ToTime > day.from) known.push(bookingOf(data));
      else if (!data && !bookingOfNobody.safeParse(row).success) unreadable += 1;
    }
    if (unreadable > 0) this.#log('bookings unreadable', { rows: unreadable });
    if (!list.value.isWhole) this.#log('bookings too many', { read: list.value.rows.length });
    return known;
  }

  async send(dispatch: Link): Promise<Delivery> {
    const body = bodyOf(dispatch);
    if (!body) return refusedHere('It is not known who comes for which booking.');
    return this.#api.create(BOOKING_VISITORS, body);
  }

  async settle(dispatch: Link): Promise<Settlement> {
    const body = bodyOf(dispatch);
    if (!body) return { kind: 'absent' };
    const list = await this.#api.list(BOOKING_VISITORS, {
      query: {
        BookingVisitor_Booking: String(body.BookingId),
        BookingVisitor_Visitor: String(body.VisitorId),
      },
      size: PAGE,
      most: PAGES,
    });
    if (!list.ok) return { kind: 'unreadable', setback: list.setback };
    const link = list.value.rows
      .flatMap((row) => bookingVisitorRow.safeParse(row).data ?? [])
      .find((row) => row.BookingId === body.BookingId && row.VisitorId === body.VisitorId);
    if (link) return { kind: 'found', receipt: String(link.Id) };
    return list.value.isWhole
      ? { kind: 'absent' }
      : { kind: 'ambiguous', reason: 'the list of the booking’s visitors is too long to read' };
  }
}

/** The body of `POST /api/spaces/bookingvisitors`; undefined without a visitor whom the provider has. */
function bodyOf({ errand, after }: Link) {
  const [BookingId, VisitorId] = [Number(errand.booking), Number(after ?? Number.NaN)];
  return Number.isSafeInteger(BookingId) && Number.isSafeInteger(VisitorId)
    ? { BookingId, VisitorId }
    : undefined;
}

function bookingOf(row: z.infer<typeof bookingRow>): KnownBooking {
  const company = row.CoworkerCompanyName?.trim();
  return {
    id: String(row.Id),
    room: row.ResourceName,
    host: {
      id: String(row.CoworkerId),
      name: row.CoworkerFullName,
      ...(company ? { company } : {}),
    },
    from: new Date(row.FromTime).toISOString(),
    to: new Date(row.ToTime).toISOString(),
    tentative: row.Tentative === true,
  };
}
