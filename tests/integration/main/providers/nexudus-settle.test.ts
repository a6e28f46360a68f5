import { describe, expect, it } from 'vitest';
import { type Arrival, arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import { lastRequest, nexudusKiosk, requestCount } from '../../../support/kiosk-provider.ts';
import { sent, walkIns } from './nexudus-operations.ts';

const PATH = '/api/spaces/visitors';
const nobody = { kind: 'typed', name: 'Maya' } as const;

/** Sends an arrival whose answer gets lost after the visitor has been created. */
async function lose(
  { demo, provider }: Awaited<ReturnType<typeof nexudusKiosk>>,
  arrival: Arrival,
) {
  demo.faults.next({ match: { method: 'POST', path: PATH }, do: { kind: 'commit-then-drop' } });
  expect(await walkIns(provider).send(dispatchOf(arrival))).toMatchObject({ kind: 'unsettled' });
}

describe('settling with Nexudus', () => {
  it.each(['contains', 'exact'] as const)(
    'finds a visitor by the reference in its notes (%s)',
    async (textFilters) => {
      const kiosk = await nexudusKiosk({ textFilters });
      const arrival = arrivalOf(nobody);
      const sentAt = kiosk.clock.now();
      await lose(kiosk, arrival);
      expect(await walkIns(kiosk.provider).settle(dispatchOf(arrival), sent(sentAt))).toEqual({
        kind: 'found',
        receipt: String(kiosk.demo.visitors[0]?.Id),
      });
      expect(lastRequest(kiosk.demo, 'GET', PATH).query).toMatchObject({
        Visitor_Business: '1234',
        Visitor_Email: arrival.visitor.email,
        from_Visitor_CreatedOn: '2026-03-02T08:30',
      });
    },
  );

  it('finds it whatever the provider has made of the spelling of the name', async () => {
    const kiosk = await nexudusKiosk();
    const arrival = arrivalOf(nobody, { firstName: 'Ada  Maria' });
    await lose(kiosk, arrival);
    const tidy = { ...arrival, visitor: { ...arrival.visitor, firstName: 'ADA MARIA' } };
    expect(
      await walkIns(kiosk.provider).settle(dispatchOf(tidy), sent(kiosk.clock.now())),
    ).toMatchObject({
      kind: 'found',
    });
  });

  it('tells two visits of one person in one minute apart', async () => {
    const kiosk = await nexudusKiosk();
    const who = { firstName: 'Ada', email: 'ada@guests.example' };
    const [first, second, third] = [
      arrivalOf(nobody, who),
      arrivalOf(nobody, who),
      arrivalOf(nobody, who),
    ];
    await lose(kiosk, first);
    await lose(kiosk, second);
    const [one, two] = kiosk.demo.visitors.map(({ Id }) => String(Id));
    const sentAt = kiosk.clock.now();
    expect(await walkIns(kiosk.provider).settle(dispatchOf(second), sent(sentAt))).toEqual({
      kind: 'found',
      receipt: two,
    });
    expect(await walkIns(kiosk.provider).settle(dispatchOf(first), sent(sentAt))).toEqual({
      kind: 'found',
      receipt: one,
    });
    expect(await walkIns(kiosk.provider).settle(dispatchOf(third), sent(sentAt))).toEqual({
      kind: 'absent',
    });
  });

  it('does not see a record before the provider shows it', async () => {
    const kiosk = await nexudusKiosk({ readLagMs: 1_000 });
    const arrival = arrivalOf(nobody);
    const sentAt = kiosk.clock.now();
    await lose(kiosk, arrival);
    expect(await walkIns(kiosk.provider).settle(dispatchOf(arrival), sent(sentAt))).toEqual({
      kind: 'absent',
    });
    await kiosk.clock.advance(1_000);
    expect(await walkIns(kiosk.provider).settle(dispatchOf(arrival), sent(sentAt))).toMatchObject({
      kind: 'found',
    });
  });

  it('says that it is absent without reading anybody else', async () => {
    const kiosk = await nexudusKiosk();
    expect(
      await walkIns(kiosk.provider).settle(dispatchOf(arrivalOf()), sent(kiosk.clock.now())),
    ).toEqual({
      kind: 'absent',
    });
    expect(requestCount(kiosk.demo, 'GET', PATH)).toBe(1);
  });

  it('does not decide on a list that is too long to read', async () => {
    const kiosk = await nexudusKiosk();
    const who = { email: 'front-desk@guests.example' };
    const lost = arrivalOf(nobody, who);
    for (let count = 0; count < 26; count += 1)
      await walkIns(kiosk.provider).send(dispatchOf(arrivalOf(nobody, who)));
    expect(
      await walkIns(kiosk.provider).settle(dispatchOf(lost), sent(kiosk.clock.now())),
    ).toMatchObject({
      kind: 'ambiguous',
    });
  });

  it.each([
    ['list', PATH],
    ['record', /\/visitors\/\d+$/],
  ])('decides nothing on a %s that cannot be read', async (_, path) => {
    const kiosk = await nexudusKiosk();
    const arrival = arrivalOf(nobody);
    await lose(kiosk, arrival);
    for (const fault of [
      { kind: 'status', status: 500 },
      { kind: 'html' },
      { kind: 'empty' },
      { kind: 'truncated' },
      { kind: 'status', status: 400, body: '{}' },
    ] as const) {
      kiosk.demo.faults.next({ match: { method: 'GET', path }, do: fault });
      expect(
        await walkIns(kiosk.provider).settle(dispatchOf(arrival), sent(kiosk.clock.now())),
      ).toMatchObject({
        kind: 'unreadable',
        setback: { kind: 'failing' },
      });
    }
    kiosk.demo.faults.next({ match: { method: 'GET', path }, do: { kind: 'drop' } });
    expect(
      await walkIns(kiosk.provider).settle(dispatchOf(arrival), sent(kiosk.clock.now())),
    ).toMatchObject({
      kind: 'unreadable',
      setback: { kind: 'offline' },
    });
  });
});

describe('the hosts of Nexudus', () => {
  it('are all who are active, page by page, with id, name and company alone', async () => {
    const { demo, provider } = await nexudusKiosk({ hosts: 700 });
    const pages = [];
    for await (const page of provider.hosts()) pages.push(page);
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect(pages.flat().sort(byId)).toEqual([...demo.hosts].sort(byId));
    expect(pages).toHaveLength(3);
  });

  it('come to an end though the provider says that more follow', async () => {
    const { demo, provider } = await nexudusKiosk();
    const body = JSON.stringify({ Records: [], HasNextPage: true });
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'status', status: 200, body } });
    const pages = [];
    for await (const page of provider.hosts()) pages.push(page);
    expect(pages).toEqual([[]]);
  });

  it('leave out a row that cannot be read, and say so', async () => {
    const { demo, lines, provider } = await nexudusKiosk();
    const rows = [{ Id: 1, FullName: ' Ana ', CompanyName: ' ', AccessPincode: '1' }, { Id: 2 }, 7];
    const body = JSON.stringify({ Records: rows, HasNextPage: false });
    demo.faults.next({ match: { method: 'GET' }, do: { kind: 'status', status: 200, body } });
    expect((await provider.hosts().next()).value).toEqual([{ id: '1', name: 'Ana' }]);
    expect(lines).toContainEqual({ event: 'hosts unreadable', rows: 2, page: 1 });
  });

  it.each([
    [{ kind: 'status', status: 500 }, 'failing'],
    [{ kind: 'html' }, 'failing'],
    [{ kind: 'drop' }, 'offline'],
    [{ kind: 'throttle', status: 409, retryAfter: 9 }, 'throttled'],
  ] as const)('%j in the middle stops the whole', async (fault, kind) => {
    const { demo, provider } = await nexudusKiosk({ hosts: 400 });
    const pages = provider.hosts();
    await pages.next();
    demo.faults.next({ match: { method: 'GET' }, do: fault });
    await expect(pages.next()).rejects.toMatchObject({ setback: { kind } });
  });
});
