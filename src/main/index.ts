import { mkdirSync, mkdtempSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { isKioskPage, isKioskResource } from './app/address.ts';
import { ownArguments } from './app/arguments.ts';
import { harden } from './app/hardening.ts';
import { electronPlatform } from './app/platform.ts';
import { registerScheme, serveRenderer } from './app/protocol.ts';
import { stopBeforeQuit } from './app/quit.ts';
import { showSignIn } from './app/sign-in-window.ts';
import { focusWindow, kioskSession, openWindow } from './app/window.ts';
import { compose } from './compose.ts';
import { announcer, routeChannels } from './ipc/router.ts';
import { type Log, openLog, placeOf, silent } from './log/log.ts';
import { type Launch, LaunchError, readLaunch } from './settings/launch.ts';
import { signIn } from './sign-in.ts';

const launch = launchOrExit();
const dataDir = launch.signIn
  ? passingFolder()
  : folderOrExit(resolve(launch.dataDir ?? app.getPath('userData')));
app.setPath('userData', dataDir);
registerScheme();
app.enableSandbox();

if (launch.signIn) {
  // Without a listener Electron quits with the window, before anything could be said of it.
  app.on('window-all-closed', () => {});
  app.whenReady().then(signInOnly).catch(giveUp);
} else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', focusWindow);
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(start).catch(giveUp);
} else {
  tell(`Vestibule is already running with the data folder ${dataDir}. Its window is in front now.`);
  app.exit(1);
}

async function start(): Promise<void> {
  const log = openLog(dataDir);
  goOnAfterDefects(log);
  serveRenderer(kioskSession(), join(app.getAppPath(), 'out/renderer'));
  harden(kioskSession(), { loads: isKioskResource, goesTo: isKioskPage });
  const services = await compose(launch, electronPlatform(dataDir, log), announcer(log), log);
  stopBeforeQuit(() => services.stop(), log);
  routeChannels(services.handlers, log);
  await openWindow(launch.headless);
}

/** Beside a kiosk that runs, or without one: nothing of it stays but what is in the keychain. */
async function signInOnly(): Promise<void> {
  if (!launch.profile) throw new Error('there is no profile');
  const { provider } = launch.profile;
  const oauth = 'oauth' in provider ? provider.oauth : undefined;
  if (!oauth) throw new Error('this profile signs in by itself');
  const platform = electronPlatform(dataDir, silent);
  const { ok, says } = await signIn(launch.profile, platform, (page) =>
    showSignIn({ page, ...oauth }, launch.headless),
  );
  tell(says);
  app.exit(ok ? 0 : 1);
}

/** Gone when the app ends. */
function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-sign-in-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function launchOrExit(): Launch {
  try {
    const flags = ownArguments(process.argv, app.getAppPath(), app.isPackaged);
    return readLaunch(flags, process.env, app.isPackaged);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    tell(error.message);
    process.exit(2);
  }
}

function folderOrExit(folder: string): string {
  try {
    makeFolder(folder);
    return folder;
  } catch (error) {
    tell(
      `The data folder ${folder} cannot be used: ${(error as Error).message}. Give another with --data-dir.`,
    );
    process.exit(2);
  }
}

/** One folder at a time: Node's own way of making several never ends under /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  mkdirSync(folder, { mode: 0o700 });
}

function giveUp(error: unknown): void {
  tell(`Vestibule could not start: ${error instanceof Error ? error.message : String(error)}`);
  app.exit(1);
}

/**
 * Electron would show a dialog over the lobby screen. What is on disk stays true whatever broke, and a kiosk that ends
 * here may have nobody to start it again.
 */
function goOnAfterDefects(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => log('defect', { event, place: placeOf(error) }));
}

/** At once and whole: the process may end right after it. */
function tell(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // A program for Windows has no such stream unless it was started from a terminal.
    dialog.showErrorBox('Vestibule', line);
  }
}
