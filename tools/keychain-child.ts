import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Child } from '../src/main/platform.ts';

const source = fileURLToPath(
  new URL('../src/main/credentials/keychain-process.ts', import.meta.url),
);

/** Starts the keychain's process on plain Node 24, straight from its source: for commands and tests. */
export function forkKeychain(env: NodeJS.ProcessEnv = process.env): Child {
  const child = fork(source, { env, execArgv: [], stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // Only a failure to start or to send, after which nothing more comes from it.
    child.on('error', () => resolve());
  });
  return {
    send: (message) => {
      child.send(message as object, () => {});
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
    kill: () => child.kill('SIGKILL'),
  };
}
