import { afterEach, describe, expect, it } from 'vitest';
import { as, guest, openSpacebring } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const CONTACTS = '/visitors/contacts/v1';
const leave = (contact: Record<string, unknown>) =>
  open.send('POST', CONTACTS, {
    contact: { locationRef: open.demo.provider.locationId, ...contact },
  });

describe('Spacebring demo: contacts', () => {
  it('keeps one, as the user of the same address', async () => {
    open = await openSpacebring();
    const visitor = { ...guest, phoneNumber: '+351912345678' };
    const { contact } = await as(schema.oneContact, 201, leave({ visitor }));
    expect(contact).toMatchObject({
      createDate: '2026-03-02T09:30:15.400Z',
      locationRef: open.demo.provider.locationId,
      visitor,
    });
    const read = await as(schema.oneContact, 200, open.get(`${CONTACTS}/${contact.id}`));
    expect(read.contact).toEqual(contact);
    expect(open.demo.contacts).toEqual([contact]);
    const { request } = await as(schema.oneRequest, 201, open.ask(guest));
    expect(contact.userRefVisitor).toBe(request.userRefVisitor);
    await as(schema.responseError, 404, open.get(`${CONTACTS}/${request.id}`));
  });

  it('refuses what there is no field for, and what is missing', async () => {
    open = await openSpacebring();
    for (const contact of [
      {},
      { visitor: { name: 'Ada' } },
      { visitor: { ...guest, email: '' } },
      { visitor: { ...guest, company: 'Analytical Engines' } },
      { visitor: guest, userRefHost: open.demo.hosts[0]?.id },
      { visitor: guest, locationRef: open.demo.provider.networkId },
    ])
      await as(schema.responseError, 400, leave(contact));
    await as(schema.responseError, 400, open.send('POST', CONTACTS, { visitor: guest }));
    expect(open.demo.contacts).toEqual([]);
  });

  it('lists them by the time of their creation, in pages', async () => {
    open = await openSpacebring();
    for (const name of ['Ada', 'Grace', 'Hedy']) {
      await leave({ visitor: { ...guest, name } });
      open.clock.now += 1000;
    }
    const names = async (query: Record<string, string>) =>
      (await as(schema.contacts, 200, open.list(CONTACTS, query))).contacts.map(
        ({ visitor }) => visitor.name,
      );
    expect(await names({})).toEqual(['Ada', 'Grace', 'Hedy']);
    expect(await names({ 'createDate[gte]': '2026-03-02T09:30:16.400Z' })).toEqual([
      'Grace',
      'Hedy',
    ]);
    expect(await names({ 'createDate[lte]': '2026-03-02T09:30:15.400Z' })).toEqual(['Ada']);
    const first = await as(schema.contacts, 200, open.list(CONTACTS, { limit: '2' }));
    const next = await as(schema.contacts, 200, open.get(CONTACTS + first.searchQueryNext));
    expect(next.contacts).toHaveLength(1);
    await as(schema.responseError, 400, open.get(CONTACTS));
    await as(schema.responseError, 400, open.list(CONTACTS, { 'createDate[gte]': 'yesterday' }));
  });
});
