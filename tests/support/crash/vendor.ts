import type {
  DemoServer,
  NexudusProfile,
  SpacebringProfile,
} from '../../../src/demo/demo-server.ts';
import { startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../../../src/demo/spacebring/server.ts';
import { followUpId } from '../../../src/main/front-desk/follow-up.ts';
import type { Guests } from './errands.ts';
import type { Round } from './plan.ts';
import { type Asked, type Heard, promise } from './promises.ts';

/** More guests than come in a round. */
const GUESTS = 60;

/** A demo server and what can be seen in it of what a kiosk has done. */
interface Vendor {
  readonly demo: DemoServer & { provider: NexudusProfile | SpacebringProfile };
  /** Whoever may come to a kiosk that starts now. */
  guests(): Guests;
  /** The ids of all errands that the server has carried out, as often as it has, those that others follow first. */
  received(): string[];
}

/** A visit of somebody who was expected. */
interface Visit {
  readonly code: string;
  readonly arrived: string | null | undefined;
  readonly left: string | null | undefined;
}

export async function startVendor(
  { vendor, readLagMs }: Round,
  now: () => number,
  heard: Heard,
): Promise<Vendor> {
  const options = { limits: [], hosts: 5, now, readLagMs };
  const codes = Array.from({ length: GUESTS }, (_, index) => String(index).padStart(6, '0'));
  const guestOf = (code: string) => ({ email: `guest-${code}@guests.example`, code });

  if (vendor === 'nexudus') {
    const demo = await startNexudusDemo(options);
    for (const code of codes) demo.expect({ ...guestOf(code), fullName: `Guest ${code}` });
    const booking = demo.bookings.find(({ CoworkerId }) => CoworkerId !== null);
    return {
      demo,
      guests: () => guestsOf(demo, codes, heard, { booking: String(booking?.Id) }),
      received: () => [
        ...demo.visitors.flatMap(({ Notes }) => /^Vestibule (\S+)/.exec(Notes ?? '')?.[1] ?? []),
        ...demo.bookingVisitors.map(({ VisitorId }) => {
          const visitor = demo.visitors.find(({ Id }) => Id === VisitorId);
          const walkIn = String(visitor?.Notes).split(/\s/)[1] ?? '';
          return followUpId(walkIn, 'booking-link');
        }),
        ...cameAndWent(
          heard,
          demo.visitors.map(({ VisitorCode, ArrivalDate, DepartureDate }) => ({
            code: VisitorCode,
            arrived: ArrivalDate,
            left: DepartureDate,
          })),
        ),
      ],
    };
  }
  const demo = await startSpacebringDemo(options);
  for (const code of codes) demo.expect({ ...guestOf(code), name: 'Guest', surname: code });
  const idIn = (email: string) => email.split('@')[0] ?? '';
  return {
    demo,
    guests: () => guestsOf(demo, codes, heard, { leavesContacts: true }),
    received: () => [
      ...demo.visitRequests.map(({ visitor }) => idIn(visitor.email)),
      ...demo.contacts.map(({ visitor }) => idIn(visitor.email)),
      ...cameAndWent(
        heard,
        demo.visits.map(({ code, checkInDate, checkOutDate }) => ({
          code,
          arrived: checkInDate,
          left: checkOutDate,
        })),
      ),
    ],
  };
}

function guestsOf(
  demo: DemoServer,
  codes: readonly string[],
  { asked, confirmed }: Heard,
  more: Partial<Guests>,
): Guests {
  const came = [...asked.values()].filter(({ kind }) => kind === 'check-in');
  const within = came.filter(({ id }) => confirmed.has(id));
  const went = [...asked.values()].filter(({ kind }) => kind === 'sign-out');
  const among = (all: readonly Asked[]) => (code: string) => all.some((one) => one.code === code);
  return {
    hostId: demo.hosts[0]?.id ?? '',
    expected: codes.filter((code) => !among(came)(code)),
    within: codes.filter((code) => among(within)(code) && !among(went)(code)),
    booking: undefined,
    leavesContacts: false,
    ...more,
  };
}

/** The check-ins and sign-outs that can be seen in the visits. Those cannot be seen twice; the order can be. */
function cameAndWent({ asked }: Heard, visits: readonly Visit[]): string[] {
  const byCode = new Map(visits.map((visit) => [visit.code, visit]));
  for (const { code, arrived, left } of visits)
    promise(!left || Boolean(arrived), `${code} has left and never came`);
  return [...asked.values()].flatMap(({ id, kind, code = '' }) => {
    const visit = byCode.get(code);
    return (kind === 'check-in' && visit?.arrived) || (kind === 'sign-out' && visit?.left)
      ? [id]
      : [];
  });
}
