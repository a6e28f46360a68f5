import { join } from 'node:path';
import { app, BrowserWindow, type Session, screen, session } from 'electron';
import { KIOSK_URL } from './address.ts';
import { portraitWithin } from './portrait.ts';
import { confined } from './web-preferences.ts';

/** The session of the kiosk's page. Without `persist:` it is in memory: nothing typed outlives the app. */
export function kioskSession(): Session {
  return session.fromPartition('kiosk');
}

/** Opens the kiosk's page: over the whole screen once installed, in a window of a tablet's shape before that. */
export async function openWindow(headless: boolean): Promise<void> {
  const window = new BrowserWindow({
    ...portraitWithin(screen.getPrimaryDisplay().workAreaSize),
    title: 'Vestibule',
    kiosk: app.isPackaged,
    useContentSize: true,
    show: false,
    webPreferences: {
      ...confined(),
      session: kioskSession(),
      preload: join(app.getAppPath(), 'out/preload/index.cjs'),
      // What a visitor left is forgotten in time also while the display sleeps.
      backgroundThrottling: false,
    },
  });
  if (!headless) window.once('ready-to-show', () => window.show());
  await window.loadURL(KIOSK_URL);
}

/** Brings the open window to the front. */
export function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
