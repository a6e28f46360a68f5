import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'playwright/test';
import { test } from './support/site.ts';

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@guests.test' };

test('each mistake is told beside its field, and the first one has the focus', async ({ site }) => {
  const { guest } = await site.openDemo({ walkIn: { phone: 'required' } });
  await guest.button('Sign in').click();
  await guest.field('Email').fill('ada.guests.test');
  await guest.field('Phone').fill('12');
  await guest.button('Continue').click();
  await expect(guest.field('First name')).toBeFocused();
  await expect(guest.field('First name')).toHaveAccessibleDescription(/Enter your first name/);
  await expect(guest.field('Email')).toHaveAccessibleDescription(/needs an @/);
  await expect(guest.field('Phone')).toHaveAttribute('aria-invalid', 'true');
  await expect(guest.field('Last name')).not.toHaveAttribute('aria-invalid', 'true');
});

test('Back keeps what was typed, Start over takes it away', async ({ site }) => {
  const { guest } = await site.openDemo();
  await guest.introduce(ada);
  await guest.button('Back').click();
  await expect(guest.field('Last name')).toHaveValue('Lovelace');
  await guest.button('Start over').click();
  await guest.button('Sign in').click();
  await expect(guest.field('First name')).toHaveValue('');
  await expect(guest.field('Email')).toHaveValue('');
});

test('somebody who walks away leaves nothing behind', async ({ site }) => {
  const { guest } = await site.openDemo({ idleSeconds: 1 });
  await guest.introduce(ada);
  await expect(guest.page.getByRole('dialog', { name: 'Still here?' })).toBeVisible();
  await expect(guest.button('Sign in')).toBeVisible({ timeout: 15_000 });
  await guest.button('Sign in').click();
  await expect(guest.field('First name')).toHaveValue('');
  expect(await guest.page.content()).not.toContain('Lovelace');
});

test('only a chosen name leads on, and one typing error is forgiven', async ({ site }) => {
  const { guest } = await site.openDemo();
  await guest.introduce(ada);
  const options = guest.page.getByRole('option');
  await guest.field('Who are you here to see?').fill('ma');
  await expect(options).toHaveCount(0);
  await guest.field('Who are you here to see?').fill('zoe lukasiewcz');
  const zoe = guest.page.getByRole('option', { name: 'Zoë Łukasiewicz', exact: true });
  await expect(zoe).toBeVisible();
  await guest.button('Continue').click();
  await expect(guest.field('Who are you here to see?')).toHaveAccessibleDescription(
    /Choose a name/,
  );
  await zoe.click();
  await expect(zoe).toHaveAttribute('aria-selected', 'true');
  await guest.button('Continue').click();
  await expect(guest.button('Confirm')).toBeVisible();
});

test('terms have to be agreed to', async ({ site }) => {
  const walkIn = { terms: { version: '1', text: { en: 'Wear your badge.' } } };
  const { guest } = await site.openDemo({ walkIn });
  await guest.introduce(ada);
  await guest.choose('Maya Okafor');
  await guest.button('Confirm').click();
  await expect(
    guest.page.getByRole('checkbox', { name: 'I agree to the terms', exact: true }),
  ).toBeFocused();
  await expect(guest.result).toHaveCount(0);
});

test('a visit without typing anything by mouse: the keyboard is enough', async ({ site }) => {
  const { guest } = await site.openDemo();
  const { keyboard } = guest.page;
  await guest.button('Sign in').focus();
  await keyboard.press('Enter');
  await expect(guest.field('First name')).toBeFocused();
  await keyboard.type('Ada');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('ada@guests.test');
  await keyboard.press('Enter');
  await expect(guest.field('Who are you here to see?')).toBeFocused();
  await keyboard.type('maya');
  await expect(guest.page.getByRole('option', { name: 'Maya Okafor', exact: true })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await guest.button('Continue').focus();
  await keyboard.press('Enter');
  await guest.button('Confirm').focus();
  await keyboard.press('Enter');
  await expect(guest.outcome('told')).toBeVisible();
});

test('the result goes back to Welcome by itself, in the site’s first language', async ({
  site,
}) => {
  const { guest } = await site.openDemo({ site: { languages: ['en', 'ar'] } });
  await guest.page.getByRole('button', { name: 'العربية' }).click();
  await expect(guest.page.locator('html')).toHaveAttribute('dir', 'rtl');
  await guest.page.getByRole('button', { name: 'English' }).click();
  await guest.signIn(ada, 'Maya Okafor');
  await expect(guest.button('Sign in')).toBeVisible({ timeout: 20_000 });
  await expect(guest.page.locator('html')).toHaveAttribute('dir', 'ltr');
});

const looks = [
  { language: 'en', viewport: { width: 1080, height: 1920 } },
  { language: 'ar', viewport: { width: 1280, height: 800 } },
];
for (const { language, viewport } of looks)
  test(`axe finds nothing on any screen, ${language}, ${viewport.width}×${viewport.height}`, async ({
    site,
  }) => {
    const terms = { version: '1', text: { en: 'Wear your badge.', ar: 'ضع بطاقتك.' } };
    const { kiosk } = await site.openDemo({ site: { languages: [language] }, walkIn: { terms } });
    const { page } = kiosk;
    await page.setViewportSize(viewport);
    // Colours are measured as they stand, not as they fade in.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
      expect(found).toEqual([]);
    };
    const textbox = page.getByRole('textbox');
    const wayOn = page.locator('main button.main');
    await check();
    await wayOn.click();
    await textbox.nth(0).fill('Ada');
    await textbox.nth(2).fill('ada@guests.test');
    await check();
    await wayOn.click();
    await textbox.fill('maya okafor');
    await page.getByRole('option').first().click();
    await check();
    await wayOn.click();
    await page.getByRole('checkbox').check();
    await check();
    await wayOn.click();
    await page.locator('[data-outcome=told]').waitFor();
    await check();
    await wayOn.click();

    const [expected, booked, leaves] = [0, 1, 2].map((place) => page.locator('.offer').nth(place));
    const back = page.locator('main .actions button:not(.main)');
    await expected?.click();
    await textbox.fill('999999');
    await wayOn.click();
    await page.locator('[aria-invalid=true]').waitFor();
    await check();
    await page.locator('.aside').click();
    await check();
    await back.click();
    await leaves?.click();
    await check();
    await back.click();
    await booked?.click();
    await textbox.fill('maya okafor');
    await page.getByRole('option').first().click();
    await check();
    await back.click();
    await page.locator('.aside').click();
    await check();
    await wayOn.click();
    await page.locator('[data-outcome=recorded]').waitFor();
    await check();
  });
