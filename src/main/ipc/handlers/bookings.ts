import type { BookingSearch } from '#shared/ipc/contract.ts';
import { type Result, success } from '#shared/ipc/result.ts';
import type { Bookings } from '../../bookings/bookings.ts';

/** Finds today's bookings for what a visitor has typed so far of the host's name or the room's. */
export function searchBookings(bookings: Bookings | undefined) {
  return async ({ query }: { query: string }): Promise<Result<BookingSearch>> => {
    const found = await bookings?.search(query);
    return success(found ? { bookings: 'ready', found } : { bookings: 'not-yet', found: [] });
  };
}
