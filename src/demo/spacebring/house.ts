import { community } from '../people/people.ts';
import { Contacts } from './contacts.ts';
import { type Directory, directoryOf } from './records.ts';
import { Tickets } from './tickets.ts';
import type { Naming } from './visit-record.ts';
import { type HostsAnswer, VisitRequests } from './visit-requests.ts';
import { VisitorUsers } from './visitor.ts';
import { Visits } from './visits.ts';

/** All that the vendor keeps of its one location. */
export interface House {
  readonly directory: () => Directory;
  readonly visits: Visits;
  readonly requests: VisitRequests;
  readonly contacts: Contacts;
  readonly tickets: Tickets;
  readonly now: () => number;
}

interface HouseOptions extends HostsAnswer {
  readonly hosts?: number;
  readonly now: () => number;
  readonly readLagMs?: number;
  readonly naming?: Naming;
}

export function openHouse(options: HouseOptions): House {
  const { now, readLagMs = 0, naming = 'both' } = options;
  let known: Directory | undefined;
  const directory = () => {
    known ??= directoryOf(community(options.hosts ?? 250));
    return known;
  };
  const visitors = new VisitorUsers();
  const visits = new Visits({ directory, visitors, now, readLagMs, naming });
  return {
    directory,
    visits,
    requests: new VisitRequests({ ...options, directory, visitors, visits, readLagMs }),
    contacts: new Contacts(visitors, now, readLagMs),
    tickets: new Tickets(directory, now, readLagMs),
    now,
  };
}
