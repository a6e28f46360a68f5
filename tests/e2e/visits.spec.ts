import { expect } from 'playwright/test';
import { test } from './support/site.ts';

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@guests.test' };
const zoe = { fullName: 'Zoë Łukasiewicz', email: 'zoe@guests.test' };

test('an expected guest comes with a code, is told so when they come again, and leaves by name', async ({
  site,
  nexudus,
}) => {
  const { VisitorCode: code } = nexudus.expect({ ...zoe, code: '012345' });
  const { guest } = await site.open(nexudus);
  await guest.button('I am expected').click();
  await guest.field('Enter your code').fill('999999');
  await guest.button('Sign in').click();
  await expect(guest.field('Enter your code')).toBeFocused();
  await expect(guest.field('Enter your code')).toHaveAccessibleDescription(/No visit today/);
  await guest.field('Enter your code').fill('012 345');
  await guest.button('Sign in').click();
  expect(await guest.said()).toBe('told');
  await expect(guest.result).toContainText('You are signed in');
  // Whoever has a code is told nothing of whose it is.
  expect(await guest.page.textContent('body')).not.toMatch(/Zo|kasiewicz/);
  await guest.done();
  expect(await guest.visit('check-in', code)).toBe('already');
  await guest.done();
  expect(await guest.signOut('zoe lukasiewicz', 'ZOE@guests.test')).toBe('told');
  await expect(guest.result).toContainText('You are signed out');
  expect(nexudus.visitors[0]).toMatchObject({
    Arrived: true,
    DepartureDate: expect.any(String),
  });
});

test('without a line a guest with a code is recorded, and is in once it is back', async ({
  site,
  spacebring,
}) => {
  spacebring.expect({ name: 'Zoë', email: zoe.email, code: '012345' });
  const { guest, status } = await site.open(spacebring);
  await expect(status).toHaveAttribute('data-directory', 'ready');
  await spacebring.stop();
  expect(await guest.visit('check-in', '012345')).toBe('recorded');
  await expect(guest.result).toContainText('Your arrival is recorded');
  await spacebring.start();
  await expect(guest.outcome('told')).toBeVisible({ timeout: 60_000 });
  expect(spacebring.visits[0]?.checkInDate).toEqual(expect.any(String));
});

test('a visitor finds the meeting that they are here for, and is linked to it', async ({
  site,
  nexudus,
}) => {
  const maya = nexudus.hosts.find(({ name }) => name === 'Maya Okafor');
  // Under way, so that it is a meeting of today also at midnight.
  const from = Date.now() - 600_000;
  const meeting = { from, to: from + 3_600_000, coworkerId: Number(maya?.id) };
  const booked = nexudus.book({ ...meeting, room: 'Crow’s Nest' });
  nexudus.book({ ...meeting, room: 'Sail Loft', tentative: true });
  const { guest } = await site.open(nexudus);
  await guest.button('I have a booking').click();
  const options = guest.page.getByRole('option');
  await expect(async () => {
    await guest.field('Which booking are you here for?').fill('');
    await guest.field('Which booking are you here for?').fill('crow');
    await expect(options.first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(options.last()).toContainText('Maya Okafor');
  await options.last().click();
  await guest.button('Continue').click();
  await guest.field('First name').fill(ada.firstName);
  await guest.field('Last name').fill(ada.lastName);
  await guest.field('Email').fill(ada.email);
  await guest.button('Continue').click();
  await expect(guest.page.locator('main')).toContainText('Crow’s Nest');
  await guest.confirm();
  expect(await guest.said()).toBe('told');
  await expect.poll(() => nexudus.bookingVisitors, { timeout: 15_000 }).toHaveLength(1);
  const [visitor] = nexudus.visitors;
  expect(visitor).toMatchObject({ FullName: 'Ada Lovelace', CoworkerId: Number(maya?.id) });
  expect(nexudus.bookingVisitors).toMatchObject([{ BookingId: booked.Id, VisitorId: visitor?.Id }]);
});

test('a visitor waits for the host on Spacebring, and hears that they may come', async ({
  site,
  spacebring,
}) => {
  const { guest } = await site.open(spacebring);
  await guest.introduce(ada);
  await guest.choose('Maya Okafor');
  await guest.confirm();
  await expect(guest.result).toContainText('Maya Okafor has been asked');
  spacebring.approve(spacebring.visitRequests[0]?.id ?? '');
  await expect(guest.result).toContainText('Maya Okafor has said yes');
  await expect
    .poll(() => spacebring.visits[0]?.checkInDate, { timeout: 15_000 })
    .toEqual(expect.any(String));
});

test('a host on Nexudus declines, and the visitor is sent to reception without a word of them', async ({
  site,
  nexudus,
}) => {
  const { guest } = await site.open(nexudus, { walkIn: { asksHost: true } });
  await guest.introduce(ada);
  await guest.choose('Maya Okafor');
  await guest.confirm();
  await expect(guest.result).toContainText('Maya Okafor has been asked');
  nexudus.decide(nexudus.visitors[0]?.Id ?? 0, 'reject');
  await expect(guest.result).toContainText('Please speak to reception');
  await expect(guest.result).not.toContainText('Maya');
  expect(nexudus.visitors.map(({ Arrived }) => Arrived)).toEqual([false]);
});

test('nobody is asked about a visitor who has left the screen', async ({ site, spacebring }) => {
  const { guest } = await site.open(spacebring);
  await guest.introduce(ada);
  await guest.choose('Maya Okafor');
  await guest.confirm();
  await expect(guest.result).toContainText('Maya Okafor has been asked');
  const asked = () =>
    spacebring.requests.filter(({ path }) => path === '/visitors/visits/v1').length;
  await expect.poll(asked, { timeout: 15_000 }).toBeGreaterThan(0);
  await guest.button('Wait at reception').click();
  await expect(guest.button('Sign in')).toBeVisible();
  // Whatever was under way is done.
  await guest.page.waitForTimeout(1_000);
  const before = asked();
  await guest.page.waitForTimeout(5_000);
  expect(asked()).toBe(before);
});

test('somebody without a host leaves their details on Spacebring, and cannot on Nexudus', async ({
  site,
  spacebring,
  nexudus,
}) => {
  const { guest } = await site.open(spacebring);
  await guest.introduce(ada);
  await guest.button('I do not have a host').click();
  await expect(guest.page.locator('main')).toContainText('Leave these details for the team?');
  await guest.confirm();
  expect(await guest.said()).toBe('told');
  await expect(guest.result).toContainText('Your details are with the team');
  expect(spacebring.contacts).toMatchObject([{ visitor: { email: ada.email, name: 'Ada' } }]);
  await site.closeAll();

  const other = await site.open(nexudus);
  await other.guest.introduce(ada);
  await expect(other.guest.field('Who are you here to see?')).toBeVisible();
  await expect(other.guest.button('I do not have a host')).toHaveCount(0);
});

test('a call for reception is on the screen, and stays there over a restart', async ({
  site,
  nexudus,
}) => {
  const { guest, kiosk, profile } = await site.open(nexudus);
  await guest.button('Call reception').click();
  await guest.button('Call reception').click();
  expect(await guest.said()).toBe('recorded');
  await expect(guest.result).toContainText('Your call is on this screen for reception');
  await guest.done();
  await kiosk.kill();
  const again = await site.start(profile);
  await expect(again.status).toContainText(/Staff: a visitor called at \d/);
});

test('what a site does not want is not offered', async ({ site }) => {
  const { guest } = await site.openDemo({ offers: ['sign-out'] });
  await expect(guest.button('Sign out')).toBeVisible();
  for (const name of ['I am expected', 'I have a booking', 'Call reception'] as const)
    await expect(guest.button(name)).toHaveCount(0);
});
