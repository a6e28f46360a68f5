import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** What was given cannot be taken as a secret. Its message says why and what would be right. */
export class SecretInputError extends Error {
  override name = 'SecretInputError';
}

/**
 * Reads a secret: at a terminal the line that is typed, which is not shown; otherwise everything, as UTF-8,
 * without one line break at its end.
 * @param prompt written to standard error, at a terminal only
 * @throws SecretInputError
 */
export async function readSecret(prompt: string): Promise<string> {
  if (process.stdin.isTTY) return readHidden(prompt);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return decode(Buffer.concat(chunks)).replace(/\r?\n$/, '');
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SecretInputError('Standard input is not UTF-8 text. Give the secret as UTF-8.');
  }
}

async function readHidden(prompt: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: nowhere,
    terminal: true,
    historySize: 0,
  });
  process.stderr.write(prompt);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.once('line', resolve);
  lines.once('SIGINT', () => lines.close());
  lines.once('close', () =>
    reject(new SecretInputError('Nothing was typed, and nothing was changed.')),
  );
  try {
    return await promise;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
