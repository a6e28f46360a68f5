import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DemoServer } from '../../../src/demo/demo-server.ts';
import { startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../../../src/demo/spacebring/server.ts';
import { secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { Keychain } from '../../../src/main/credentials/keychain.ts';
import { type SecretService, startSecretService } from '../../../tools/drive/secret-service.ts';
import { forkKeychain } from '../../../tools/keychain-child.ts';
import { playLive } from '../../../tools/live/play-live.ts';
import { readWish } from '../../../tools/live/wish.ts';
import { nexudusPlace, type Place, spacebringPlace } from './places.ts';

const command = fileURLToPath(new URL('../../../tools/live.ts', import.meta.url));
const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon', languages: ['en' as const] };

let service: SecretService;
let folder: string;

function profileFile(provider: object): string {
  const file = join(folder, 'profile.json');
  writeFileSync(file, JSON.stringify({ site, provider }));
  return file;
}

async function run(...args: string[]) {
  const { VESTIBULE_PROFILE: _, ...machine } = process.env;
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...machine, ...service.env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err, lines: out.trimEnd().split('\n') };
}

async function store({ provider, secret }: DemoServer): Promise<void> {
  const remembered = { get: () => undefined, set: () => {} };
  const start = () => forkKeychain({ ...process.env, ...service.env });
  const keychain = new Keychain({ start, remembered });
  expect(await keychain.set(secretKeyFor(provider), secret.value)).toEqual({ state: 'done' });
  keychain.stop();
}

// Each run of the command is a process, or two: longer than a unit's usual time on a busy machine.
describe.runIf(process.platform === 'linux')('npm run test:live', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vestibule-live-'));
    service = await startSecretService();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service.stop();
  });

  it.each([
    ['Nexudus', startNexudusDemo],
    ['Spacebring', startSpacebringDemo],
  ] as const)('reads at %s, and writes nothing', async (_, start) => {
    // On a busy machine this process takes in at once what the other sent apart.
    const demo = await start({ hosts: 120, limits: [] });
    onTestFinished(() => demo.stop());
    await store(demo);
    const { code, lines, err } = await run('--profile', profileFile(demo.provider));
    const failed = lines.filter((line) => line.startsWith('failed'));
    expect({ code, err, failed }).toEqual({ code: 0, err: '', failed: [] });
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^(passed|not offered): \S/);
    const passed = lines.filter((line) => line.startsWith('passed'));
    expect(lines.at(-1)).toBe(
      `${passed.length} passed, 0 failed, ${lines.length - 1 - passed.length} skipped`,
    );
    expect(lines).toContain('passed: has hosts, each once, with an id and a name');
    const paths = demo.requests.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(paths.filter((path) => path !== '/api/token')).toEqual([]);
  });

  it('says what is missing, once, and how to put it right', async () => {
    const demo = await startNexudusDemo();
    onTestFinished(() => demo.stop());
    const file = profileFile({ ...demo.provider, username: 'stranger@harbour.example' });
    const { code, lines } = await run('--profile', file);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^failed: .*credentials -- set nexudus\.password --profile /),
      expect.stringMatching(/^0 passed, 1 failed, \d+ skipped$/),
    ]);
    expect(demo.requests).toEqual([]);
  });

  it('explains itself when it cannot work like that', async () => {
    const ran = await run('--profile', profileFile({ kind: 'demo', of: 'nexudus' }));
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('is a demo') });
  });
});

describe('what npm run test:live asks for', () => {
  it.each([
    ['no profile', '', '--profile FILE'],
    ['no e-mail address', '--profile none.json --write', '--email YOU@DOMAIN'],
    ['half an e-mail address', '--profile none.json --write --email you', 'is not an e-mail'],
    ['an e-mail address for nothing', '--profile none.json --email you@your.example', '--write'],
    ['an unknown flag', '--profile none.json --wirte', '--wirte'],
    ['something else', 'nexudus', 'Usage'],
    ['no such file', '--profile none.json', 'none.json cannot be read'],
  ])('is named when there is %s', (_, args, words) => {
    expect(() => readWish(args === '' ? [] : args.split(' '), {})).toThrow(words);
  });
});

describe('npm run test:live -- --write', () => {
  async function written(place: Place & { demo: DemoServer }, host = place.demo.hosts[3]?.name) {
    const lines: string[] = [];
    const { clock, demo, secrets } = place;
    const wish = {
      profile: demo.provider,
      file: 'profile.json',
      site,
      email: 'you@your.example',
      host,
    };
    const print = (line: string) => lines.push(line);
    const well = await place.during(playLive(wish, { secrets, clock, print, fetch: place.fetch }));
    return { host, lines, well };
  }

  it('makes visitors at Nexudus who can be told from all others', async () => {
    const place = await nexudusPlace({ readLagMs: 1_000 });
    const { host, lines, well } = await written(place);
    expect([well, lines.filter((line) => line.startsWith('failed'))]).toEqual([true, []]);
    expect(lines.filter((line) => line.startsWith('not possible here'))).toEqual([
      expect.stringContaining('their code'),
    ]);
    const { visitors } = place.demo;
    for (const { FullName, Email } of visitors) {
      expect(FullName).toMatch(/^Vestibule Test /);
      expect(Email).toMatch(/^you\+vestibule-[\w-]+@your\.example$/);
    }
    expect(visitors.filter(({ CoworkerFullName }) => CoworkerFullName === host)).toHaveLength(
      visitors.length - 1,
    );
  });

  it('makes what it can at Spacebring, where nobody answers for a host', async () => {
    const place = await spacebringPlace({ readLagMs: 1_000 });
    const { lines, well } = await written(place);
    expect([well, lines.filter((line) => line.startsWith('failed'))]).toEqual([true, []]);
    const { contacts, visitRequests } = place.demo;
    for (const { visitor } of [...contacts, ...visitRequests]) {
      expect(`${visitor.name} ${visitor.surname}`).toMatch(/^Vestibule Test /);
      expect(visitor.email).toMatch(/^you\+vestibule-[\w-]+@your\.example$/);
    }
    expect(contacts).toHaveLength(1);
  });

  it('writes nothing for a host whom nobody knows', async () => {
    const place = await nexudusPlace();
    await expect(written(place, 'Nobody Of That Name')).rejects.toThrow('no host of that name');
    expect(place.demo.visitors).toEqual([]);
  });
});
