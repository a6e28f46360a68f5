import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Dispatch, Operation, Settlement } from '../provider.ts';
import { reference } from '../reference.ts';
import { type SpacebringApi, unreadable } from './api.ts';
import { ticket } from './messages.ts';
import { CLOCK_TOLERANCE } from './read-back.ts';

const TICKETS = '/support/tickets/v1';

type Call = ErrandOf<'call'>;

/**
 * Somebody asks for reception: a support ticket, which takes a token (Spacebring, OpenAPI, createSupportTicket). Nobody
 * is named as its requester, who has to be a user at Spacebring; a visitor is known by a name at most. So it is whoever
 * signed in for the kiosk.
 */
export function tickets(api: SpacebringApi, siteName: string): Operation<Call> {
  return {
    send: (dispatch) =>
      api.send(TICKETS, 'ticket', {
        ticket: {
          locationRef: api.locationId,
          text: textOf(dispatch, siteName),
          type: 'other',
        },
      }),

    /** There is no filter by time, so the newest come first and it is read until they are too old. */
    async settle({ errand }, sent): Promise<Settlement> {
      const mark = reference(errand);
      const oldest = sent.at - CLOCK_TOLERANCE;
      try {
        const pages = api.pages(TICKETS, ['tickets'], ticket, {
          query: { order: 'createDate:desc' },
        });
        for await (const rows of pages) {
          const ours = rows.find(({ description }) => description?.includes(mark));
          if (ours) return { kind: 'found', receipt: ours.id };
          if (rows.some(({ createDate }) => createDate !== undefined && createDate < oldest)) break;
        }
        return { kind: 'absent' };
      } catch (error) {
        return unreadable(error);
      }
    },
  };
}

function textOf({ errand, confirmedAt }: Dispatch<Call>, siteName: string): string {
  return [
    `Somebody at the check-in kiosk of ${siteName} asks for reception.`,
    ...(errand.name === undefined ? [] : [`Name: ${errand.name}`]),
    `Time: ${confirmedAt}`,
    reference(errand),
  ].join('\n');
}
