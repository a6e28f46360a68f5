import { type Question, type Reply, request } from './keychain-messages.ts';

/**
 * The process that talks to the OS keychain. It is a process of its own because a frozen keychain service holds each
 * call for 25 s and a restarted one breaks every later call (libsecret): both are cured by starting it again.
 */

/** Electron's end of a utility process; plain Node has process.send and process.on('message') in its place. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const { parentPort } = process as { parentPort?: ParentPort };

async function ask(question: Question): Promise<string | boolean | null> {
  // Loaded with the first question, so that a missing libsecret is answered in words, not by dying.
  const { default: keytar } = await import('keytar');
  const { service, account } = question;
  switch (question.op) {
    case 'get':
      return keytar.getPassword(service, account);
    case 'set':
      await keytar.setPassword(service, account, question.secret);
      return null;
    case 'delete':
      return keytar.deletePassword(service, account);
  }
}

async function answer(message: unknown): Promise<Reply> {
  const { id, question } = request.parse(message);
  try {
    return { id, ok: true, value: await ask(question) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

if (parentPort) {
  parentPort.on('message', ({ data }) => {
    void answer(data).then((reply) => parentPort.postMessage(reply));
  });
} else {
  process.on('message', (message) => {
    void answer(message).then((reply) => process.send?.(reply));
  });
  // A call that hangs in the keychain service would hold back an orderly exit as well.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
