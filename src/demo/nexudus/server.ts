import type { Host } from '#shared/domain/host.ts';
import type { DemoOptions, DemoServer, NexudusProfile } from '../demo-server.ts';
import { bearer, type Call, openLoopback, type Reply } from '../loopback.ts';
import { community } from '../people/people.ts';
import { type Limit, Throttle } from '../throttle.ts';
import { type BookingVisitorRecord, BookingVisitors } from './booking-visitors.ts';
import { type BookingRecord, Bookings, type NewBooking } from './bookings.ts';
import { type ExpectedVisitor, furnish, register } from './expected.ts';
import type { Decision } from './host-answers.ts';
import { type Customer, type PublicList, PublicVisitors } from './public-visitors.ts';
import { BUSINESS_ID, type Coworker, coworkers, type Directory } from './records.ts';
import { allRoles, isPublic, type Role, routed } from './routes.ts';
import { ACCESS_TOKEN_LIFE, Tokens } from './tokens.ts';
import type { TextFilters } from './visitor-list.ts';
import { type VisitorRecord, Visitors } from './visitors.ts';
import { denied, signInPage, throttled } from './wire.ts';

export type { Role };

/** Nexudus, API limitations: of the dated copies, which disagree, the strictest. Counted over all clients together. */
export const NEXUDUS_LIMITS: readonly Limit[] = [
  { requests: 60, perMs: 60_000, writesOnly: true },
  { requests: 120, perMs: 60_000 },
  { requests: 1, perMs: 100 },
  { requests: 5_000, perMs: 3_600_000 },
];

export interface NexudusOptions extends DemoOptions {
  /** In seconds, as `expires_in` says; 604799 unless given. */
  readonly accessTokenLife?: number;
  /** Refuses addresses at example.com, as one real location does. */
  readonly refuseExampleAddresses?: boolean;
  /** `contains` unless given. */
  readonly textFilters?: TextFilters;
  /** How a customer's own visitors are listed; `array` unless given. */
  readonly publicList?: PublicList;
  /**
   * How long a host who is asked takes to say that they are coming down, in ms by the server's clock. Nobody ever
   * answers unless it is given, or the demo is furnished.
   */
  readonly answersAfterMs?: number;
  /**
   * A house to be tried by hand: three visitors are expected today, a meeting of the first host begins soon, and hosts
   * answer after a few seconds. Otherwise there is only what a test puts there.
   */
  readonly furnished?: boolean;
}

export interface NexudusDemo extends DemoServer {
  readonly provider: NexudusProfile;
  /** As they are stored, in the order of their creation, whether they can be read yet or not. */
  readonly visitors: readonly VisitorRecord[];
  /** Today's, by the location's day, in the order in which they begin. */
  readonly bookings: readonly BookingRecord[];
  /** As they are stored, whether they can be read yet or not. */
  readonly bookingVisitors: readonly BookingVisitorRecord[];
  /** What the account may do; taken away and given back while the server runs. */
  readonly roles: Set<Role>;
  /** The first host's own account, for the public API alone. */
  readonly customer: Customer;
  /** Registers somebody as the admin panel does; they can be read at once. Throws on what the panel would not take. */
  expect(visitor: ExpectedVisitor): VisitorRecord;
  /** Books a room as the admin panel does. Throws if there is no such coworker. */
  book(booking: NewBooking): BookingRecord;
  /** The host's answer to a visitor: `hold` is "I am coming down". Throws if there is no such visitor. */
  decide(visitorId: number, decision: Decision): VisitorRecord;
  /** Whether a password is refused without a `totp`. */
  askSecondFactor(on: boolean): void;
  /** Every access token has expired; refresh tokens are still good. */
  expireTokens(): void;
  /** No token is good any more, of either kind. */
  revokeTokens(): void;
}

export const USERNAME = 'kiosk@harbour.example';
const CUSTOMER_USERNAME = 'first.host@harbour.example';
/** Long enough to see the waiting, in ms. */
const FURNISHED_ANSWER = 8_000;

/** The vendor's side of a conversation, however it gets there. */
export interface NexudusPlay
  extends Omit<NexudusDemo, 'provider' | 'baseUrl' | 'faults' | 'requests' | 'start' | 'stop'> {
  answer(call: Call): Reply;
}

/** Plays the Nexudus admin API, and of the public one what concerns visitors. */
export function playNexudus(options: NexudusOptions = {}): NexudusPlay {
  const now = options.now ?? Date.now;
  const readLagMs = options.readLagMs ?? 0;
  const furnished = options.furnished ?? false;
  let known: Directory | undefined;
  const directory = () => {
    known ??= coworkers(community(options.hosts ?? 250));
    return known;
  };
  const active = () => [...directory().values()].filter(({ Active }) => Active);

  const admin = { username: USERNAME, password: 'quiet-harbour-4711' };
  const customer: Customer = {
    username: CUSTOMER_USERNAME,
    password: 'second-floor-2206',
    get coworkerId() {
      return active()[0]?.Id ?? 0;
    },
  };
  const tokens = new Tokens([admin, customer], options.accessTokenLife ?? ACCESS_TOKEN_LIFE, now);
  const throttle = new Throttle(options.limits ?? NEXUDUS_LIMITS, now);
  const roles = new Set(allRoles());
  const visitors = new Visitors({
    directory,
    username: USERNAME,
    now,
    readLagMs,
    refuseExampleAddresses: options.refuseExampleAddresses ?? false,
    textFilters: options.textFilters ?? 'contains',
    answersAfterMs: options.answersAfterMs ?? (furnished ? FURNISHED_ANSWER : undefined),
  });
  const bookings = new Bookings(directory, USERNAME, now);
  const bookingVisitors = new BookingVisitors(bookings, visitors, {
    username: USERNAME,
    now,
    readLagMs,
  });
  const publicVisitors = new PublicVisitors(visitors, customer, options.publicList ?? 'array', now);
  const house = { directory, visitors, bookings, bookingVisitors, publicVisitors };
  if (furnished)
    furnish(
      visitors,
      bookings,
      active().map(({ Id }) => Id),
      now(),
    );

  return {
    roles,
    customer,
    get secret() {
      return { name: 'nexudus.password', value: admin.password } as const;
    },
    get visitors() {
      return visitors.records;
    },
    get bookings() {
      return bookings.today;
    },
    get bookingVisitors() {
      return bookingVisitors.records;
    },
    get hosts() {
      return active().map(host);
    },
    changeSecret: (value) => tokens.changePassword(admin, value),
    expect: (visitor) => register(visitors, visitor, now()),
    book: (booking) => bookings.book(booking),
    decide: (visitorId, decision) => visitors.decide(visitorId, decision),
    askSecondFactor: (on) => {
      tokens.asksSecondFactor = on;
    },
    expireTokens: () => tokens.expire(),
    revokeTokens: () => tokens.revoke(),
    answer(call) {
      const wait = throttle.take(call.method);
      if (wait > 0) return throttled(wait);
      if (call.path === '/api/token' && call.method === 'POST') return tokens.answer(call);
      if (!call.headers.accept?.includes('application/json')) return signInPage();
      const who = tokens.whoIs(call);
      // Neither API takes the other's account, and the public one asks for a token: Nexudus, API, Register Visitor.
      const mayCome = isPublic(call)
        ? who === customer && bearer(call.headers) !== undefined
        : who === admin;
      return mayCome ? routed(call, roles, house) : denied();
    },
  };
}

/** Starts a stand-in for Nexudus. Rejects with Node's error if the port cannot be had. */
export async function startNexudusDemo(options: NexudusOptions = {}): Promise<NexudusDemo> {
  const play = playNexudus(options);
  const loopback = await openLoopback(options.port ?? 0, options.now ?? Date.now, play.answer);
  const { baseUrl } = loopback;
  // Not spread: some of what is in it changes.
  return Object.assign(play, loopback, {
    provider: { kind: 'nexudus', baseUrl, businessId: BUSINESS_ID, username: USERNAME },
  } as const);
}

function host({ Id, FullName, CompanyName }: Coworker): Host {
  return {
    id: String(Id),
    name: FullName,
    ...(CompanyName === null ? {} : { company: CompanyName }),
  };
}
