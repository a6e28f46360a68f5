import { seeded } from '../random.ts';

/** The last is left out of the plan, for bookings that are made. */
export const rooms = [
  'Lighthouse',
  'Boathouse',
  'Tide Room',
  'Sail Loft',
  'Signal Box',
  'Crow’s Nest',
] as const;
export type Room = (typeof rooms)[number];

/** `internal` ones were made by an admin for nobody: they have no customer. */
type Kind = 'plain' | 'tentative' | 'internal';

interface PlannedBooking {
  readonly room: Room;
  /** `HH:mm` on the clock on the wall. */
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
  /** In [0, 1): which of the hosts; the first for 0. */
  readonly host: number;
  readonly notes: string | null;
}

/** No two overlap in one room; the first is the first host's. */
const plan: readonly (readonly [Room, string, string, Kind?, string?])[] = [
  ['Lighthouse', '09:30', '11:00', 'plain', 'Projector, please'],
  ['Boathouse', '08:00', '09:00'],
  ['Tide Room', '09:00', '10:30'],
  ['Signal Box', '10:00', '10:30', 'tentative'],
  ['Sail Loft', '10:00', '12:00'],
  ['Boathouse', '11:00', '12:30', 'plain', 'Coffee for eight'],
  ['Tide Room', '12:30', '13:30', 'internal', 'Window cleaning'],
  ['Lighthouse', '14:00', '15:00'],
  ['Signal Box', '14:30', '16:00'],
  ['Boathouse', '15:00', '17:00', 'tentative'],
  ['Sail Loft', '16:30', '18:00'],
  ['Lighthouse', '18:30', '21:30', 'plain', 'Members’ evening'],
];

/** The same bookings on every day and in every run. */
export function plannedDay(): PlannedBooking[] {
  const random = seeded(1747);
  return plan.map(([room, from, to, kind = 'plain', notes = null], index) => {
    const host = index === 0 ? 0 : random();
    return { room, from, to, kind, host, notes };
  });
}
