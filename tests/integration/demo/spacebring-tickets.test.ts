import { afterEach, describe, expect, it } from 'vitest';
import { as, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const TICKETS = '/support/tickets/v1';
const nobody = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const lamp = { text: 'The lamp in the lobby flickers', type: 'repairAndMaintenance' };

async function reporter() {
  const token = await open.bearer('support');
  return (ticket: Record<string, unknown>) =>
    open.send(
      'POST',
      TICKETS,
      { ticket: { locationRef: open.demo.provider.locationId, ...ticket } },
      token,
    );
}

describe('Spacebring demo: support tickets', () => {
  it('opens one for the user who has signed in, or for a member', async () => {
    open = await openSpacebring();
    const report = await reporter();
    const made = await as(schema.oneTicket, 201, report(lamp));
    expect(made.ticket).toMatchObject({
      number: 1,
      status: 'new',
      description: lamp.text,
      type: lamp.type,
      createDate: '2026-03-02T09:30:15.400Z',
      userRequester: { email: open.demo.oauth.user.email },
      membershipRequester: { roleType: 'admin' },
    });
    expect(made.activities).toMatchObject([{ type: 'ticketCreated', ticketRef: made.ticket.id }]);
    const read = await as(schema.oneTicket, 200, open.get(`${TICKETS}/${made.ticket.id}`));
    expect(read).toEqual(made);
    const [host] = open.demo.hosts;
    const other = await as(schema.oneTicket, 201, report({ ...lamp, userRefRequester: host?.id }));
    expect(other.ticket).toMatchObject({ number: 2, userRequester: { id: host?.id } });
    expect(open.demo.tickets).toEqual([made.ticket, other.ticket]);
    await as(schema.responseError, 404, open.get(`${TICKETS}/${nobody}`));
  });

  it('refuses one without a type, with one that is not in the list, and what else is wrong', async () => {
    open = await openSpacebring();
    const report = await reporter();
    for (const ticket of [
      { text: lamp.text },
      { ...lamp, type: 'lamp' },
      { ...lamp, type: 'Other' },
      { ...lamp, text: '' },
      { type: lamp.type },
      { ...lamp, description: 'In the lobby' },
      { ...lamp, userRefRequester: nobody },
      { ...lamp, locationRef: nobody },
    ])
      await as(schema.responseError, 400, report(ticket));
    expect(open.demo.tickets).toEqual([]);
  });

  it('lists the newest first, or as told', async () => {
    open = await openSpacebring();
    const report = await reporter();
    const [host] = open.demo.hosts;
    for (const more of [{}, { userRefRequester: host?.id }, {}]) {
      await as(schema.oneTicket, 201, report({ ...lamp, ...more }));
      open.clock.now += 1000;
    }
    const numbers = async (query: Record<string, string>) =>
      (await as(schema.tickets, 200, open.list(TICKETS, query))).tickets.map(
        ({ number }) => number,
      );
    expect(await numbers({})).toEqual([3, 2, 1]);
    expect(await numbers({ order: 'updateDate:asc' })).toEqual([1, 2, 3]);
    const [mine = '', hers = ''] = open.demo.tickets.map((one) => one.membershipRefRequester);
    expect(await numbers({ membershipRefRequester: mine })).toEqual([3, 1]);
    expect(await numbers({ membershipRefRequester: `${hers},${mine}` })).toEqual([3, 2, 1]);
    expect(await numbers({ userRefAssignee: host?.id ?? '' })).toEqual([]);
    const first = await as(schema.tickets, 200, open.list(TICKETS, { limit: '2' }));
    const next = await as(schema.tickets, 200, open.get(TICKETS + first.searchQueryNext));
    expect(next.tickets.map(({ number }) => number)).toEqual([1]);
    for (const query of [
      { order: 'number:asc' },
      { membershipRefRequester: `${mine},${mine}` },
      { membershipRefRequester: nobody },
      { membershipRefRequester: 'me' },
      { userRefAssignee: nobody },
    ] as Record<string, string>[])
      await as(schema.responseError, 400, open.list(TICKETS, query));
    await as(schema.responseError, 400, open.get(TICKETS));
  });
});
