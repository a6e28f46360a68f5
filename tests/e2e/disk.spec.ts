import { mkdir } from 'node:fs/promises';
import { expect } from 'playwright/test';
import { mebibyte, mountDisk, ownDisks } from '../support/mounted-disk.ts';
import { test } from './support/site.ts';

// Elsewhere nobody may mount a disk without being asked who they are.
if (ownDisks === 'here')
  test('a disk that is full closes the kiosk before anybody begins to type, and opens it again', async ({
    site,
    nexudus,
  }) => {
    await mkdir(site.dataDir);
    const disk = mountDisk(site.dataDir, 64 * mebibyte);
    try {
      disk.fill(8 * mebibyte);
      const { kiosk, guest, status } = await site.open(nexudus);
      await expect(status).toHaveAttribute('data-disk', 'full');
      await expect(kiosk.page.getByRole('heading', { name: 'Please see reception' })).toBeVisible();
      await expect(status).toContainText('the disk is full');
      await expect(guest.button('Sign in')).toHaveCount(0);
      disk.makeRoom();
      await expect(guest.button('Sign in')).toBeVisible({ timeout: 30_000 });
      await expect(status).toHaveAttribute('data-directory', 'ready');
      expect(
        await guest.signIn({ firstName: 'Ada', email: 'ada@guests.test' }, 'Maya Okafor'),
      ).toBe('told');
      expect(nexudus.visitors).toHaveLength(1);
    } finally {
      await site.closeAll();
      disk.unmount();
    }
  });
