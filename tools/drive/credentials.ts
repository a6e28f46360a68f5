import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SecretName } from '../../src/main/credentials/secret-store.ts';
import { node, root } from './runtime.ts';

/** Runs `npm run credentials`. @throws Error with what the command said, when it fails */
export async function credentials(
  verb: 'set' | 'test' | 'delete',
  name: SecretName,
  profile: string,
  options: { secret?: string; env: Record<string, string> },
): Promise<string> {
  const args = [join(root, 'tools/credentials.ts'), verb, name, '--profile', profile];
  const child = spawn(node, args, { env: { ...process.env, ...options.env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  child.stdin.end(options.secret ?? '');
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`credentials ${verb} ended with ${code}: ${output}`);
  return output;
}
