import { randomUUID } from 'node:crypto';
import { followUpId } from '../../../src/main/front-desk/follow-up.ts';
import type { Errand } from '../../../src/shared/domain/errand.ts';
import { walkInOf } from '../arrivals.ts';

/** What somebody does at the kiosk that is killed. */
export interface Turn {
  readonly errand: Errand;
  /** The entry that it follows, where the test says so and not the kiosk. */
  readonly after?: string | undefined;
  readonly followers: readonly Errand[];
}

export interface Guests {
  /** Of somebody whom every walk-in visits. */
  readonly hostId: string;
  /** Of a meeting, at a vendor that has them. */
  readonly booking: string | undefined;
  /** Codes of guests who are expected and have not been at the kiosk. */
  readonly expected: readonly string[];
  /** Codes of those who have checked in and have not signed out. */
  readonly within: readonly string[];
  readonly leavesContacts: boolean;
}

/**
 * The turns of all who come: walk-ins, of whom some follow one before them and some belong to a booking, guests with a
 * code who come and go, and people who only leave their details. Whoever has been confirmed can go again, or
 * be followed.
 * @param last the walk-in that was confirmed last, in the life of the process before
 */
export function turns(guests: Guests, random: () => number, last: string | undefined) {
  const expected = [...guests.expected];
  const within = [...guests.within];
  let before = last;

  const byCode = (kind: 'check-in' | 'sign-out', code: string): Turn => ({
    errand: { kind, id: randomUUID(), who: { by: 'code', code } },
    followers: [],
  });

  function walksIn(): Turn {
    const walkIn = walkInOf({ kind: 'chosen', id: guests.hostId, name: 'Maya Okafor' });
    const after = random() < 0.6 ? before : undefined;
    if (guests.booking === undefined || random() < 0.6)
      return { errand: walkIn, after, followers: [] };
    const id = followUpId(walkIn.id, 'booking-link');
    return {
      errand: { ...walkIn, booking: guests.booking },
      after,
      followers: [{ kind: 'booking-link', id, booking: guests.booking }],
    };
  }

  return {
    next(): Turn {
      const dice = random();
      const comes = dice < 0.15 ? expected.shift() : undefined;
      if (comes !== undefined) return byCode('check-in', comes);
      const goes = dice >= 0.15 && dice < 0.35 ? within.shift() : undefined;
      if (goes !== undefined) return byCode('sign-out', goes);
      if (guests.leavesContacts && dice >= 0.35 && dice < 0.45) {
        const { id, visitor } = walkInOf();
        return { errand: { kind: 'contact', id, visitor }, followers: [] };
      }
      return walksIn();
    },
    confirmed({ errand }: Turn): void {
      if (errand.kind === 'walk-in') before = errand.id;
      if (errand.kind === 'check-in' && errand.who.by === 'code') within.push(errand.who.code);
    },
  };
}
