import type { Outcome, WalkIn } from '#shared/domain/arrival.ts';
import type { Errand, ErrandOf, VisitorErrand } from '#shared/domain/errand.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Kept, Kiosk } from '#shared/ipc/contract.ts';
import { type Failure, failed, type Result, success } from '#shared/ipc/result.ts';
import type { Clock } from '../clock.ts';
import { CannotKeepError, type Outbox } from '../outbox/outbox.ts';
import { Pace } from '../pace.ts';
import type { Found, Provider } from '../providers/provider.ts';
import type { Calls } from './calls.ts';
import { checkedVisitor } from './checked-visitor.ts';
import { followUpId } from './follow-up.ts';
import { asksHost, offersOf } from './offers.ts';

/** How long somebody is looked for at the provider, in ms, before they are recorded without. */
const LOOK = 4_000;
/** Nobody mistypes a code this often; somebody who tries out codes does. */
const WRONG_GUESSES = { aMinute: 8, slowedBy: 5_000 };

type Visit = Extract<VisitorErrand, { kind: 'check-in' | 'sign-out' }>;
type Detailed = Extract<VisitorErrand, { kind: 'walk-in' | 'contact' }>;

const offerFor = {
  'check-in': 'checkIn',
  'sign-out': 'signOut',
  contact: 'contact',
  call: 'call',
} as const satisfies Partial<Record<VisitorErrand['kind'], keyof Kiosk['offers']>>;

/** Takes what a visitor hands over at the screen, and sees that it is kept. */
export class FrontDesk {
  readonly #outbox: Pick<Outbox, 'add' | 'mayHaveArrivalOf'>;
  readonly #provider: Provider;
  readonly #profile: Profile;
  readonly #clock: Clock;
  readonly #calls: Pick<Calls, 'note'>;
  readonly #offers: Kiosk['offers'];
  readonly #wrongGuesses: Pace;

  constructor(parts: {
    outbox: Pick<Outbox, 'add' | 'mayHaveArrivalOf'>;
    provider: Provider;
    profile: Profile;
    clock: Clock;
    calls: Pick<Calls, 'note'>;
  }) {
    this.#outbox = parts.outbox;
    this.#provider = parts.provider;
    this.#profile = parts.profile;
    this.#clock = parts.clock;
    this.#calls = parts.calls;
    this.#offers = offersOf(parts.profile, parts.provider);
    this.#wrongGuesses = new Pace(parts.clock, WRONG_GUESSES);
  }

  async take(errand: VisitorErrand): Promise<Result<Kept>> {
    if (errand.kind !== 'walk-in' && !this.#offers[offerFor[errand.kind]])
      return failed('invalid', [{ field: 'kind', problem: 'not-offered' }]);
    switch (errand.kind) {
      case 'walk-in':
      case 'contact':
        return this.#takeDetails(errand);
      case 'check-in':
      case 'sign-out':
        return this.#takeVisit(errand);
      case 'call':
        return this.#takeCall(errand);
    }
  }

  async #takeDetails(given: Detailed): Promise<Result<Kept>> {
    const checked = checkedVisitor(given, this.#profile);
    if (!checked.ok) return failed('invalid', checked.problems);
    const { visitor } = checked;
    if (given.kind === 'contact') return this.#keep({ ...given, visitor });
    const { booking } = given;
    if (booking !== undefined && !this.#offers.booking)
      return failed('invalid', [{ field: 'booking', problem: 'not-offered' }]);
    const asks = given.host.kind === 'chosen' && asksHost(this.#profile, this.#provider);
    const walkIn: WalkIn = { ...given, visitor, ...(asks ? { asksHost: true } : {}) };
    return this.#keep(
      walkIn,
      booking === undefined
        ? []
        : [{ kind: 'booking-link', id: followUpId(given.id, 'booking-link'), booking }],
    );
  }

  /** Somebody who can be looked for is told at once when they are not found; everybody else is recorded. */
  async #takeVisit(errand: Visit): Promise<Result<Kept>> {
    await this.#wrongGuesses.wait();
    const found = await this.#find(errand);
    switch (found.kind) {
      case 'found':
        return this.#keep({ ...errand, who: { by: 'record', record: found.record } });
      case 'done':
        return success({ id: errand.id, outcome: 'already' });
      case 'unreadable':
        return this.#keep(errand);
      case 'nobody':
      case 'not-in': {
        // Their arrival may be kept here, and not have reached the provider.
        if (errand.kind === 'sign-out' && (await this.#outbox.mayHaveArrivalOf(errand.who)))
          return this.#keep(errand);
        this.#wrongGuesses.note();
        return wrong(errand, found.kind === 'nobody' ? 'not-found' : 'not-in');
      }
      case 'not-approved':
        return wrong(errand, 'not-approved');
      case 'unclear':
        return wrong(errand, 'several');
    }
  }

  async #find({ kind, who }: Visit): Promise<Found> {
    const find = this.#provider.find?.(kind, who, this.#clock.now());
    const late: Found = {
      kind: 'unreadable',
      setback: { kind: 'failing', reason: `no answer within ${LOOK / 1000} s` },
    };
    if (!find) return late;
    const { promise, resolve } = Promise.withResolvers<Found>();
    const cancelTimer = this.#clock.after(LOOK, () => resolve(late));
    try {
      return await Promise.race([find, promise]);
    } finally {
      cancelTimer();
    }
  }

  /** It is told at this screen whatever becomes of it at the provider. */
  async #takeCall(errand: ErrandOf<'call'>): Promise<Result<Kept>> {
    this.#calls.note(errand.id);
    const recorded = success<Kept>({ id: errand.id, outcome: 'recorded' });
    if (!this.#provider.operations.call) return recorded;
    const kept = await this.#keep(errand);
    return kept.ok ? kept : recorded;
  }

  async #keep(errand: Errand, followers: readonly Errand[] = []): Promise<Result<Kept>> {
    try {
      const outcome: Outcome = await this.#outbox.add(errand, { followers });
      return success({ id: errand.id, outcome });
    } catch (error) {
      if (error instanceof CannotKeepError) return failed('cannot-keep');
      throw error;
    }
  }
}

/** @returns a failure that names what was typed */
function wrong({ who }: Visit, problem: string): Result<never> {
  const fields: NonNullable<Failure['fields']> = [
    { field: who.by === 'code' ? 'who.code' : 'who.name', problem },
  ];
  return failed('invalid', fields);
}
