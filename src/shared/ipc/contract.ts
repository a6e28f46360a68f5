import { z } from 'zod';
import { hostAnswer, outcome } from '../domain/arrival.ts';
import { booking } from '../domain/booking.ts';
import { visitorErrand } from '../domain/errand.ts';
import { host, SEARCH_RESULTS } from '../domain/host.ts';
import { language } from '../domain/profile.ts';
import { status } from '../domain/status.ts';

// Without this zod tries to compile code at run time, which the content security policy forbids.
z.config({ jitless: true });

const need = z.enum(['required', 'optional', 'hidden']);

/** What a screen needs to know of its site. */
export const kiosk = z.strictObject({
  site: z.strictObject({
    name: z.string(),
    timeZone: z.string(),
    country: z.string().optional(),
    languages: z.array(language).min(1),
  }),
  demo: z.boolean(),
  walkIn: z.strictObject({
    phone: need,
    company: need,
    terms: z
      .strictObject({ version: z.string(), text: z.partialRecord(language, z.string()) })
      .optional(),
    /** Whether the host is asked, so that the visitor waits for an answer. */
    asksHost: z.boolean(),
  }),
  /** What a visitor can do here besides walking in: what the provider can do and the site wants. */
  offers: z.strictObject({
    checkIn: z.boolean(),
    booking: z.boolean(),
    signOut: z.boolean(),
    /** Leaving one's details without naming a host. */
    contact: z.boolean(),
    call: z.boolean(),
  }),
  idleSeconds: z.int().positive(),
  status,
});
export type Kiosk = z.infer<typeof kiosk>;

export const search = z.strictObject({
  /** `not-yet`: the directory has never been fetched, so the visitor types the host's name. */
  directory: z.enum(['not-yet', 'ready']),
  hosts: z.array(host).max(SEARCH_RESULTS),
});
export type Search = z.infer<typeof search>;

export const kept = z.strictObject({ id: z.uuid(), outcome });
export type Kept = z.infer<typeof kept>;

export const bookingSearch = z.strictObject({
  /** `not-yet`: today's bookings have never been fetched. */
  bookings: z.enum(['not-yet', 'ready']),
  found: z.array(booking).max(SEARCH_RESULTS),
});
export type BookingSearch = z.infer<typeof bookingSearch>;

const query = z.strictObject({ query: z.string().max(200) });

/** Every question that a screen may put to main. */
export const channels = {
  'kiosk.open': { request: z.undefined(), response: kiosk },
  'directory.search': { request: query, response: search },
  'bookings.search': { request: query, response: bookingSearch },
  'entries.add': { request: visitorErrand, response: kept },
  /** What the host of a walk-in has said by now. To be asked as long as the visitor waits. */
  'hosts.answer': {
    request: z.strictObject({ id: z.uuid() }),
    response: z.strictObject({ answer: hostAnswer }),
  },
} as const;
export type Channel = keyof typeof channels;
export type Request<C extends Channel> = z.input<(typeof channels)[C]['request']>;
export type Asked<C extends Channel> = z.output<(typeof channels)[C]['request']>;
export type Response<C extends Channel> = z.output<(typeof channels)[C]['response']>;

/** Every piece of news that main may send to a screen. */
export const events = {
  'entries.changed': kept,
  'status.changed': status,
} as const;
export type Event = keyof typeof events;
export type News<E extends Event> = z.output<(typeof events)[E]>;
