import type { ErrandOf } from '#shared/domain/errand.ts';
import { refusedHere } from '../answers.ts';
import type { Delivery, Dispatch, Operation, Purpose } from '../provider.ts';
import { choose } from '../visits.ts';
import { notSent, type SpacebringApi, unreadable } from './api.ts';
import { known, type Visit } from './messages.ts';
import { CLOCK_TOLERANCE } from './read-back.ts';
import { VISITS, type Visits } from './visits.ts';

type Going = Dispatch<ErrandOf<Purpose>>;

const acts = {
  'check-in': { path: `${VISITS}/checkin`, when: (visit: Visit) => visit.checkInDate },
  'sign-out': { path: `${VISITS}/checkout`, when: (visit: Visit) => visit.checkOutDate },
} as const;

/**
 * Checking in and signing out. Both go by the visit's code, which is taken on the visit's day alone, and Spacebring
 * stamps the time at which it hears of it: what waited for the line is in by then, not by when the visitor stood there,
 * and on a later day it is refused (Spacebring, OpenAPI, checkInVisit; help, visitors' check-in). All that is wrong
 * with a code comes as the same 400, so the visit is looked at before, and again after one.
 */
export function checkIns(
  purpose: Purpose,
  api: SpacebringApi,
  visits: Visits,
): Operation<ErrandOf<Purpose>> {
  const { path, when } = acts[purpose];

  /** The receipt of what this follows is a visit's id if that was a check-in; that of a walk-in is a request's. */
  async function named({ errand: { who }, after }: Going): Promise<Visit | undefined> {
    const id = who.by === 'record' ? who.record : after;
    return id === undefined ? undefined : visits.one(id);
  }

  async function look(dispatch: Going): Promise<Visit | Delivery> {
    const { who } = dispatch.errand;
    const visit = await named(dispatch);
    if (visit || who.by === 'record') return visit ?? nothingThere;
    const at = Date.parse(dispatch.confirmedAt);
    const theirs = await visits.theirs(who, at);
    const found = choose(purpose, theirs.map(known), at);
    if (found.kind === 'unclear') return refusedHere('Only a visit that is over fits');
    const record = 'record' in found ? found.record : undefined;
    return theirs.find(({ id }) => id === record) ?? nothingThere;
  }

  async function carryOut(visit: Visit): Promise<Delivery> {
    const done: Delivery = { kind: 'delivered', receipt: visit.id };
    if (when(visit) !== undefined) return done;
    if (visit.deleteDate !== undefined) return refusedHere('The visit was cancelled');
    if (purpose === 'sign-out' && visit.checkInDate === undefined) return nothingThere;
    if (!visit.code) return refusedHere('The visit has no code');
    const answer = await api.send(path, 'visit', {
      code: visit.code,
      locationRef: api.locationId,
    });
    if (answer.kind !== 'refused') return answer;
    const now = await visits.one(visit.id);
    return now && when(now) !== undefined ? done : answer;
  }

  return {
    async send(dispatch) {
      try {
        const visit = await look(dispatch);
        return 'kind' in visit ? visit : await carryOut(visit);
      } catch (error) {
        return notSent(error);
      }
    },

    async settle(dispatch, sent) {
      const { errand, confirmedAt } = dispatch;
      const { who } = errand;
      try {
        const visit = await named(dispatch);
        if (visit) return when(visit) === undefined ? absent : found(visit);
        if (who.by === 'record') return absent;
        // The visitor may have others today: this is about the one that changed since.
        const [one, ...others] = (await visits.theirs(who, Date.parse(confirmedAt))).filter(
          (each) => {
            const at = when(each);
            if (at === undefined || at < sent.at - CLOCK_TOLERANCE) return false;
            // A sign-out has the receipt of its check-in.
            return purpose === 'sign-out' || !sent.isClaimed(each.id);
          },
        );
        if (others.length > 0)
          return { kind: 'ambiguous', reason: 'more than one visit of that visitor fits' };
        return one ? found(one) : absent;
      } catch (error) {
        return unreadable(error);
      }
    },
  };
}

const absent = { kind: 'absent' } as const;
const found = ({ id }: Visit) => ({ kind: 'found', receipt: id }) as const;

const nothingThere: Delivery = {
  kind: 'nothing-there',
  message: 'Spacebring has no such visit on that day, or nobody has come to it',
};
