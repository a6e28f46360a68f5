import { spawn } from 'node:child_process';
import { SetupError } from './step.mjs';

/**
 * Runs a program in place of this one: same terminal, same signals, same end.
 * @param {string} command
 * @param {string[]} args
 */
export function become(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' });
  // A terminal sends Ctrl+C to both; a supervisor sends SIGTERM to this one alone.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/**
 * Ends this command: with its message where a person can do something about it, with everything otherwise.
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  process.stderr.write(
    `${error instanceof SetupError ? error.message : /** @type {Error} */ (error).stack}\n`,
  );
  process.exit(1);
}
