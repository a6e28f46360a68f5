// `npm run demo`: plays guests through the real screens, against both demo servers, with and without the line.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoServer } from '../src/demo/demo-server.ts';
import { startNexudusDemo } from '../src/demo/nexudus/server.ts';
import { startSpacebringDemo } from '../src/demo/spacebring/server.ts';
import { credentials } from './drive/credentials.ts';
import { launch } from './drive/launch.ts';
import { root, runtime } from './drive/runtime.ts';
import { type SecretService, startSecretService } from './drive/secret-service.ts';
import { type Guest, WalkIn } from './drive/walk-in.ts';

interface Stage {
  readonly provider: string;
  readonly server: DemoServer;
  /** E-mail addresses of what the server has, in the order of their coming. */
  readonly received: () => string[];
  /** Codes of expected guests who are in, and of those who have left. */
  readonly within: () => string[];
  readonly left: () => string[];
}

/** Of a guest who is expected at both. */
const CODE = '012345';

interface Row {
  readonly provider: string;
  readonly line: string;
  readonly guest: string;
  readonly said: string;
  /** How often the server has this guest, once all is quiet. */
  received: number;
  readonly expected: string;
}

const HOST = 'Maya Okafor';
/** An entry leaves within a minute of the line's return. */
const DELIVERED_WITHIN = 75_000;

const pictures = join(root, 'out/demo');
const rows: Row[] = [];

await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });
console.log(`The kiosk runs on ${runtime.name}: ${runtime.reason}`);
const keychain = await startSecretService();
try {
  for (const stage of await stages()) await play(stage, keychain);
} finally {
  await keychain.stop();
}
report();

async function stages(): Promise<Stage[]> {
  const nexudus = await startNexudusDemo({ furnished: true });
  const spacebring = await startSpacebringDemo({ furnished: true, answersAfterMs: 2_000 });
  return [
    {
      provider: 'Nexudus',
      server: nexudus,
      received: () => nexudus.visitors.map(({ Email }) => Email),
      within: () => nexudus.visitors.filter((one) => one.Arrived).map((one) => one.VisitorCode),
      left: () => nexudus.visitors.filter((one) => one.DepartureDate).map((one) => one.VisitorCode),
    },
    {
      provider: 'Spacebring',
      server: spacebring,
      received: () => spacebring.visitRequests.map(({ visitor }) => visitor.email),
      within: () => spacebring.visits.filter((one) => one.checkInDate).map((one) => one.code),
      left: () => spacebring.visits.filter((one) => one.checkOutDate).map((one) => one.code),
    },
  ];
}

/** Two walk-ins, one while the line is there, one while it is not; and between them a guest who is expected. */
async function play(stage: Stage, { env }: SecretService): Promise<void> {
  const { provider, server, received, within, left } = stage;
  const folder = await mkdtemp(join(tmpdir(), 'vestibule-demo-'));
  const profile = join(folder, 'profile.json');
  await writeFile(profile, JSON.stringify(profileFor(server)));
  await credentials('set', server.secret.name, profile, { secret: server.secret.value, env });
  const kiosk = await launch({
    args: ['--profile', profile, '--data-dir', join(folder, 'data')],
    // Without a display the preview goes headless by itself.
    watched: true,
    env,
  });
  try {
    await once(
      () => server.requests.some(({ path }) => /coworkers|memberships/.test(path)),
      'the kiosk to fetch its hosts',
    );

    const signIn = async (line: string, firstName: string, expected: string) => {
      const visitor = walkIn(line, provider, kiosk.page);
      const { email, ...rest } = guest(firstName, provider);
      const said = await visitor.signIn({ email, ...rest }, HOST);
      rows.push({ provider, line, guest: email, said, received: 0, expected });
      await visitor.done();
      return email;
    };
    await signIn('online', 'Ada', 'told');
    for (const [way, there] of [
      ['check-in', within],
      ['sign-out', left],
    ] as const) {
      const visitor = walkIn(way, provider, kiosk.page);
      const said = await visitor.visit(way, CODE);
      const times = there().filter((code) => code === CODE).length;
      rows.push({
        provider,
        line: `online, ${way}`,
        guest: CODE,
        said,
        received: times,
        expected: 'told',
      });
      await visitor.done();
    }
    await server.stop();
    const kept = await signIn('offline', 'Ben', 'recorded');
    await server.start();
    await once(() => received().includes(kept), 'the entry that was kept to arrive');
  } finally {
    await kiosk.close();
    await credentials('delete', server.secret.name, profile, { env });
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  for (const row of rows.filter((row) => row.provider === provider && row.guest !== CODE))
    row.received = received().filter((email) => email === row.guest).length;
  console.log(`\n${provider} received:`);
  for (const body of created(server)) console.log(`  ${JSON.stringify(body)}`);
}

function profileFor(server: DemoServer) {
  return {
    site: {
      name: 'Harbour Works',
      timeZone: 'Europe/Lisbon',
      country: 'PT',
      languages: ['en', 'ar'],
    },
    provider: server.provider,
    walkIn: {
      terms: {
        version: '2026-01',
        text: {
          en: 'While you are here, keep to the house rules and wear your badge.',
          ar: 'أثناء وجودك هنا، يُرجى الالتزام بقواعد المكان ووضع بطاقة الزائر.',
        },
      },
    },
  };
}

function guest(firstName: string, provider: string): Guest {
  const company = provider === 'Nexudus' ? { company: 'Analytical Engines' } : {};
  return {
    firstName,
    lastName: 'Lovelace',
    email: `${firstName}@${provider}.guests.test`.toLowerCase(),
    phone: '912 345 678',
    ...company,
  };
}

function walkIn(line: string, provider: string, page: WalkIn['page']): WalkIn {
  let number = 0;
  return new WalkIn(page, async (screen) => {
    number += 1;
    // A screen comes in with a short fade.
    await page.waitForTimeout(400);
    await page.screenshot({
      path: join(pictures, `${provider.toLowerCase()}-${line}-${number}-${screen}.png`),
    });
  });
}

/** The bodies of what created something, as they came over the wire. */
function created(server: DemoServer): unknown[] {
  return server.requests
    .filter(({ method, path }) => method !== 'GET' && /visitors/.test(path))
    .map(({ body }) => body);
}

async function once(happened: () => boolean, what: string): Promise<void> {
  const began = Date.now();
  while (!happened()) {
    if (Date.now() - began > DELIVERED_WITHIN) throw new Error(`Waited in vain for ${what}.`);
    await wait(100);
  }
}

function report(): void {
  console.log('');
  console.table(
    rows.map(({ provider, line, guest, said, received, expected }) => ({
      provider,
      line,
      guest,
      'screen said': said,
      'server received': received,
      'as it should be': said === expected && received === 1 ? 'yes' : 'NO',
    })),
  );
  console.log(`Screenshots: ${pictures}`);
  const wrong = rows.filter(({ said, received, expected }) => said !== expected || received !== 1);
  if (wrong.length > 0) {
    console.error(
      `${wrong.length} of ${rows.length} guests are missing, doubled, or were told wrongly.`,
    );
    process.exitCode = 1;
  }
}
