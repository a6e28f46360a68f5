import { spawn, spawnSync } from 'node:child_process';
import { SetupError } from './step.mjs';

const LOOK_EVERY = 500;

/**
 * Runs a program in place of this one: same terminal, same end. It also ends when whoever started it is gone: npm
 * passes signals to its shell, which keeps them, so that a kiosk would outlive an `npm start` that was killed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ wholeGroup?: boolean }} [options] `wholeGroup`: it is a script that does not pass on what ends it
 */
export function become(command, args, { wholeGroup = false } = {}) {
  const child = spawn(command, args, { stdio: 'inherit', detached: wholeGroup });
  const end = () => {
    if (wholeGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    else child.kill('SIGTERM');
  };
  // A terminal sends Ctrl+C to both; a supervisor sends its signal to this one alone.
  process.on('SIGINT', wholeGroup ? end : () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, end);
  const starters = whoStartedThis();
  setInterval(() => {
    if (starters.some(isGone)) end();
  }, LOOK_EVERY).unref();
  child.on('error', (error) => fail(error));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** The process that started this one and, under npm's shell, npm itself. */
function whoStartedThis() {
  if (process.platform === 'win32' || process.env.npm_lifecycle_event === undefined)
    return [process.ppid];
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(process.ppid)], {
    encoding: 'utf8',
  });
  const npm = Number(stdout);
  return npm > 1 ? [process.ppid, npm] : [process.ppid];
}

/** @param {number} pid */
function isGone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
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
