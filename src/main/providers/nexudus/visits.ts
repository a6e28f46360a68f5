import type { Claim, ErrandOf } from '#shared/domain/errand.ts';
import type { Clock } from '../../clock.ts';
import type { Day } from '../../time/site-day.ts';
import { refusedHere } from '../answers.ts';
import type { Delivery, Dispatch, Found, Operation, Purpose, Settlement } from '../provider.ts';
import { choose, isSamePerson, isTheirs, type KnownVisit } from '../visits.ts';
import type { NexudusApi, Read } from './api.ts';
import { approval, filterTime, isSameMinute, utc, type VisitorFacts, visitor } from './messages.ts';
import { hasArrived, isHeldBack, VISITORS, type VisitorRecords } from './visitor-records.ts';

const PAGE = 100;
/** Far above a day of any location: filters that are passed over are noticed, and not read for ever. */
const PAGES = 20;
/** Visitors of one day who may be the one that is looked for, and are worth reading one by one. */
const CANDIDATES = 25;
/**
 * Reads trail writes by about a second (Nexudus; seen by client code): whoever has arrived a moment ago is looked at
 * again, since to put an older record back would undo their arrival.
 */
const LOOKS = 3;
const LOOK_AGAIN = 2_000;

type Errand<P extends Purpose> = Dispatch<ErrandOf<P>>;

/** Visits of today: looking for somebody's, checking in and signing out. */
export class Visits {
  readonly #api: NexudusApi;
  readonly #records: VisitorRecords;
  readonly #businessId: number;
  readonly #clock: Clock;
  readonly #dayOf: (instant: number) => Day;

  readonly checkIn: Operation<ErrandOf<'check-in'>> = {
    send: (dispatch) => this.#checkIn(dispatch),
    settle: (dispatch) => this.#settle('check-in', dispatch),
  };
  readonly signOut: Operation<ErrandOf<'sign-out'>> = {
    send: (dispatch) => this.#signOut(dispatch),
    settle: (dispatch) => this.#settle('sign-out', dispatch),
  };

  /** @param parts.dayOf the site's day in which an instant lies */
  constructor(parts: {
    api: NexudusApi;
    records: VisitorRecords;
    businessId: number;
    clock: Clock;
    dayOf: (instant: number) => Day;
  }) {
    this.#api = parts.api;
    this.#records = parts.records;
    this.#businessId = parts.businessId;
    this.#clock = parts.clock;
    this.#dayOf = parts.dayOf;
  }

  async find(purpose: Purpose, who: Claim, at: number): Promise<Found> {
    const theirs = await this.#theirs(who, at);
    if (!theirs.ok) return { kind: 'unreadable', setback: theirs.setback };
    return theirs.value ? choose(purpose, theirs.value.map(known), at) : { kind: 'unclear' };
  }

  async #checkIn(dispatch: Errand<'check-in'>): Promise<Delivery> {
    const target = await this.#target('check-in', dispatch);
    if (typeof target !== 'string') return target;
    const read = await this.#records.read(target);
    if (!read.ok) return { kind: 'not-sent', setback: read.setback };
    const record = read.value;
    if (!record) return nobody;
    if (hasArrived(record.facts)) return { kind: 'delivered', receipt: target };
    if (isHeldBack(record.facts)) return heldBack(record.facts);
    return this.#records.change(record, { Arrived: true, ArrivalDate: utc(dispatch.confirmedAt) });
  }

  async #signOut(dispatch: Errand<'sign-out'>): Promise<Delivery> {
    const target = await this.#target('sign-out', dispatch);
    if (typeof target !== 'string') return target;
    const read = await this.#readArrived(target, dispatch.after === target ? LOOKS : 1);
    if (!read.ok) return { kind: 'not-sent', setback: read.setback };
    const record = read.value;
    if (!record) return nobody;
    if (record.facts.DepartureDate !== undefined) return { kind: 'delivered', receipt: target };
    if (!hasArrived(record.facts)) return notIn;
    return this.#records.change(record, { DepartureDate: utc(dispatch.confirmedAt) });
  }

  async #readArrived(id: string, looks: number) {
    for (let left = looks - 1; ; left -= 1) {
      const read = await this.#records.read(id);
      if (!read.ok || left === 0 || (read.value && hasArrived(read.value.facts))) return read;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#clock.after(LOOK_AGAIN, resolve);
      await promise;
    }
  }

  /** The Id of the visit that is meant, or why there is none to be changed. */
  async #target<P extends Purpose>(purpose: P, dispatch: Errand<P>): Promise<string | Delivery> {
    const whose = whoseVisit(purpose, dispatch);
    if (typeof whose === 'string') return whose;
    return targetIn(await this.find(purpose, whose, Date.parse(dispatch.confirmedAt)));
  }

  async #settle<P extends Purpose>(purpose: P, dispatch: Errand<P>): Promise<Settlement> {
    const whose = whoseVisit(purpose, dispatch);
    if (typeof whose !== 'string')
      return this.#settleByClaim(purpose, whose, Date.parse(dispatch.confirmedAt));
    const read = await this.#records.read(whose);
    if (!read.ok) return { kind: 'unreadable', setback: read.setback };
    return read.value && isDone(purpose, read.value.facts)
      ? { kind: 'found', receipt: whose }
      : { kind: 'absent' };
  }

  async #settleByClaim(purpose: Purpose, who: Claim, at: number): Promise<Settlement> {
    const theirs = await this.#theirs(who, at);
    if (!theirs.ok) return { kind: 'unreadable', setback: theirs.setback };
    const visits = theirs.value;
    if (!visits) return { kind: 'ambiguous', reason: 'too many visits of that day fit' };
    // Of two visits of one day, the one that was changed must not lead to the other.
    const ours = visits.find((facts) => {
      const stamp = purpose === 'check-in' ? facts.ArrivalDate : facts.DepartureDate;
      return isDone(purpose, facts) && isSameMinute(stamp, at);
    });
    if (ours) return { kind: 'found', receipt: String(ours.Id) };
    const chosen = choose(purpose, visits.map(known), at);
    return chosen.kind === 'done' ? { kind: 'found', receipt: chosen.record } : { kind: 'absent' };
  }

  /** Everybody of that day who may be meant; undefined when they are too many to be read. */
  async #theirs(who: Claim, at: number): Promise<Read<VisitorFacts[] | undefined>> {
    const day = this.#dayOf(at);
    const listed = await this.#api.list(VISITORS, {
      query: {
        Visitor_Business: String(this.#businessId),
        ...(who.by === 'code' ? { Visitor_VisitorCode: who.code } : { Visitor_Email: who.email }),
        from_Visitor_ExpectedArrival: filterTime(day.from),
        // Both ends belong to the range: whoever is expected within the last minute is in it, and is compared here.
        to_Visitor_ExpectedArrival: filterTime(day.to),
        orderBy: 'ExpectedArrival',
        dir: '1',
      },
      size: PAGE,
      most: PAGES,
    });
    if (!listed.ok) return listed;
    const { rows, isWhole } = listed.value;
    const candidates = rows
      .flatMap((row) => visitor.safeParse(row).data ?? [])
      .filter((facts) => this.#mayBe(facts, who, day));
    if (!isWhole || candidates.length > CANDIDATES) return { ok: true, value: undefined };
    const theirs: VisitorFacts[] = [];
    for (const { Id } of candidates) {
      // A row may leave out what decides, or have nothing in its place.
      const read = await this.#records.read(String(Id));
      if (!read.ok) return read;
      const facts = read.value?.facts;
      if (facts?.ExpectedArrival === undefined || !this.#mayBe(facts, who, day)) continue;
      if (isTheirs(known(facts), who)) theirs.push(facts);
    }
    return { ok: true, value: theirs };
  }

  /** Whether nothing that is there speaks against it. */
  #mayBe(facts: VisitorFacts, who: Claim, day: Day): boolean {
    const { BusinessId, ExpectedArrival: expected, VisitorCode, Email, FullName } = facts;
    if ((BusinessId ?? this.#businessId) !== this.#businessId) return false;
    if (expected !== undefined && (expected < day.from || expected >= day.to)) return false;
    if (who.by === 'code') return (VisitorCode ?? who.code).toUpperCase() === who.code;
    return isSamePerson({ name: FullName ?? who.name, email: Email ?? who.email }, who);
  }
}

/** The Id of the visit, where it was looked up or is that of the entry before; otherwise how it is to be found. */
function whoseVisit(purpose: Purpose, { errand: { who }, after }: Errand<Purpose>): string | Claim {
  if (who.by === 'record') return who.record;
  return purpose === 'sign-out' && after !== undefined ? after : who;
}

function targetIn(found: Found): string | Delivery {
  switch (found.kind) {
    case 'found':
      return found.record;
    case 'done':
      return { kind: 'delivered', receipt: found.record };
    case 'nobody':
      return nobody;
    case 'not-in':
      return notIn;
    case 'not-approved':
      return heldBack();
    case 'unclear':
      return refusedHere('More than one visit of that day fits, or one that is over.');
    case 'unreadable':
      return { kind: 'not-sent', setback: found.setback };
  }
}

function isDone(purpose: Purpose, facts: VisitorFacts): boolean {
  return purpose === 'check-in' ? hasArrived(facts) : facts.DepartureDate !== undefined;
}

function known(facts: VisitorFacts): KnownVisit {
  const { ArrivalDate, ExpectedArrival } = facts;
  return {
    record: String(facts.Id),
    code: facts.VisitorCode ?? undefined,
    name: facts.FullName ?? '',
    email: facts.Email ?? '',
    expectedAt: ExpectedArrival,
    arrivedAt: hasArrived(facts) ? (ArrivalDate ?? ExpectedArrival) : undefined,
    left: facts.DepartureDate !== undefined,
    approved: !isHeldBack(facts),
  };
}

const nothingThere = (message: string): Delivery => ({ kind: 'nothing-there', message });
const nobody = nothingThere('The provider has no such visit on that day.');
const notIn = nothingThere('The provider does not have them as arrived.');

const heldBack = (facts?: VisitorFacts): Delivery =>
  refusedHere(
    facts?.HostApprovalStatus === approval.rejected
      ? 'The host has declined the visit.'
      : 'The host has not approved the visit.',
  );
