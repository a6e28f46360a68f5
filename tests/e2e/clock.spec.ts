import { expect } from 'playwright/test';
import { startNexudusDemo } from '../../src/demo/nexudus/server.ts';
import { test } from './support/site.ts';

const hour = 3_600_000;

test('a device an hour slow shows the right time in the site’s zone once a server has told it, and tells staff', async ({
  site,
}) => {
  const nexudus = await startNexudusDemo({ now: () => Date.now() + hour });
  try {
    await nexudus.stop();
    const zone = { timeZone: 'Asia/Kathmandu', country: 'GB' };
    const { guest, status } = await site.open(nexudus, { site: zone });
    const clock = guest.page.locator('.clock-time');
    const wrongBy = async () =>
      Math.abs(Date.parse((await clock.getAttribute('datetime')) ?? '') - Date.now() - hour);
    await expect(status).toHaveAttribute('data-line', 'offline');
    await expect(status).not.toHaveAttribute('data-clock-offset');
    expect(await wrongBy()).toBeGreaterThan(hour / 2);
    await nexudus.start();
    await expect(guest.page.getByText('the device’s clock is 60 minutes slow')).toBeVisible({
      timeout: 60_000,
    });
    await expect.poll(wrongBy).toBeLessThan(hour / 2);
    expect(Number(await status.getAttribute('data-clock-offset'))).toBeGreaterThan(hour / 2);
    const [time, text] = await clock.evaluate((element) => [
      element.getAttribute('datetime') ?? '',
      element.textContent,
    ]);
    const form = { hour: '2-digit', minute: '2-digit', timeZone: zone.timeZone } as const;
    expect(text).toBe(new Date(time).toLocaleTimeString('en-GB', form));
  } finally {
    await nexudus.stop();
  }
});
