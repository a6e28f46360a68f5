import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveProfile } from '#shared/domain/profile.ts';
import { startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../../../src/demo/spacebring/server.ts';
import { secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { Keychain } from '../../../src/main/credentials/keychain.ts';
import type { Reading } from '../../../src/main/credentials/secret-store.ts';
import { type SecretService, startSecretService } from '../../../tools/drive/secret-service.ts';
import { forkKeychain } from '../../../tools/keychain-child.ts';

const command = fileURLToPath(new URL('../../../tools/credentials.ts', import.meta.url));
const secret = 'pass word 鍵 \u0007';

let service: SecretService;
let folder: string;
let files = 0;
const printed: string[] = [];

const nexudus: LiveProfile = {
  kind: 'nexudus',
  baseUrl: 'https://spaces.nexudus.com',
  businessId: 1234,
  username: 'kiosk@harbour.example',
};
const spacebring: LiveProfile = {
  kind: 'spacebring',
  baseUrl: 'https://api.spacebring.com',
  networkId: '7b7f3f8a-38c1-4d4b-9b0c-111111111111',
  locationId: '7b7f3f8a-38c1-4d4b-9b0c-222222222222',
  clientId: 'client-7',
};

function profileFile(provider: object): string {
  files += 1;
  const file = join(folder, `profile-${files}.json`);
  writeFileSync(
    file,
    JSON.stringify({ site: { name: 'Harbour Works', timeZone: 'Europe/Lisbon' }, provider }),
  );
  return file;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(
  args: string[],
  input: string | Buffer = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const { VESTIBULE_PROFILE: _, ...machine } = process.env;
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...machine, ...service.env, ...env },
  });
  // A command that refuses before it reads closes its end.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  printed.push(out, err);
  return { code, out, err };
}

async function kept(profile: LiveProfile): Promise<Reading> {
  const remembered = { get: () => undefined, set: () => {} };
  const start = () => forkKeychain({ ...process.env, ...service.env });
  const keychain = new Keychain({ start, remembered });
  try {
    return await keychain.get(secretKeyFor(profile));
  } finally {
    keychain.stop();
  }
}

// Each run of the command is a process, or two: longer than a unit's usual time on a busy machine.
describe.runIf(process.platform === 'linux')('npm run credentials', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vestibule-credentials-'));
    service = await startSecretService();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service.stop();
  });

  afterEach(() => {
    const all = printed.join('\n');
    expect(all).not.toContain(secret);
    expect(all).not.toContain(secret.slice(0, 9));
    printed.length = 0;
  });

  it.each([
    ['as it is', secret],
    ['with a line break after it', `${secret}\n`],
    ['with a Windows line break after it', `${secret}\r\n`],
  ])('stores a secret %s', async (_, input) => {
    const profile = { ...nexudus, username: `kiosk-${files}@harbour.example` };
    const ran = await run(['set', 'nexudus.password', '--profile', profileFile(profile)], input);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`${profile.username} at https://spaces.nexudus.com`);
    expect(await kept(profile)).toEqual({ state: 'present', secret });
  });

  it('keeps the secrets of two profiles apart', async () => {
    const profiles = [nexudus, { ...nexudus, baseUrl: 'https://other.nexudus.com' }, spacebring];
    for (const [index, profile] of profiles.entries()) {
      const { name } = secretKeyFor(profile);
      const ran = await run(['set', name, '--profile', profileFile(profile)], `secret ${index}`);
      expect(ran.code).toBe(0);
    }
    for (const [index, profile] of profiles.entries())
      expect(await kept(profile)).toEqual({ state: 'present', secret: `secret ${index}` });
  });

  it('deletes, and says whether there was one', async () => {
    const profile = { ...nexudus, username: 'leaver@harbour.example' };
    const env = { VESTIBULE_PROFILE: profileFile(profile) };
    await run(['set', 'nexudus.password'], secret, env);
    const deleted = await run(['delete', 'nexudus.password'], '', env);
    expect(deleted).toMatchObject({ code: 0, out: expect.stringContaining('Deleted') });
    expect(await kept(profile)).toEqual({ state: 'missing' });
    const again = await run(['delete', 'nexudus.password'], '', env);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('There was no') });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a line break only', '\n', 'empty'],
    ['two lines', `${secret}\n${secret}\n`, 'more than one line'],
    ['two line breaks', `${secret}\n\n`, 'more than one line'],
    ['bytes that are not UTF-8', Buffer.from([0x70, 0xe9, 0x0a]), 'UTF-8'],
    ['a NUL', `${secret}\0`, 'NUL'],
  ])('refuses %s', async (_, input, words) => {
    const profile = { ...nexudus, username: 'refused@harbour.example' };
    const ran = await run(['set', 'nexudus.password', '--profile', profileFile(profile)], input);
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
    expect(await kept(profile)).toEqual({ state: 'missing' });
  });

  it('needs a profile', async () => {
    const ran = await run(['set', 'nexudus.password'], secret);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('--profile FILE') });
  });

  it('has nothing to keep for a demo', async () => {
    const file = profileFile({ kind: 'demo', of: 'nexudus' });
    const ran = await run(['test', 'nexudus.password', '--profile', file]);
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringContaining('a demo, which needs no secret'),
    });
  });

  it.each([
    [nexudus, 'spacebring.client-secret', 'nexudus.password'],
    [spacebring, 'nexudus.password', 'spacebring.client-secret'],
  ])('says which secret the profile needs', async (profile, wrong, right) => {
    const ran = await run(['set', wrong, '--profile', profileFile(profile)], secret);
    expect(ran).toMatchObject({
      code: 2,
      err: expect.stringContaining(`whose secret is ${right}`),
    });
  });

  it('passes on what is wrong with a profile', async () => {
    const ran = await run([
      'set',
      'nexudus.password',
      '--profile',
      profileFile({ kind: 'nexudus' }),
    ]);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('provider.baseUrl') });
  });

  it.each([
    [[]],
    [['set']],
    [['get', 'nexudus.password']],
    [[secret, 'nexudus.password']],
    [['set', secret]],
    [['set', 'nexudus.password', secret]],
    [['set', 'nexudus.password', '--secret', secret]],
  ])(
    'explains its use, and repeats no secret that was put in the wrong place: %j',
    async (args) => {
      const ran = await run([...args, '--profile', profileFile(nexudus)]);
      expect(ran).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('Usage: npm run credentials'),
      });
    },
  );

  it.each(['nexudus', 'spacebring'] as const)(
    'signs in to %s and says what it found',
    async (kind) => {
      const demo = await (kind === 'nexudus'
        ? startNexudusDemo({ hosts: 7, limits: [] })
        : startSpacebringDemo({ hosts: 7, limits: [] }));
      try {
        const { name, value } = demo.secret;
        // Whose turn comes half an hour later does not have to wait for it.
        const share = { kiosks: 1000, kiosk: 1000 };
        const file = profileFile({ ...demo.provider, share });
        const missing = await run(['test', name, '--profile', file]);
        expect(missing).toMatchObject({
          code: 1,
          err: expect.stringContaining(`credentials -- set ${name} --profile ${file}`),
        });

        await run(['set', name, '--profile', file], `${secret}\n`);
        const refused = await run(['test', name, '--profile', file]);
        expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Refused') });

        await run(['set', name, '--profile', file], value);
        const found = await run(['test', name, '--profile', file]);
        expect(found).toMatchObject({ code: 0, err: '' });
        expect(found.out.trimEnd().split('\n')).toEqual([expect.stringContaining(demo.baseUrl)]);

        await demo.stop();
        const offline = await run(['test', name, '--profile', file]);
        expect(offline).toMatchObject({ code: 1, err: expect.stringContaining('Offline') });
        expect(printed.join('\n')).not.toContain(value);
      } finally {
        await demo.stop();
      }
    },
  );

  it.each(['set', 'test', 'delete'])(
    'names what is wrong with the keychain at %s',
    async (action) => {
      const profile = { ...nexudus, username: 'unlucky@harbour.example' };
      const args = ['nexudus.password', '--profile', profileFile(profile)];
      const noBus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
      expect(await run([action, ...args], secret, noBus)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('The keychain is unavailable'),
      });
      await run(['set', ...args], 'old');
      await service.restart({ locked: true });
      expect(await run([action, ...args], secret)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('The keychain is locked'),
      });
      await service.restart();
      expect(await kept(profile)).toEqual({ state: 'present', secret: 'old' });
    },
  );

  it('does not show what is typed at a terminal', async () => {
    const profile = { ...nexudus, username: 'typist@harbour.example' };
    const args = [command, 'set', 'nexudus.password', '--profile', profileFile(profile)];
    const line = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
    const terminal = spawn('script', ['-qec', line, '/dev/null'], {
      env: { ...process.env, ...service.env },
    });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      // Typed once the prompt says that the terminal no longer echoes.
      if (!shown.includes('(not shown)') && (shown + chunk).includes('(not shown)'))
        terminal.stdin.write('typed onlz\u007fy here\r');
      shown += chunk;
    });
    await new Promise((resolve) => terminal.once('close', resolve));
    expect(shown).toContain('Stored nexudus.password');
    expect(shown).not.toMatch(/typed|only|onlz|here/);
    expect(await kept(profile)).toEqual({ state: 'present', secret: 'typed only here' });
  });
});
