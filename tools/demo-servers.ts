import { parseArgs } from 'node:util';
import type { DemoServer } from '../src/demo/demo-server.ts';
import { furnishedVisitors } from '../src/demo/nexudus/expected.ts';
import { startNexudusDemo } from '../src/demo/nexudus/server.ts';
import { type SpacebringDemo, startSpacebringDemo } from '../src/demo/spacebring/server.ts';

const usage =
  'usage: npm run demo:servers -- [--nexudus-port N] [--spacebring-port N] [--hosts N]\n' +
  '  Ports are 0 to 65535, 0 takes any free one, which is also the default. --hosts is 0 to 100000, 250 unless given.\n';

class UsageError extends Error {}

interface Flags {
  readonly nexudusPort: number;
  readonly spacebringPort: number;
  readonly hosts: number;
}

function readFlags(args: string[]): Flags {
  const { values } = parse(args);
  return {
    nexudusPort: whole('--nexudus-port', values['nexudus-port'], 0, 65_535),
    spacebringPort: whole('--spacebring-port', values['spacebring-port'], 0, 65_535),
    hosts: whole('--hosts', values.hosts, 250, 100_000),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'nexudus-port': { type: 'string' },
        'spacebring-port': { type: 'string' },
        hosts: { type: 'string' },
      },
    });
  } catch (error) {
    // Node's message names the flag, and then goes on about positional arguments, of which there are none here.
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function whole(flag: string, given: string | undefined, otherwise: number, most: number): number {
  if (given === undefined) return otherwise;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value <= most) return value;
  throw new UsageError(`${flag} ${given}: give a whole number from 0 to ${most}`);
}

async function open<T>(flag: string, port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`${flag} ${port}: is taken; give another port, or 0 for any free one`);
    if (code === 'EACCES')
      throw new UsageError(`${flag} ${port}: is reserved; give a port above 1023, or 0`);
    throw new Error(`${flag} ${port}: ${message}`, { cause: error });
  }
}

interface Described extends Pick<DemoServer, 'baseUrl' | 'provider' | 'secret'> {
  readonly file: string;
  /** Whoever signs in by hand. */
  readonly user?: { readonly email: string; readonly password: string };
}

function describe(name: string, { baseUrl, file, provider, secret, user }: Described): string {
  const profile = { site: { name: 'Harbour Works', timeZone: 'Europe/Lisbon' }, provider };
  return [
    `${name} at ${baseUrl}`,
    provider.kind === 'nexudus'
      ? `  user name  ${provider.username}`
      : `  client id  ${provider.clientId}`,
    `  secret     ${secret.value}`,
    `Profile, to be saved as ${file}:`,
    JSON.stringify(profile, null, 2),
    'Store the secret with:',
    `  printf %s '${secret.value}' | npm run credentials -- set ${secret.name} --profile ${file}`,
    ...(user
      ? [
          `Sign in as ${user.email} with ${user.password}:`,
          `  npm start -- --profile ${file} --sign-in`,
        ]
      : []),
    '',
  ].join('\n');
}

/** For a kiosk on which a member of staff signs in, the same server takes another client. */
function withUser({ baseUrl, oauth, provider, secret }: SpacebringDemo): Described {
  const { clientId, clientSecret, redirectUri, user } = oauth;
  return {
    baseUrl,
    file: 'demo-spacebring-user.json',
    provider: { ...provider, clientId, oauth: { redirectUri, hosts: [] } },
    secret: { ...secret, value: clientSecret },
    user,
  };
}

const expected = `At both, guests with these codes are expected today: ${furnishedVisitors.map(({ code }) => code).join(', ')}.\n`;

async function main(): Promise<void> {
  const { nexudusPort, spacebringPort, hosts } = readFlags(process.argv.slice(2));
  const furnished = true;
  const nexudus = await open('--nexudus-port', nexudusPort, () =>
    startNexudusDemo({ port: nexudusPort, hosts, furnished }),
  );
  const spacebring = await open('--spacebring-port', spacebringPort, () =>
    startSpacebringDemo({ port: spacebringPort, hosts, furnished }),
  );
  process.stdout.write(
    [
      describe('Nexudus', { ...nexudus, file: 'demo-nexudus.json' }),
      describe('Spacebring', { ...spacebring, file: 'demo-spacebring.json' }),
      describe('Spacebring, for a user,', withUser(spacebring)),
      expected,
      'Ctrl-C ends both.\n',
    ].join('\n'),
  );
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await Promise.all([nexudus.stop(), spacebring.stop()]);
}

try {
  await main();
} catch (error) {
  const hint = error instanceof UsageError ? `\n${usage}` : '\n';
  process.stderr.write(`demo:servers: ${(error as Error).message}${hint}`);
  // The other server may be listening already.
  process.exit(error instanceof UsageError ? 2 : 1);
}
