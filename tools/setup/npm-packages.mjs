import { existsSync } from 'node:fs';
import { fingerprint, node24, readStamp, writeStamp } from './paths.mjs';
import { SetupError, step } from './step.mjs';

const stamp = 'node_modules/.vestibule-packages';

/** Installs what package-lock.json names, unless that very list is installed already. */
export function installPackages() {
  const wanted = `${fingerprint(['package-lock.json'])} ${process.platform} ${process.arch}`;
  if (readStamp(stamp) === wanted && existsSync(node24)) return;
  // Development packages are what builds the kiosk, also where the environment asks for production ones only.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const { npm_execpath: npm, npm_node_execpath: nodeOfNpm } = process.env;
  // Not with the Node that runs this: it may be the very one that is about to be replaced.
  if (npm && nodeOfNpm) step('Installing packages', nodeOfNpm, [npm, ...args]);
  else step('Installing packages', 'npm', args);
  if (!existsSync(node24))
    throw new SetupError(
      `The package "node" came without its program (${node24}). Allow its install script and start again.`,
    );
  writeStamp(stamp, wanted);
}
