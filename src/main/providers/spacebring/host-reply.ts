import type { Asked, Reply } from '../provider.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { visitRequest } from './messages.ts';
import type { Visits } from './visits.ts';
import { REQUESTS } from './walk-ins.ts';

/**
 * What a host has said of a request. A yes makes it a visit; a no is told to nobody (Spacebring, help, visitors:
 * requests), so it reads as waiting. Whether a yes is a check-in as well is not established: who is not in by then has
 * to be checked in.
 */
export async function hostReply(api: SpacebringApi, visits: Visits, asked: Asked): Promise<Reply> {
  try {
    const since = await visits.since(asked.at, asked);
    const candidates = since.filter(({ checkOutDate }) => checkOutDate === undefined);
    if (candidates.length === 0) return { kind: 'waiting' };
    // The same visitor may have been let in by the same host a moment before: no visit is older than its request.
    const request = await api.read(REQUESTS, asked.receipt, 'request', visitRequest);
    const visit = candidates.find(
      ({ createDate = Number.NaN }) => !(createDate < (request?.createDate ?? 0)),
    );
    if (!visit) return { kind: 'waiting' };
    return {
      kind: 'accepted',
      answer: 'accepted',
      ...(visit.checkInDate === undefined ? { checkIn: visit.id } : {}),
    };
  } catch (error) {
    return unreadable(error);
  }
}
