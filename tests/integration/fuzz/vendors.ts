import type { Dispatch } from '../../../src/main/providers/provider.ts';
import type { Host } from '../../../src/shared/domain/host.ts';
import {
  nexudusPlace,
  type Place,
  passPage,
  signIn,
  signInOf,
  spacebringPlace,
} from '../contract/places.ts';
import { bookings, reply, signedIn } from './outcomes.ts';
import {
  bothWays,
  byName,
  common,
  deliver,
  dispatchOf,
  finding,
  guest,
  reading,
  type Target,
  typed,
  walkInOf,
} from './targets.ts';

type SpacebringPlace = Awaited<ReturnType<typeof spacebringPlace>>;

/** A few hosts, so that what is changed is not always one of them. */
const small = { hosts: 4, limits: [] };

const firstOf = ({ hosts: [first] }: { hosts: readonly Host[] }): Host => {
  if (!first) throw new Error('There are no hosts');
  return first;
};

/** Somebody who waits for their host. */
async function asked(place: Place, host: Host) {
  const walkIn = walkInOf(place, host, { asksHost: true });
  const at = place.clock.now();
  const receipt = await deliver(place, walkIn);
  return { receipt, at, hostId: host.id, email: walkIn.errand.visitor.email };
}

/** What a host has said who has accepted. */
function replying(place: Place, host: Host, accept: (receipt: string) => void): Target {
  return {
    name: 'hostReply',
    outcomes: reply,
    good: 'accepted',
    prepare: async () => {
      const one = await asked(place, host);
      accept(one.receipt);
      return async () => {
        const { hostReply } = place.provider;
        if (!hostReply) throw new Error('No host is asked');
        return hostReply.call(place.provider, one);
      };
    },
  };
}

function decisions(place: Place, host: Host, all: readonly ('come-up' | 'decline')[]): Target[] {
  return all.flatMap((decision) =>
    bothWays(place, `decision: ${decision}`, async () => {
      const { receipt: record } = await asked(place, host);
      return dispatchOf<'decision'>(place, { kind: 'decision', record, decision });
    }),
  );
}

/** Checking in and signing out somebody who is expected, by what they know of themselves. */
function visits(place: Place, expect: () => { email: string }): Target[] {
  const checkIn = () => dispatchOf<'check-in'>(place, { kind: 'check-in', who: byName(expect()) });
  return [
    ...bothWays(place, 'check-in', checkIn),
    ...bothWays(place, 'sign-out', async (): Promise<Dispatch> => {
      const come = checkIn();
      await deliver(place, come);
      return dispatchOf<'sign-out'>(place, { kind: 'sign-out', who: come.errand.who });
    }),
    finding(place, 'by name', () => byName(expect())),
  ];
}

const registrationOf = (place: Place, days: number) =>
  dispatchOf<'registration'>(place, {
    kind: 'registration',
    visitor: guest(),
    arrivals: Array.from({ length: days }, (_, index) =>
      new Date(place.clock.now() + (index + 1) * 86_400_000).toISOString(),
    ),
  });

export async function nexudus() {
  const place = await nexudusPlace(small);
  const { demo, provider, clock } = place;
  const host = firstOf(demo);
  let guests = 0;
  const expect = () => {
    const { firstName, lastName, email } = guest();
    guests += 1;
    const code = String(10_000 + guests).padStart(6, '0');
    demo.expect({ fullName: `${firstName} ${lastName}`, email, code, coworkerId: Number(host.id) });
    return { email, code };
  };
  const link = async () => {
    const after = await deliver(place, walkInOf(place, host));
    const booking = String(demo.bookings.find(({ CoworkerId }) => CoworkerId !== null)?.Id);
    return dispatchOf<'booking-link'>(place, { kind: 'booking-link', booking }, { after });
  };
  const targets: Target[] = [
    ...common(place, () => demo.expireTokens()),
    { ...(common(place, () => demo.revokeTokens()).at(-1) as Target), name: 'probe, signed out' },
    ...bothWays(place, 'walk-in', () => walkInOf(place, host)),
    ...bothWays(place, 'registration', () => registrationOf(place, 1)),
    ...bothWays(place, 'booking-link', link),
    ...decisions(place, host, ['come-up']),
    ...visits(place, expect),
    finding(place, 'by code', () => ({ by: 'code', code: expect().code })),
    replying(place, host, (receipt) => demo.decide(Number(receipt), 'hold')),
    {
      name: 'bookings',
      outcomes: bookings,
      good: 'read',
      prepare: async () => () => reading(async () => provider.bookings?.(clock.now())),
    },
  ];
  return { place, targets };
}

export async function nexudusCustomer() {
  const place = await nexudusPlace({ ...small, hasCustomer: true });
  const targets = [
    ...common(place, () => place.demo.expireTokens()).slice(1),
    ...bothWays(place, 'registration', () => registrationOf(place, 3)),
  ];
  return { place, targets };
}

function spacebringTargets(place: SpacebringPlace): Target[] {
  const { demo } = place;
  const host = firstOf(demo);
  const expect = () => {
    const { firstName: name, lastName: surname, email } = guest();
    return demo.expect({ name, surname, email, hostRef: host.id });
  };
  const visitor = () => ({ ...guest(), company: undefined });
  return [
    ...bothWays(place, 'walk-in', () => walkInOf(place, host)),
    ...bothWays(place, 'contact', () =>
      dispatchOf<'contact'>(place, { kind: 'contact', visitor: visitor() }),
    ),
    ...visits(place, () => ({ email: expect().visitor.email })),
    finding(place, 'by code', () => ({ by: 'code', code: expect().code })),
    replying(place, host, (receipt) => demo.approve(receipt)),
  ];
}

export async function spacebring() {
  const place = await spacebringPlace(small);
  return { place, targets: [...common(place, () => {}).slice(0, 2), ...spacebringTargets(place)] };
}

export async function spacebringOAuth() {
  const place = await spacebringPlace({ ...small, hasOAuth: true });
  const { demo, provider } = place;
  const targets: Target[] = [
    common(place, () => demo.expireTokens()).at(-1) as Target,
    ...bothWays(place, 'call', () =>
      dispatchOf<'call'>(place, { kind: 'call', name: typed.firstName }),
    ),
    // How a request was answered cannot be told once it is gone: a yes is looked for where the answer was lost.
    ...decisions(place, firstOf(demo), ['come-up', 'decline']).filter(
      ({ name }) => name !== 'settle decision: come-up',
    ),
    {
      name: 'finish a sign-in',
      outcomes: signedIn,
      good: 'signed-in',
      prepare: async () => {
        const redirectedTo = await passPage(provider, demo);
        return () => signInOf(provider).finish(redirectedTo);
      },
    },
  ];
  return { place, targets, signIn: () => signIn(place) };
}
