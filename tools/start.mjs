#!/usr/bin/env node
// `npm start`: installs what is missing, builds, and opens the kiosk.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './setup/bundle.mjs';
import { fetchElectron } from './setup/electron-binary.mjs';
import { installPackages } from './setup/npm-packages.mjs';
import { node24, root } from './setup/paths.mjs';
import { become, fail } from './setup/run.mjs';
import { SetupError } from './setup/step.mjs';
import { installSystemPackages, system } from './setup/system-packages.mjs';

const usage = `npm start -- [options]

  --profile FILE             the site's profile (or VESTIBULE_PROFILE); without one the kiosk is a demo
  --data-dir DIR             where arrivals, settings and logs are kept (or VESTIBULE_DATA_DIR)
  --headless                 no window
  --preview                  in Chromium, even where Electron is present
  --remote-debugging-port N  for tests, with the preview only`;

const args = process.argv.slice(2);
const flags = readFlags();
const linux = process.platform === 'linux';
const noDisplay = linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const port = flags['remote-debugging-port'];

try {
  installPackages();
  const electron = flags.preview || port !== undefined ? undefined : fetchElectron();
  const headless = flags.headless || noDisplay;
  installSystemPackages([
    ...(linux ? [system.libsecret] : []),
    ...(electron ? (linux && headless ? [system.xvfb] : []) : [system.chromium]),
  ]);
  buildApp();
  if (electron) startElectron(electron, headless);
  else startPreview(headless);
} catch (error) {
  fail(error);
}

/** @param {string} electron @param {boolean | undefined} headless */
function startElectron(electron, headless) {
  say('Electron, since its binary is here', headless);
  // Chromium's sandbox refuses to run as root; everybody else keeps it.
  const asRoot = linux && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (asRoot.length === 0) checkUserNamespaces();
  // Under Xvfb there is a window, which nobody sees; `--headless` would reach Chromium, to which it means something else.
  if (headless && linux)
    become('xvfb-run', ['-a', electron, ...asRoot, root, ...passedOn(false)], { wholeGroup: true });
  else become(electron, [...asRoot, root, ...passedOn(headless)]);
}

/** Ubuntu keeps programs without an AppArmor profile from the user namespaces that Chromium's sandbox is made of. */
function checkUserNamespaces() {
  const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  if (!existsSync(setting) || readFileSync(setting, 'utf8').trim() !== '1') return;
  throw new SetupError(
    'This system keeps Electron’s sandbox from starting. Allow it with\n' +
      '  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n' +
      'or start the preview instead: npm start -- --preview',
  );
}

/** @param {boolean | undefined} headless */
function startPreview(headless) {
  const why = flags.preview
    ? 'as asked'
    : port !== undefined
      ? 'since a debugging port goes with it only'
      : 'since the binary of Electron is not here';
  say(`the preview in Chromium, ${why}`, headless);
  const debugging = port === undefined ? [] : ['--remote-debugging-port', port];
  become(node24, [join(root, 'tools/preview/main.ts'), ...debugging, ...passedOn(headless)]);
}

/** @param {string} runtime @param {boolean | undefined} headless */
function say(runtime, headless) {
  const why = headless
    ? flags.headless
      ? ', without a window as asked'
      : ', without a window since there is no display'
    : '';
  process.stderr.write(`Vestibule runs in ${runtime}${why}.\n`);
}

/** @param {boolean | undefined} headless */
function passedOn(headless) {
  return [
    ...(flags.profile === undefined ? [] : ['--profile', flags.profile]),
    ...(flags['data-dir'] === undefined ? [] : ['--data-dir', flags['data-dir']]),
    ...(headless ? ['--headless'] : []),
  ];
}

function readFlags() {
  try {
    const { values } = parseArgs({
      args,
      options: {
        profile: { type: 'string' },
        'data-dir': { type: 'string' },
        headless: { type: 'boolean' },
        preview: { type: 'boolean' },
        'remote-debugging-port': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    const given = values['remote-debugging-port'];
    if (
      given !== undefined &&
      !(/^\d+$/.test(given) && Number(given) >= 1 && Number(given) <= 65_535)
    )
      throw new Error(
        `--remote-debugging-port: ${JSON.stringify(given)} is not a port. Give a number from 1 to 65535.`,
      );
    return values;
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n\n${usage}\n`);
    process.exit(2);
  }
}
