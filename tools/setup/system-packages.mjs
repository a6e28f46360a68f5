import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError, step } from './step.mjs';

/**
 * @typedef {{ debian: string, isThere: () => boolean, otherwise?: string }} SystemPackage
 * `otherwise`: another way to get it, where there is one.
 */

/** @type {Record<'chromium' | 'xvfb' | 'dbus' | 'keyring' | 'libsecret', SystemPackage>} */
export const system = {
  chromium: {
    debian: 'chromium',
    isThere: () => findChromium() !== undefined,
    otherwise: 'npx playwright install chromium',
  },
  xvfb: { debian: 'xvfb', isThere: () => onPath('xvfb-run') !== undefined },
  dbus: { debian: 'dbus', isThere: () => onPath('dbus-daemon') !== undefined },
  keyring: { debian: 'gnome-keyring', isThere: () => onPath('gnome-keyring-daemon') !== undefined },
  libsecret: { debian: 'libsecret-1-0', isThere: () => hasLibrary('libsecret-1.so.0') },
};

/**
 * Installs what is missing through apt where root has it, and otherwise says what to install.
 * @param {SystemPackage[]} wanted
 */
export function installSystemPackages(wanted) {
  const missing = wanted.filter((one) => !one.isThere());
  if (missing.length === 0) return;
  const names = missing.map((one) => one.debian);
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0)
    throw new SetupError(instructions(missing, apt !== undefined));
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  step('Updating the list of system packages', apt, ['update'], { env });
  step(
    `Installing ${names.join(', ')}`,
    apt,
    ['install', '-y', '--no-install-recommends', ...names],
    { env },
  );
}

/** The browser that stands in for Electron: the one named, one of the system's, or one that playwright has installed. */
export function findChromium() {
  const { CHROMIUM } = process.env;
  if (CHROMIUM && existsSync(CHROMIUM)) return CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.map(onPath).find(Boolean) ?? playwrightChromium();
}

/** @param {SystemPackage[]} missing @param {boolean} apt */
function instructions(missing, apt) {
  const names = missing.map((one) => one.debian).join(' ');
  const command = apt
    ? `sudo apt-get install -y ${names}`
    : `install these with your system's package manager: ${names}`;
  const others = missing.flatMap((one) =>
    one.otherwise ? [`or, for ${one.debian}: ${one.otherwise}`] : [],
  );
  return [
    `Vestibule needs ${names.replaceAll(' ', ', ')} on this machine.`,
    `  ${command}`,
    ...others.map((line) => `  ${line}`),
  ].join('\n');
}

/** @param {string} program */
function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** @param {string} library */
function hasLibrary(library) {
  const { stdout } = spawnSync(
    existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig',
    ['-p'],
    { encoding: 'utf8' },
  );
  return Boolean(stdout?.includes(library));
}

/** Where playwright keeps its browsers: https://playwright.dev/docs/browsers#managing-browser-binaries */
function playwrightChromium() {
  const home = process.env.HOME ?? process.env.USERPROFILE ?? '';
  const usual =
    process.platform === 'darwin'
      ? join(home, 'Library/Caches/ms-playwright')
      : process.platform === 'win32'
        ? join(process.env.LOCALAPPDATA ?? home, 'ms-playwright')
        : join(home, '.cache/ms-playwright');
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? usual;
  if (!existsSync(folder)) return undefined;
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-win64/chrome.exe',
    'chrome-win/chrome.exe',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .flatMap((name) => programs.map((program) => join(folder, name, program)))
    .find((path) => existsSync(path));
}
