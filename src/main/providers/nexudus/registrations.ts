import { fullName } from '#shared/domain/arrival.ts';
import type { ErrandOf } from '#shared/domain/errand.ts';
import { refusedHere } from '../answers.ts';
import type { Delivery, Dispatch, Operation, Sent, Setback, Settlement } from '../provider.ts';
import { reference } from '../reference.ts';
import { isSamePerson } from '../visits.ts';
import type { NexudusApi } from './api.ts';
import { isSameMinute, publicVisitorBody, publicVisitorRow, registrationBody } from './messages.ts';
import { VISITORS } from './visitor-records.ts';
import type { References } from './walk-ins.ts';

type Registration = Dispatch<ErrandOf<'registration'>>;

/** Guests who will come, registered by the kiosk's own account: one visitor for one arrival. */
export class Registrations implements Operation<ErrandOf<'registration'>> {
  readonly arrivalsAtOnce = 1;
  readonly #api: NexudusApi;
  readonly #businessId: number;
  readonly #references: References;

  constructor(api: NexudusApi, businessId: number, references: References) {
    this.#api = api;
    this.#businessId = businessId;
    this.#references = references;
  }

  async send(dispatch: Registration): Promise<Delivery> {
    const [arrival, ...others] = dispatch.errand.arrivals;
    // Kept while there was a customer: each would be a sending of its own.
    if (arrival === undefined || others.length > 0)
      return refusedHere(
        'Without a customer in the profile, one arrival can be registered at a time.',
      );
    return this.#api.create(VISITORS, registrationBody(dispatch, this.#businessId, arrival));
  }

  settle(dispatch: Registration, sent: Sent): Promise<Settlement> {
    return this.#references.find(dispatch, sent);
  }
}

const PUBLIC_VISITORS = '/api/public/visitors';
const MINE = { path: `${PUBLIC_VISITORS}/my`, query: { showUpcoming: 'true' } };
const PAGE = 100;
/** Far more than one customer's guests who are still to come. */
const PAGES = 20;

/** Guests who will come, registered in the name of a customer: all arrivals in one call (Nexudus, API, "Register Visitor"). */
export class CustomerRegistrations implements Operation<ErrandOf<'registration'>> {
  readonly arrivalsAtOnce = 60;
  readonly #api: NexudusApi;
  readonly #businessId: number;

  /** @param api signed in as the customer, to the members' portal */
  constructor(api: NexudusApi, businessId: number) {
    this.#api = api;
    this.#businessId = businessId;
  }

  send(dispatch: Registration): Promise<Delivery> {
    const all = dispatch.errand.arrivals.map((arrival) =>
      publicVisitorBody(dispatch, this.#businessId, arrival),
    );
    // Client code has seen 200 with nothing in it, not even an Id.
    return this.#api.createUnseen(PUBLIC_VISITORS, all, reference(dispatch.errand));
  }

  /** The portal's list has no notes (Nexudus, API, "List visitors"): name, e-mail address and times decide. */
  async settle(dispatch: Registration): Promise<Settlement> {
    const { visitor, arrivals } = dispatch.errand;
    const guest = { name: fullName(visitor), email: visitor.email };
    const list = await this.#api.list(MINE.path, { query: MINE.query, size: PAGE, most: PAGES });
    if (!list.ok) return { kind: 'unreadable', setback: list.setback };
    const theirs = list.value.rows
      .flatMap((row) => publicVisitorRow.safeParse(row).data ?? [])
      .filter(({ FullName, Email }) =>
        isSamePerson({ name: FullName ?? '', email: Email ?? '' }, guest),
      );
    const there = arrivals.flatMap((arrival) => {
      const at = Date.parse(arrival);
      const row = theirs.find(({ UtcExpectedArrival }) => isSameMinute(UtcExpectedArrival, at));
      return row ? [row] : [];
    });
    if (there.length === arrivals.length) {
      const id = there.find(({ Id }) => Id)?.Id;
      return { kind: 'found', receipt: id ? String(id) : reference(dispatch.errand) };
    }
    if (there.length > 0)
      return {
        kind: 'ambiguous',
        reason: `${there.length} of ${arrivals.length} arrivals are there`,
      };
    if (theirs.some(({ UtcExpectedArrival }) => UtcExpectedArrival === undefined))
      return { kind: 'ambiguous', reason: 'the guest is there, at a time that cannot be read' };
    return list.value.isWhole
      ? { kind: 'absent' }
      : { kind: 'ambiguous', reason: 'the list of the customer’s guests is too long to read' };
  }

  /** Signs in and reads a little, to say in a few words what came of it. */
  async probe(): Promise<string> {
    const list = await this.#api.list(MINE.path, { query: MINE.query, size: 1 });
    if (list.ok) return 'guests can be registered';
    return 'reason' in list.setback ? list.setback.reason : list.setback.kind;
  }
}

/**
 * What keeps the customer's account away says nothing of the kiosk's own, and must not stop what that one carries: it is
 * told as what concerns one entry.
 */
export function customerSetback(setback: Setback): Setback {
  switch (setback.kind) {
    case 'credentials':
      return { ...setback, state: 'no-role', reason: `as the customer: ${setback.reason}` };
    case 'offline':
      return { kind: 'failing', reason: `the members’ portal: ${setback.reason}` };
    case 'throttled': {
      const until = new Date(setback.until).toISOString();
      return { kind: 'failing', reason: `the members’ portal wants silence until ${until}` };
    }
    case 'failing':
      return setback;
  }
}
