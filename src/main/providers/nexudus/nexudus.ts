import type { KnownBooking } from '#shared/domain/booking.ts';
import type { Claim } from '#shared/domain/errand.ts';
import type { Host } from '#shared/domain/host.ts';
import type { LiveProfile } from '#shared/domain/profile.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log/log.ts';
import type { Day } from '../../time/site-day.ts';
import type { Asked, Found, Operations, Provider, Purpose, Reply } from '../provider.ts';
import { NexudusApi } from './api.ts';
import { Bookings } from './bookings.ts';
import { HostAnswers } from './host-answers.ts';
import { Hosts } from './hosts.ts';
import { CustomerRegistrations, customerSetback, Registrations } from './registrations.ts';
import type { NexudusSession } from './session.ts';
import { VisitorRecords } from './visitor-records.ts';
import { Visits } from './visits.ts';
import { References, WalkIns } from './walk-ins.ts';

type NexudusProfile = Extract<LiveProfile, { kind: 'nexudus' }>;

/**
 * Nexudus, by its admin REST API: the public one knows only a single signed-in customer's visitors. Where the profile
 * names a customer, guests who will come are registered there, in that customer's name.
 */
export class Nexudus implements Provider {
  readonly account: string;
  readonly needsHost = false;
  readonly asksHost = 'if-wanted';
  readonly arrivalsAtOnce: number;
  readonly operations: Operations;
  readonly #profile: NexudusProfile;
  readonly #dayOf: (instant: number) => Day;
  readonly #hosts: Hosts;
  readonly #visits: Visits;
  readonly #bookings: Bookings;
  readonly #hostAnswers: HostAnswers;
  readonly #customer: CustomerRegistrations | undefined;

  /**
   * @param parts.customer signed in to the members' portal as the profile's customer, if it names one
   * @param parts.dayOf the site's day in which an instant lies
   */
  constructor(parts: {
    session: NexudusSession;
    customer?: NexudusSession | undefined;
    profile: NexudusProfile;
    account: string;
    clock: Clock;
    dayOf: (instant: number) => Day;
    log: Log;
  }) {
    const { profile, clock, dayOf, log } = parts;
    const { businessId } = profile;
    this.account = parts.account;
    this.#profile = profile;
    this.#dayOf = dayOf;
    const api = new NexudusApi(parts.session);
    const records = new VisitorRecords(api);
    const references = new References(api, records, businessId);
    this.#hosts = new Hosts(api, log);
    this.#visits = new Visits({ api, records, businessId, clock, dayOf });
    this.#bookings = new Bookings(api, businessId, log);
    this.#hostAnswers = new HostAnswers(records, clock);
    this.#customer =
      parts.customer &&
      new CustomerRegistrations(new NexudusApi(parts.customer, customerSetback), businessId);
    const registrations = this.#customer ?? new Registrations(api, businessId, references);
    this.arrivalsAtOnce = registrations.arrivalsAtOnce;
    this.operations = {
      'walk-in': new WalkIns(api, businessId, references),
      'check-in': this.#visits.checkIn,
      'sign-out': this.#visits.signOut,
      'booking-link': this.#bookings,
      registration: registrations,
      decision: this.#hostAnswers,
    };
  }

  hosts(): AsyncGenerator<Host[], void, void> {
    return this.#hosts.all();
  }

  async probe(): Promise<string> {
    const { baseUrl, username, customer } = this.#profile;
    const count = await this.#hosts.count();
    const own = `Signed in to ${baseUrl} as ${username}; ${count ?? 'its'} hosts can be read.`;
    if (!customer || !this.#customer) return own;
    return `${own} As ${customer.username}: ${await this.#customer.probe()}.`;
  }

  find(purpose: Purpose, who: Claim, at: number): Promise<Found> {
    return this.#visits.find(purpose, who, at);
  }

  bookings(at: number): Promise<KnownBooking[]> {
    return this.#bookings.within(this.#dayOf(at));
  }

  hostReply(asked: Asked): Promise<Reply> {
    return this.#hostAnswers.reply(asked);
  }
}
