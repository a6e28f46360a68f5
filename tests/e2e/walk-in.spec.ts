import { expect } from 'playwright/test';
import { test } from './support/site.ts';

const ada = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@guests.test',
  phone: '912 345 678',
};
const terms = { version: '2026-01', text: { en: 'Wear your badge.' } };

test('a guest signs in, and Nexudus has a visitor who has arrived', async ({ site, nexudus }) => {
  const { guest } = await site.open(nexudus, { walkIn: { terms } });
  expect(await guest.signIn({ ...ada, company: 'Analytical Engines' }, 'Maya Okafor')).toBe('told');
  await expect(guest.result).toContainText('Maya Okafor has been told');
  await guest.done();
  const maya = nexudus.hosts.find(({ name }) => name === 'Maya Okafor');
  expect(nexudus.visitors).toEqual([
    expect.objectContaining({
      BusinessId: nexudus.provider.businessId,
      FullName: 'Ada Lovelace',
      Email: 'ada@guests.test',
      PhoneNumber: '+351912345678',
      CompanyName: 'Analytical Engines',
      CoworkerId: Number(maya?.id),
      VisitorSource: 2,
      HostApprovalStatus: 1,
      HasAgreedTerms: true,
      CheckInNow: true,
      Arrived: true,
    }),
  ]);
});

test('a guest signs in, and Spacebring has a visit request', async ({ site, spacebring }) => {
  const { guest } = await site.open(spacebring);
  await guest.introduce(ada);
  await guest.choose('Maya Okafor');
  await guest.confirm();
  expect(await guest.said()).toBe('told');
  const maya = spacebring.hosts.find(({ name }) => name === 'Maya Okafor');
  expect(spacebring.visitRequests).toEqual([
    expect.objectContaining({
      locationRef: spacebring.provider.locationId,
      userRefHost: maya?.id,
      visitor: {
        name: 'Ada',
        surname: 'Lovelace',
        email: 'ada@guests.test',
        phoneNumber: '+351912345678',
      },
    }),
  ]);
});

test('Spacebring has no field for a company, so it is not asked', async ({ site, spacebring }) => {
  const { guest } = await site.open(spacebring, { walkIn: { company: 'optional' } });
  await guest.button('Sign in').click();
  await expect(guest.field('Email')).toBeVisible();
  await expect(guest.field('Company')).toHaveCount(0);
});

test('without a line the arrival is recorded, and told in place once the line is back', async ({
  site,
  nexudus,
}) => {
  const { guest, status } = await site.open(nexudus);
  await expect(status).toHaveAttribute('data-directory', 'ready');
  await nexudus.stop();
  expect(await guest.signIn(ada, 'Maya Okafor')).toBe('recorded');
  await expect(guest.result).toContainText('as soon as the connection is back');
  await nexudus.start();
  await expect(guest.outcome('told')).toBeVisible({ timeout: 60_000 });
  expect(nexudus.visitors).toHaveLength(1);
});

test('a kiosk that is killed with an arrival in its outbox delivers it after the next start, once', async ({
  site,
  nexudus,
}) => {
  const { kiosk, guest, status } = await site.open(nexudus);
  await expect(status).toHaveAttribute('data-directory', 'ready');
  await nexudus.stop();
  expect(await guest.signIn(ada, 'Maya Okafor')).toBe('recorded');
  await kiosk.kill();
  await nexudus.start();
  await site.open(nexudus);
  await expect
    .poll(() => nexudus.visitors.map(({ Email }) => Email), { timeout: 30_000 })
    .toEqual([ada.email]);
});

test('a record whose answer was lost is found again, not made twice', async ({ site, nexudus }) => {
  const { guest } = await site.open(nexudus);
  nexudus.faults.next({
    match: { method: 'POST', path: '/api/spaces/visitors' },
    do: { kind: 'commit-then-drop' },
  });
  expect(await guest.signIn(ada, 'Maya Okafor')).toBe('recorded');
  await expect(guest.outcome('told')).toBeVisible({ timeout: 20_000 });
  expect(nexudus.visitors).toHaveLength(1);
});

test('what the provider refuses leads to reception', async ({ site, nexudus }) => {
  const { guest, status } = await site.open(nexudus);
  const refusal = {
    Message: 'Email: is not welcome',
    Value: null,
    Errors: [],
    WasSuccessful: false,
  };
  nexudus.faults.next({
    match: { path: '/api/spaces/visitors' },
    do: { kind: 'status', status: 400, body: JSON.stringify(refusal) },
  });
  expect(await guest.signIn(ada, 'Maya Okafor')).toBe('reception');
  await guest.done();
  await expect(status).toHaveAttribute('data-needs-person', '1');
});

test('at a first start without a line the host is typed, and Nexudus reads the name in the notes', async ({
  site,
  nexudus,
}) => {
  await nexudus.stop();
  const { guest } = await site.open(nexudus);
  await guest.introduce(ada);
  await guest.type('Maya Okafor');
  await guest.confirm();
  expect(await guest.said()).toBe('recorded');
  await nexudus.start();
  await expect.poll(() => nexudus.visitors.length, { timeout: 60_000 }).toBe(1);
  expect(nexudus.visitors[0]).toMatchObject({
    CoworkerId: null,
    Notes: expect.stringContaining('Here to see: Maya Okafor'),
  });
});

test('a host typed at a first start is found in Spacebring’s directory once it has come', async ({
  site,
  spacebring,
}) => {
  await spacebring.stop();
  const { guest } = await site.open(spacebring);
  await guest.introduce(ada);
  await guest.type('maya okafor');
  await guest.confirm();
  expect(await guest.said()).toBe('recorded');
  await spacebring.start();
  await expect.poll(() => spacebring.visitRequests.length, { timeout: 60_000 }).toBe(1);
});

test('a running kiosk notices the password by itself', async ({ site, nexudus }) => {
  const { guest, profile, status } = await site.open(nexudus, { secret: false });
  await expect(status).toHaveAttribute('data-credentials', 'missing');
  await guest.introduce(ada);
  await guest.type('Maya Okafor');
  await guest.confirm();
  expect(await guest.said()).toBe('recorded');
  await site.storeSecret(nexudus, profile);
  await expect.poll(() => nexudus.visitors.length, { timeout: 30_000 }).toBe(1);
});

// Elsewhere the keychain is the person's own, and not a test's to lock.
if (process.platform === 'linux')
  test('a locked keychain is told to staff, and sign-in goes on', async ({ site, nexudus }) => {
    const profile = await site.profile(nexudus.provider);
    await site.storeSecret(nexudus, profile);
    await site.keychain.restart({ locked: true });
    try {
      const { guest, status } = await site.open(nexudus, { secret: false });
      await expect(status).toHaveAttribute('data-keychain', 'locked', {
        timeout: 20_000,
      });
      await expect(guest.page.getByText('Staff: the keychain is locked')).toBeVisible();
      await guest.introduce(ada);
      await guest.type('Maya Okafor');
      await guest.confirm();
      expect(await guest.said()).toBe('recorded');
      await site.keychain.restart();
      await expect.poll(() => nexudus.visitors.length, { timeout: 45_000 }).toBe(1);
    } finally {
      await site.keychain.restart();
    }
  });
