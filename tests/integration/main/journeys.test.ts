import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DemoServer } from '../../../src/demo/demo-server.ts';
import { startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../../../src/demo/spacebring/server.ts';
import { labelOf, secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { checkProfile } from '../../../src/main/settings/profile-file.ts';
import type { HostAnswer } from '../../../src/shared/domain/arrival.ts';
import type { VisitorErrand } from '../../../src/shared/domain/errand.ts';
import { chosen, walkInOf } from '../../support/arrivals.ts';
import { composedKiosk } from '../../support/composed-kiosk.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { FakeKeyring } from '../../unit/credentials/fake-keyring.ts';

// The demo servers keep the vendors' limits, and so does the kiosk: a few seconds pass.
const patient = { timeout: 20_000 };

/** A whole kiosk but its window, against a demo server. */
async function kioskFor(demo: DemoServer, more: object = {}) {
  onTestFinished(() => demo.stop());
  const keyring = new FakeKeyring();
  keyring.entries.set(labelOf(secretKeyFor(demo.provider)), demo.secret.value);
  const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
  const profile = checkProfile({ site, provider: demo.provider, ...more }, 'p.json');
  const kiosk = await composedKiosk({
    dataDir: tempFolder(),
    profile,
    startKeychain: keyring.start,
  });
  onTestFinished(() => kiosk.stop());
  const status = () => kiosk.told.findLast(({ event }) => event === 'status.changed')?.news;
  await expect.poll(status, patient).toMatchObject({ directory: 'ready', line: 'online' });

  const news = (id: string) =>
    kiosk.told.flatMap((one) =>
      one.event === 'entries.changed' && one.news.id === id ? [one.news.outcome] : [],
    );
  return {
    status,
    handlers: kiosk.handlers,
    /** Hands something over, and waits for what becomes of it where that is not said at once. */
    async take(errand: VisitorErrand) {
      const answer = await kiosk.handlers['entries.add'](errand);
      if (!answer.ok) return answer.error;
      if (answer.value.outcome !== 'sending') return answer.value.outcome;
      await expect.poll(() => news(errand.id).at(-1), patient).toMatch(/told|reception/);
      return news(errand.id).at(-1);
    },
    async hostAnswer(id: string): Promise<HostAnswer> {
      const answer = await kiosk.handlers['hosts.answer']({ id });
      if (!answer.ok) throw new Error(answer.error.code);
      return answer.value.answer;
    },
  };
}

const visit = (kind: 'check-in' | 'sign-out', code: string): VisitorErrand => ({
  kind,
  id: randomUUID(),
  who: { by: 'code', code },
});
const byName = (kind: 'check-in' | 'sign-out', name: string, email: string): VisitorErrand => ({
  kind,
  id: randomUUID(),
  who: { by: 'name', name, email },
});

describe('on Nexudus', () => {
  it('an expected guest comes with a code, comes again, leaves by name, and leaves again', async () => {
    const demo = await startNexudusDemo();
    const guest = demo.expect({ fullName: 'Zoë Łukasiewicz', email: 'zoe@guests.example' });
    const kiosk = await kioskFor(demo);
    expect(await kiosk.take(visit('check-in', '999999'))).toEqual({
      code: 'invalid',
      fields: [{ field: 'who.code', problem: 'not-found' }],
    });
    const before = Date.now();
    expect(await kiosk.take(visit('check-in', guest.VisitorCode))).toBe('told');
    const record = () => demo.visitors.find(({ Id }) => Id === guest.Id);
    expect(record()).toMatchObject({ Arrived: true, CustomFields: guest.CustomFields });
    expect(Date.parse(record()?.ArrivalDate ?? '')).toBeGreaterThan(before - 2_000);
    expect(await kiosk.take(visit('check-in', guest.VisitorCode))).toBe('already');
    const leaves = byName('sign-out', 'zoe lukasiewicz', 'ZOE@guests.example');
    expect(await kiosk.take(leaves)).toBe('told');
    expect(record()?.DepartureDate).not.toBeNull();
    expect(await kiosk.take(visit('sign-out', guest.VisitorCode))).toBe('already');
    expect(kiosk.status()).toMatchObject({ needsPerson: 0, waiting: 0 });
  }, 60_000);

  it('a visitor is linked to the meeting that they found, and to no tentative one', async () => {
    const demo = await startNexudusDemo();
    const now = Date.now();
    const [host] = demo.hosts;
    // Under way, so that it is a meeting of today also at midnight.
    const [from, to] = [now - 600_000, now + 3_600_000];
    const meeting = { from, to, coworkerId: Number(host?.id) };
    const sure = demo.book({ ...meeting, room: 'Boathouse' });
    demo.book({ ...meeting, room: 'Boathouse', tentative: true });
    const kiosk = await kioskFor(demo);
    const find = async () => {
      const answer = await kiosk.handlers['bookings.search']({ query: 'boat' });
      return answer.ok ? answer.value.found.filter(({ id }) => id === String(sure.Id)) : [];
    };
    await expect.poll(find, patient).toMatchObject([{ room: 'Boathouse', host: { id: host?.id } }]);
    const walkIn = { ...walkInOf(chosen(demo, host?.name)), booking: String(sure.Id) };
    expect(await kiosk.take(walkIn)).toBe('told');
    await expect
      .poll(() => demo.bookingVisitors, patient)
      .toMatchObject([{ BookingId: sure.Id, VisitorId: demo.visitors.at(-1)?.Id }]);
  }, 60_000);

  it.each([
    ['come-up', 'come-up', true],
    ['hold', 'hold', true],
    ['reject', 'declined', false],
  ] as const)(
    'a host who is asked says %s',
    async (decision, says, isIn) => {
      const demo = await startNexudusDemo();
      const kiosk = await kioskFor(demo, { walkIn: { asksHost: true } });
      const walkIn = walkInOf(chosen(demo));
      expect(await kiosk.take(walkIn)).toBe('told');
      const visitor = () => demo.visitors[0];
      expect(visitor()).toMatchObject({ HostApprovalStatus: 2, Arrived: false });
      expect(await kiosk.hostAnswer(walkIn.id)).toBe('waiting');
      demo.decide(visitor()?.Id ?? 0, decision);
      expect(await kiosk.hostAnswer(walkIn.id)).toBe(says);
      await expect.poll(() => visitor()?.Arrived, patient).toBe(isIn);
      expect(kiosk.status()).toMatchObject({ calls: 0 });
    },
    60_000,
  );

  it('a call is told at the screen, since there is nowhere else', async () => {
    const kiosk = await kioskFor(await startNexudusDemo());
    expect(await kiosk.take({ kind: 'call', id: randomUUID() })).toBe('recorded');
    expect(kiosk.status()).toMatchObject({ calls: 1, calledAt: expect.any(String) });
  }, 60_000);
});

describe('on Spacebring', () => {
  it('an expected guest comes with a code, comes again, leaves by name, and leaves again', async () => {
    const demo = await startSpacebringDemo();
    const guest = demo.expect({
      name: 'Zoë',
      surname: 'Łuk',
      email: 'zoe@x.example',
      code: '012345',
    });
    const kiosk = await kioskFor(demo);
    expect(await kiosk.take(visit('check-in', '12345'))).toMatchObject({
      fields: [{ field: 'who.code', problem: 'not-found' }],
    });
    expect(await kiosk.take(visit('sign-out', '012345'))).toMatchObject({
      fields: [{ field: 'who.code', problem: 'not-in' }],
    });
    expect(await kiosk.take(visit('check-in', '012345'))).toBe('told');
    const record = () => demo.visits.find(({ id }) => id === guest.id);
    expect(record()?.checkInDate).toEqual(expect.any(String));
    expect(await kiosk.take(visit('check-in', '012345'))).toBe('already');
    expect(await kiosk.take(byName('sign-out', 'Zoe Luk', 'zoe@X.example'))).toBe('told');
    expect(record()?.checkOutDate).toEqual(expect.any(String));
    expect(await kiosk.take(visit('sign-out', '012345'))).toBe('already');
    expect(kiosk.status()).toMatchObject({ needsPerson: 0, waiting: 0 });
  }, 60_000);

  it('a host who is asked accepts, and the visitor is checked in', async () => {
    const demo = await startSpacebringDemo();
    const kiosk = await kioskFor(demo);
    const walkIn = walkInOf(chosen(demo));
    expect(await kiosk.take(walkIn)).toBe('told');
    expect(await kiosk.hostAnswer(walkIn.id)).toBe('waiting');
    demo.approve(demo.visitRequests[0]?.id ?? '');
    expect(await kiosk.hostAnswer(walkIn.id)).toBe('accepted');
    await expect.poll(() => demo.visits[0]?.checkInDate, patient).toEqual(expect.any(String));
  }, 60_000);

  it('a host who declines tells nobody, so that reception takes over in time', async () => {
    const demo = await startSpacebringDemo();
    const kiosk = await kioskFor(demo, { walkIn: { hostSeconds: 10 } });
    const walkIn = walkInOf(chosen(demo));
    expect(await kiosk.take(walkIn)).toBe('told');
    demo.reject(demo.visitRequests[0]?.id ?? '');
    expect(await kiosk.hostAnswer(walkIn.id)).toBe('waiting');
    const answer = () => kiosk.hostAnswer(walkIn.id);
    await expect.poll(answer, { ...patient, interval: 1_000 }).toBe('reception');
    expect(kiosk.status()).toMatchObject({ calls: 1 });
    expect(demo.visits).toEqual([]);
  }, 60_000);

  it('somebody without a host leaves their details', async () => {
    const demo = await startSpacebringDemo();
    const kiosk = await kioskFor(demo);
    const { id, visitor } = walkInOf();
    expect(await kiosk.take({ kind: 'contact', id, visitor })).toBe('told');
    expect(demo.contacts).toMatchObject([{ visitor: { email: visitor.email } }]);
  }, 60_000);
});
