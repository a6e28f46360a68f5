import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startNexudusDemo } from '../../../src/demo/nexudus/server.ts';
import { labelOf, secretKeyFor } from '../../../src/main/credentials/key-for.ts';
import { checkProfile } from '../../../src/main/settings/profile-file.ts';
import { kept, kiosk as kioskSchema } from '../../../src/shared/ipc/contract.ts';
import { walkInOf } from '../../support/arrivals.ts';
import { composedKiosk, type Told } from '../../support/composed-kiosk.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { FakeKeyring } from '../../unit/credentials/fake-keyring.ts';

const outcomes = (told: Told[]) =>
  told.flatMap(({ event, news }) => (event === 'entries.changed' ? [news.outcome] : []));
const lastStatus = (told: Told[]) => told.findLast((one) => one.event === 'status.changed')?.news;

describe('a kiosk that nobody has set up', () => {
  it('is a whole demo: a guest finds a host, and is told', async () => {
    const dataDir = tempFolder();
    const kiosk = await composedKiosk({ dataDir });
    onTestFinished(() => kiosk.stop());
    const opened = await kiosk.handlers['kiosk.open'](undefined);
    if (!opened.ok) throw new Error('not opened');
    expect(kioskSchema.parse(opened.value)).toMatchObject({
      site: { name: 'Harbour Works' },
      demo: true,
      walkIn: { phone: 'optional', company: 'optional' },
      status: { keychain: 'not-needed' },
    });
    await expect.poll(() => lastStatus(kiosk.told)?.directory, { timeout: 10_000 }).toBe('ready');
    const found = await kiosk.handlers['directory.search']({ query: 'okafor' });
    expect(found).toEqual({
      ok: true,
      value: { directory: 'ready', hosts: [expect.objectContaining({ name: 'Maya Okafor' })] },
    });
    const [host] = found.ok ? found.value.hosts : [];
    const walkIn = walkInOf(
      { kind: 'chosen', id: host?.id ?? '', name: 'Maya Okafor' },
      { phone: '912 345 678', company: 'Engine & Co' },
    );
    const answer = await kiosk.handlers['entries.add'](walkIn);
    expect(answer).toEqual({ ok: true, value: { id: walkIn.id, outcome: 'sending' } });
    await expect.poll(() => outcomes(kiosk.told), { timeout: 10_000 }).toEqual(['told']);
    await expect.poll(() => lastStatus(kiosk.told)?.waiting).toBe(0);
    expect(lastStatus(kiosk.told)).toMatchObject({
      line: 'online',
      credentials: 'ready',
      disk: 'ready',
      lost: 0,
      needsPerson: 0,
    });
    for (const { event, news } of kiosk.told) if (event === 'entries.changed') kept.parse(news);
    expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(['hosts.db', 'outbox.db']));
    const log = JSON.stringify(kiosk.lines);
    for (const personal of [
      'Ada',
      walkIn.visitor.email,
      '912',
      'Engine',
      'Okafor',
      'quiet-harbour',
    ])
      expect(log).not.toContain(personal);
  });

  it('leaves nothing running when it is stopped', async () => {
    const script = fileURLToPath(new URL('../../support/demo-that-ends.ts', import.meta.url));
    const child = spawn(process.execPath, [script, tempFolder()], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

describe('a kiosk for a real account', () => {
  it('keeps a guest while there is no password, and delivers by itself when there is one', async () => {
    const demo = await startNexudusDemo();
    onTestFinished(() => demo.stop());
    const keyring = new FakeKeyring();
    const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
    const profile = checkProfile({ site, provider: demo.provider }, 'p.json');
    const kiosk = await composedKiosk({
      dataDir: tempFolder(),
      profile,
      startKeychain: keyring.start,
    });
    onTestFinished(() => kiosk.stop());
    await expect.poll(() => lastStatus(kiosk.told)?.credentials).toBe('missing');
    const walkIn = walkInOf({ kind: 'typed', name: 'Maya' });
    await kiosk.handlers['entries.add'](walkIn);
    await expect.poll(() => outcomes(kiosk.told)).toEqual(['recorded']);
    expect(lastStatus(kiosk.told)).toMatchObject({
      waiting: 1,
      keychain: 'ready',
      directory: 'not-yet',
    });
    expect(demo.requests).toHaveLength(0);
    keyring.entries.set(labelOf(secretKeyFor(demo.provider)), demo.secret.value);
    await expect.poll(() => outcomes(kiosk.told).at(-1), { timeout: 25_000 }).toBe('told');
    expect(demo.visitors.map(({ Email }) => Email)).toEqual([walkIn.visitor.email]);
    await expect
      .poll(() => lastStatus(kiosk.told))
      .toMatchObject({ waiting: 0, credentials: 'ready', line: 'online' });
  });

  it('on a device an hour slow tells the provider the right time of a visit, also of one before anybody told the time', async () => {
    const hour = 3_600_000;
    const demo = await startNexudusDemo({ now: () => Date.now() + hour });
    onTestFinished(() => demo.stop());
    const keyring = new FakeKeyring();
    keyring.entries.set(labelOf(secretKeyFor(demo.provider)), demo.secret.value);
    const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
    const profile = checkProfile({ site, provider: demo.provider }, 'p.json');
    await demo.stop();
    const kiosk = await composedKiosk({
      dataDir: tempFolder(),
      profile,
      startKeychain: keyring.start,
    });
    onTestFinished(() => kiosk.stop());
    await expect.poll(() => lastStatus(kiosk.told)?.line).toBe('offline');
    const told = () => outcomes(kiosk.told).filter((outcome) => outcome === 'told');
    await kiosk.handlers['entries.add'](walkInOf({ kind: 'typed', name: 'Maya' }));
    expect(lastStatus(kiosk.told)).not.toHaveProperty('clockOffset');
    await demo.start();
    await expect.poll(told, { timeout: 20_000 }).toHaveLength(1);
    await kiosk.handlers['entries.add'](walkInOf({ kind: 'typed', name: 'Maya' }));
    await expect.poll(told, { timeout: 20_000 }).toHaveLength(2);
    for (const { ExpectedArrival } of demo.visitors)
      expect(Math.abs(Date.parse(ExpectedArrival) - Date.now() - hour)).toBeLessThan(60_000);
    const opened = await kiosk.handlers['kiosk.open'](undefined);
    if (!opened.ok) throw new Error('not opened');
    const offset = kioskSchema.parse(opened.value).status.clockOffset ?? 0;
    expect(Math.abs(offset - hour)).toBeLessThan(60_000);
  });

  it('with no line keeps the guest, says so, and finds the entry again after a restart', async () => {
    const demo = await startNexudusDemo();
    onTestFinished(() => demo.stop());
    const keyring = new FakeKeyring();
    keyring.entries.set(labelOf(secretKeyFor(demo.provider)), demo.secret.value);
    const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
    const profile = checkProfile({ site, provider: demo.provider }, 'p.json');
    const dataDir = tempFolder();
    await demo.stop();
    const first = await composedKiosk({ dataDir, profile, startKeychain: keyring.start });
    await expect.poll(() => lastStatus(first.told)?.line).toBe('offline');
    const walkIn = walkInOf({ kind: 'typed', name: 'Maya' });
    await first.handlers['entries.add'](walkIn);
    await expect.poll(() => outcomes(first.told)).toContain('recorded');
    await first.stop();
    await demo.start();
    const second = await composedKiosk({ dataDir, profile, startKeychain: keyring.start });
    onTestFinished(() => second.stop());
    await expect.poll(() => outcomes(second.told), { timeout: 10_000 }).toEqual(['told']);
    expect(demo.visitors).toHaveLength(1);
  });
});
