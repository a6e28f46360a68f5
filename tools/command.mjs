#!/usr/bin/env node
// `node tools/command.mjs NAME …`: installs what is missing, builds, and runs tools/NAME.ts on the project's own Node.
import { join } from 'node:path';
import { buildApp } from './setup/bundle.mjs';
import { installPackages } from './setup/npm-packages.mjs';
import { node24, root } from './setup/paths.mjs';
import { become, fail } from './setup/run.mjs';
import { installSystemPackages, system } from './setup/system-packages.mjs';

const [name = '', ...args] = process.argv.slice(2);
const linux = process.platform === 'linux';
const screens = [
  system.chromium,
  ...(linux ? [system.libsecret, system.dbus, system.keyring] : []),
];

/** @type {Record<string, { build: boolean, needs: import('./setup/system-packages.mjs').SystemPackage[] }>} */
const commands = {
  demo: { build: true, needs: screens },
  bench: { build: true, needs: screens },
  'demo-servers': { build: false, needs: [] },
  credentials: { build: false, needs: linux ? [system.libsecret] : [] },
  live: { build: false, needs: linux ? [system.libsecret] : [] },
  schema: { build: false, needs: [] },
  fleet: { build: false, needs: [] },
  crash: { build: false, needs: [] },
};

try {
  const command = commands[name];
  if (!command)
    throw new Error(
      `No command ${JSON.stringify(name)}. There are: ${Object.keys(commands).join(', ')}.`,
    );
  installPackages();
  installSystemPackages(command.needs);
  if (command.build) buildApp();
  become(node24, [join(root, `tools/${name}.ts`), ...args]);
} catch (error) {
  fail(error);
}
