import { z } from 'zod';
import { host } from './host.ts';

/** A meeting that visitors can say they are here for. `id` is the provider's own; instants are UTC, ISO 8601. */
export const booking = z.strictObject({
  id: z.string().min(1),
  room: z.string().min(1),
  host,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});
export type Booking = z.infer<typeof booking>;

/** A booking as the provider has it. A tentative one waits for somebody's approval: only reception is shown it. */
export interface KnownBooking extends Booking {
  readonly tentative: boolean;
}
