import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Reply } from '../loopback.ts';
import { location } from './records.ts';
import type { Visit } from './visit-record.ts';
import type { Visits } from './visits.ts';
import { badRequest, bodyAs, refusal } from './wire.ts';

/** Spacebring, OpenAPI, components/requestBodies/checkInVisit: flat, unlike every other body. */
const arrival = z.strictObject({ code: z.string(), locationRef: z.uuid() });

/** The texts and types of these refusals are not documented, only that they are a 400. */
const no = (type: string, message: string): Reply => refusal(400, type, message);

export function checkIn(call: Call, visits: Visits, now: number): Reply {
  return withTodays(call, visits, (visit) =>
    visit.checkInDate === undefined
      ? visits.answer(200, visits.change(visit, checkedIn(now)))
      : no('visit_already_checked_in', 'The visitor is checked in already.'),
  );
}

export function checkOut(call: Call, visits: Visits, now: number): Reply {
  return withTodays(call, visits, (visit) => {
    if (visit.checkInDate === undefined)
      return no('visit_not_checked_in', 'The visitor is not checked in.');
    if (visit.checkOutDate !== undefined)
      return no('visit_already_checked_out', 'The visitor is checked out already.');
    return visits.answer(200, visits.change(visit, { checkOutDate: new Date(now).toISOString() }));
  });
}

export const checkedIn = (at: number): Partial<Visit> => ({
  checkInDate: new Date(at).toISOString(),
  checkInRef: randomUUID(),
});

/** Spacebring, help, visitors' check-in: a code is valid on the date of its visit alone. */
function withTodays(call: Call, visits: Visits, then: (visit: Visit) => Reply): Reply {
  const given = bodyAs(call, arrival);
  if (given.refused) return given.refused;
  if (given.data.locationRef !== location.id) return badRequest('locationRef: is not known');
  const visit = visits.withCode(given.data.code);
  if (!visit) return no('visit_not_found', 'There is no visit with this code.');
  if (visit.deleteDate !== undefined) return no('visit_canceled', 'The visit is canceled.');
  if (!visits.isToday(visit)) return no('visit_not_today', 'The visit is on another day.');
  return then(visit);
}
