import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import type { SpacebringDemo } from '../../src/demo/spacebring/server.ts';
import { credentials } from '../../tools/drive/credentials.ts';
import { type Kiosk, launch } from '../../tools/drive/launch.ts';
import { type Site, test } from './support/site.ts';

let opened: Kiosk | undefined;
test.afterEach(async () => {
  await opened?.kill();
  opened = undefined;
});

/** A profile on which a member of staff signs in, with the client secret that goes with it. */
async function profileOf(site: Site, { oauth, provider }: SpacebringDemo): Promise<string> {
  const { clientId, clientSecret, redirectUri } = oauth;
  const profile = await site.profile({
    ...provider,
    clientId,
    oauth: { redirectUri, hosts: [] },
  });
  await credentials('set', 'spacebring.client-secret', profile, {
    secret: clientSecret,
    env: site.keychain.env,
  });
  return profile;
}

async function openSignIn(site: Site, profile: string): Promise<Kiosk> {
  opened = await launch({
    args: ['--profile', profile, '--sign-in'],
    env: site.keychain.env,
    opens: /\/oauth2\/authorize\?/,
  });
  return opened;
}

async function enter(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel(/password/i).fill(password);
  await page.getByRole('button').click();
}

test('a member of staff signs in on the provider’s page, and a kiosk that runs goes on by itself', async ({
  site,
  spacebring,
}) => {
  const profile = await profileOf(site, spacebring);
  const { guest, kiosk, status } = await site.start(profile);
  await expect(status).toHaveAttribute('data-credentials', 'signed-out');

  const { page, exited, stderr } = await openSignIn(site, profile);
  await enter(page, { ...spacebring.oauth.user, password: 'not this one' });
  await expect(page.getByRole('alert')).toBeVisible();
  await enter(page, spacebring.oauth.user);
  expect(await exited).toBe(0);
  expect(stderr()).toContain(`Signed in at ${spacebring.baseUrl}.`);

  await expect(status).toHaveAttribute('data-credentials', 'ready', { timeout: 20_000 });
  await expect(status).toHaveAttribute('data-directory', 'ready', { timeout: 20_000 });
  // Now there is a place at the provider for it.
  await kiosk.page.getByRole('button', { name: 'Call reception' }).click();
  await kiosk.page.getByRole('button', { name: 'Call reception' }).click();
  await expect(guest.result).toHaveAttribute('data-outcome', 'told');
  expect(spacebring.tickets).toHaveLength(1);
});

test('the window leads nowhere but to the provider, and has nothing of the kiosk', async ({
  site,
  spacebring,
}) => {
  const profile = await profileOf(site, spacebring);
  const { page, evaluate } = await openSignIn(site, profile);
  const here = page.url();
  expect(await page.evaluate(() => 'vestibule' in globalThis)).toBe(false);
  await page.evaluate(() => {
    location.href = 'https://foreign.example/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(here);
  const outcome = await page.evaluate(() =>
    fetch('https://foreign.example/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
  expect(await page.evaluate(() => window.open('https://foreign.example/'))).toBeNull();
  expect(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a window that is closed signs nobody in', async ({ site, spacebring }) => {
  const profile = await profileOf(site, spacebring);
  const { page, exited, stderr } = await openSignIn(site, profile);
  await page.close();
  expect(await exited).toBe(1);
  expect(stderr()).toContain('Nobody signed in: the window was closed.');
});

test('a provider that cannot be reached is said', async ({ site, spacebring }) => {
  const profile = await profileOf(site, spacebring);
  await spacebring.stop();
  const { code, stderr } = await site.runToEnd(['--profile', profile, '--sign-in']);
  expect(code).toBe(1);
  expect(stderr).toContain('The provider’s page could not be opened');
});
