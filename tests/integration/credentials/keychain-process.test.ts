import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type SecretService, startSecretService } from '../../../tools/drive/secret-service.ts';

const source = fileURLToPath(
  new URL('../../../src/main/credentials/keychain-process.ts', import.meta.url),
);

/** Gives plain Node what an Electron utility process has, and marks what went that way. */
const parentPort = `process.parentPort = {
  postMessage: (message) => process.send({ posted: message }),
  on: (event, listener) => process.on(event, (data) => listener({ data })),
}`;

let service: SecretService | undefined;
let child: ChildProcess | undefined;

async function start(options?: { utilityProcess: boolean }): Promise<ChildProcess> {
  service = await startSecretService();
  const execArgv = options?.utilityProcess
    ? ['--import', `data:text/javascript,${encodeURIComponent(parentPort)}`]
    : [];
  const env = { ...process.env, ...service.env };
  child = fork(source, { execArgv, env, stdio: 'ignore' });
  return child;
}

async function ask(process: ChildProcess, message: object): Promise<unknown> {
  const heard = once(process, 'message');
  process.send(message);
  return (await heard)[0];
}

afterEach(async () => {
  child?.kill('SIGKILL');
  await service?.stop();
});

const entry = { service: 'Vestibule tests', account: 'a' };

describe.runIf(process.platform === 'linux')('the keychain’s process', { timeout: 30_000 }, () => {
  it.each([false, true])(
    'answers get, set and delete (utility process: %s)',
    async (utilityProcess) => {
      const process = await start({ utilityProcess });
      const questions = [
        { op: 'set', ...entry, secret: 's' },
        { op: 'get', ...entry },
        { op: 'delete', ...entry },
        { op: 'delete', ...entry },
        { op: 'get', ...entry },
      ];
      const answers = [];
      for (const [id, question] of questions.entries())
        answers.push(await ask(process, { id, question }));
      const replies = [null, 's', true, false, null].map((value, id) => ({ id, ok: true, value }));
      expect(answers).toEqual(utilityProcess ? replies.map((posted) => ({ posted })) : replies);
    },
  );

  it('ends with its parent, even while the keychain is frozen', async () => {
    const process = await start();
    await ask(process, { id: 1, question: { op: 'get', ...entry } });
    service?.freeze();
    process.send({ id: 2, question: { op: 'get', ...entry } });
    const exit = once(process, 'exit');
    process.disconnect();
    expect(await exit).toEqual([null, 'SIGKILL']);
  });

  it.each([
    [{ id: 1, question: { op: 'list', ...entry } }],
    [{ id: 1, question: { op: 'get', ...entry, extra: true } }],
    [{ question: { op: 'get', ...entry } }],
  ])('ends over a message that it does not know: %j', async (message) => {
    const process = await start();
    const exit = once(process, 'exit');
    process.send(message);
    expect((await exit)[0]).toBe(1);
  });
});
