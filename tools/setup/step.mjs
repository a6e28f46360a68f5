import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Something that the person who started the command has to do. Its message says what. */
export class SetupError extends Error {}

/**
 * Runs one step of the set-up with a line that says so; its output is shown only when it fails.
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 */
export function step(what, command, args, options = {}) {
  const began = Date.now();
  process.stderr.write(`${what} … `);
  mkdirSync(join(root, 'out'), { recursive: true });
  const log = join(root, 'out/setup.log');
  const output = openSync(log, 'w');
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', output, output],
    timeout: options.timeout,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && !command.includes('\\'),
  });
  closeSync(output);
  const seconds = `${((Date.now() - began) / 1000).toFixed(1)} s`;
  process.stderr.write(status === 0 ? `${seconds}\n` : `failed after ${seconds}\n`);
  if (status === 0) return;
  const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-30).join('\n');
  throw new SetupError(
    `${what} failed: ${error?.message ?? `${command} ended with ${status}`}\n\n${tail}\n`,
  );
}
