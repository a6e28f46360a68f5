import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { profile } from '#shared/domain/profile.ts';

const command = fileURLToPath(new URL('../../../tools/demo-servers.ts', import.meta.url));
const started = new Set<ReturnType<typeof run>>();

function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.setEncoding('utf8');
  return child;
}
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});

describe('demo:servers', () => {
  it('prints three profiles that hold, with the secrets that go with them, and ends on a signal', async () => {
    const child = run('--hosts', '3');
    started.add(child);
    let output = '';
    for await (const chunk of child.stdout) {
      output += chunk;
      if (output.includes('Ctrl-C')) break;
    }
    const [nexudus, spacebring, user] = output
      .split(/^Spacebring.* at /m)
      .map((part) =>
        profile.parse(JSON.parse(part.slice(part.indexOf('{'), part.lastIndexOf('}') + 1))),
      );
    if (nexudus?.provider.kind !== 'nexudus' || spacebring?.provider.kind !== 'spacebring')
      throw new Error(`not one profile for each: ${output}`);
    expect(user?.provider).toMatchObject({
      kind: 'spacebring',
      baseUrl: spacebring.provider.baseUrl,
      oauth: { redirectUri: expect.any(String) },
    });
    const secrets = [
      ...output.matchAll(
        /^ {2}printf %s '(.+)' \| npm run credentials -- set (\S+) --profile (\S+)$/gm,
      ),
    ];
    expect(secrets.map(([, , name, file]) => [name, file])).toEqual([
      ['nexudus.password', 'demo-nexudus.json'],
      ['spacebring.client-secret', 'demo-spacebring.json'],
      ['spacebring.client-secret', 'demo-spacebring-user.json'],
    ]);
    const reach = (path: string, user: string, secret = '') =>
      fetch(path, {
        headers: {
          accept: 'application/json',
          authorization: `Basic ${btoa(`${user}:${secret}`)}`,
        },
      });
    const { baseUrl, username } = nexudus.provider;
    const coworkers = await reach(`${baseUrl}/api/spaces/coworkers`, username, secrets[0]?.[1]);
    expect(await coworkers.json()).toMatchObject({ TotalItems: 15 });
    const { provider } = spacebring;
    const networks = await reach(
      `${provider.baseUrl}/networks/v1`,
      provider.clientId,
      secrets[1]?.[1],
    );
    expect(networks.status).toBe(200);
    child.kill('SIGTERM');
    // Windows has no such signal: there the program is ended, and not asked.
    const ended = process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null];
    expect(await once(child, 'exit')).toEqual(ended);
  });

  it.each([
    [['--colour', 'red'], /--colour/],
    [['--hosts'], /--hosts/],
    [['--hosts', 'many'], /--hosts many: give a whole number from 0 to 100000/],
    [['--nexudus-port', '65536'], /--nexudus-port 65536: give a whole number from 0 to 65535/],
    [['here'], /'here'/],
  ])('ends with 2 on %j', async (args, message) => {
    const child = run(...args);
    started.add(child);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said).toMatch(message);
    expect(said).toContain('usage: npm run demo:servers');
    expect(code).toBe(2);
  });

  it('ends with 2 on a port that is taken, and leaves nothing running', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const port = String((holder.address() as AddressInfo).port);
    const child = run('--spacebring-port', port);
    started.add(child);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    holder.close();
    expect(said).toContain(`--spacebring-port ${port}: is taken; give another port`);
    expect(code).toBe(2);
  });
});
