import { z } from 'zod';
import { outcome, walkIn } from '../domain/arrival.ts';
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

/** Every question that a screen may put to main. */
export const channels = {
  'kiosk.open': { request: z.undefined(), response: kiosk },
  'directory.search': { request: z.strictObject({ query: z.string().max(200) }), response: search },
  'arrivals.add': { request: walkIn, response: kept },
} as const;
export type Channel = keyof typeof channels;
export type Request<C extends Channel> = z.input<(typeof channels)[C]['request']>;
export type Asked<C extends Channel> = z.output<(typeof channels)[C]['request']>;
export type Response<C extends Channel> = z.output<(typeof channels)[C]['response']>;

/** Every piece of news that main may send to a screen. */
export const events = {
  'arrivals.changed': kept,
  'status.changed': status,
} as const;
export type Event = keyof typeof events;
export type News<E extends Event> = z.output<(typeof events)[E]>;
