import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import type { Dispatch } from '../../../../src/main/providers/provider.ts';
import type { Visitor } from '../../../../src/shared/domain/arrival.ts';
import type { ErrandOf } from '../../../../src/shared/domain/errand.ts';
import { lastRequest, spacebringKiosk } from '../../../support/kiosk-provider.ts';
import { operationOf, sentAt } from './spacebring-operations.ts';

const PATH = '/visitors/contacts/v1';

async function openKiosk(...options: Parameters<typeof spacebringKiosk>) {
  const kiosk = await spacebringKiosk(...options);
  const contactOf = (visitor: Partial<Visitor> = {}): Dispatch<ErrandOf<'contact'>> => ({
    errand: {
      kind: 'contact',
      id: randomUUID(),
      visitor: { firstName: 'Ada', email: 'ada@guests.example', ...visitor },
    },
    confirmedAt: new Date(kiosk.clock.now()).toISOString(),
  });
  return { ...kiosk, contacts: operationOf(kiosk.provider, 'contact'), contactOf };
}

describe('a contact at Spacebring', () => {
  it('is the visitor and the location, and nothing of what was not given', async () => {
    const { contactOf, contacts, demo } = await openKiosk();
    const full = contactOf({ lastName: 'King', phone: '+351912345678', company: 'Engine & Co' });
    expect(await contacts.send(full)).toEqual({
      kind: 'delivered',
      receipt: demo.contacts[0]?.id,
    });
    const { locationId: locationRef } = demo.provider;
    const visitor = { email: 'ada@guests.example', name: 'Ada' };
    expect(lastRequest(demo, 'POST', PATH).body).toEqual({
      contact: {
        locationRef,
        visitor: { ...visitor, surname: 'King', phoneNumber: '+351912345678' },
      },
    });
    await contacts.send(contactOf());
    expect(lastRequest(demo, 'POST', PATH).body).toEqual({ contact: { locationRef, visitor } });
  });

  it.each<[string, Fault, boolean]>([
    ['a connection cut after the commit', { kind: 'commit-then-drop' }, true],
    ['a connection cut before it', { kind: 'drop' }, false],
    ['half an answer', { kind: 'truncated' }, true],
    ['a page of HTML', { kind: 'html' }, false],
    ['500 after the commit', { kind: 'status', status: 500, commit: true }, true],
    ['201 without a contact', { kind: 'status', status: 201, body: '{}', commit: true }, true],
  ])('lost to %s is looked for, and found or not', async (_, fault, committed) => {
    const { clock, contactOf, contacts, demo } = await openKiosk();
    const sent = sentAt(clock.now());
    const contact = contactOf({ email: 'Ada@Guests.example', lastName: 'King' });
    demo.faults.next({ match: { method: 'POST' }, do: fault });
    expect(await contacts.send(contact)).toMatchObject({ kind: 'unsettled' });
    await contacts.send(contactOf({ email: 'bob@guests.example' }));
    expect(await contacts.settle(contact, sent)).toEqual(
      committed ? { kind: 'found', receipt: demo.contacts[0]?.id } : { kind: 'absent' },
    );
  });

  it('is not looked for among older ones, nor among those of other entries, and two leave it open', async () => {
    const { clock, contactOf, contacts, demo } = await openKiosk();
    const contact = contactOf();
    await contacts.send(contact);
    await clock.advance(5 * 60_000 + 1);
    expect(await contacts.settle(contact, sentAt(clock.now()))).toEqual({ kind: 'absent' });
    await contacts.send(contact);
    await contacts.send(contact);
    const [, first, second] = demo.contacts.map(({ id }) => id);
    expect(await contacts.settle(contact, sentAt(clock.now()))).toEqual({
      kind: 'ambiguous',
      reason: '2 contacts of that e-mail address',
    });
    expect(await contacts.settle(contact, sentAt(clock.now(), first))).toEqual({
      kind: 'found',
      receipt: second,
    });
    expect(
      await contacts.settle(contactOf({ firstName: 'Bo' }), sentAt(clock.now(), first)),
    ).toEqual({
      kind: 'ambiguous',
      reason: 'a contact of that e-mail address',
    });
  });

  it('is seen once reads have caught up', async () => {
    const { clock, contactOf, contacts, demo } = await openKiosk({ readLagMs: 1000 });
    const [contact, sent] = [contactOf(), sentAt(clock.now())];
    demo.faults.next({ match: { method: 'POST' }, do: { kind: 'commit-then-drop' } });
    await contacts.send(contact);
    expect(await contacts.settle(contact, sent)).toEqual({ kind: 'absent' });
    await clock.advance(1000);
    expect(await contacts.settle(contact, sent)).toMatchObject({ kind: 'found' });
  });

  it('is refused in the vendor’s words', async () => {
    const { contactOf, contacts } = await openKiosk();
    expect(await contacts.send(contactOf({ email: '' }))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('contact.visitor.email'),
    });
  });
});
