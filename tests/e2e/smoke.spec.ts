import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { launch, runToEnd, temporaryFolder } from '../../tools/drive/launch.ts';
import { runtime } from '../../tools/drive/runtime.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

test.beforeEach(async () => {
  folder = await temporaryFolder();
});
test.afterEach(() => folder.remove());

const browserFolders = async (pid: number | undefined) =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`vestibule-preview-${pid}-`));

test('with nothing configured it is a demo, and it quits without leaving a browser profile', async () => {
  const kiosk = await launch({ args: ['--data-dir', folder.path] });
  await expect(kiosk.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(kiosk.page.getByText('Demo', { exact: false }).first()).toBeVisible();
  if (runtime.name === 'preview') expect(await browserFolders(kiosk.process.pid)).toHaveLength(1);
  expect(await kiosk.close()).toBe(0);
  expect(await browserFolders(kiosk.process.pid)).toEqual([]);
});

test('settings that are damaged are set aside, and the kiosk opens', async () => {
  await writeFile(join(folder.path, 'settings.json'), '{"nexudus.clientId":');
  const kiosk = await launch({ args: ['--data-dir', folder.path] });
  await expect(kiosk.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await kiosk.close()).toBe(0);
  const aside = (await readdir(folder.path)).filter((name) => name.startsWith('settings.damaged-'));
  expect(aside).toHaveLength(1);
});

test('a data folder that cannot be made ends with a message that says so', async () => {
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  for (const path of [
    file,
    join(file, 'below'),
    ...(process.platform === 'linux' ? ['/proc/x'] : []),
  ]) {
    const ended = await runToEnd({ args: ['--data-dir', path, '--headless'] });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(path);
    expect(ended.stderr).toContain('--data-dir');
  }
});

test('closing its window ends it', async () => {
  const kiosk = await launch({ args: ['--data-dir', folder.path] });
  await kiosk.page.close();
  expect(await kiosk.exited).toBe(0);
});

test('a second kiosk on the same data folder is refused, and the first is told', async () => {
  const kiosk = await launch({ args: ['--data-dir', folder.path] });
  try {
    const told = kiosk.evaluate(
      ({ app }) =>
        new Promise<string[]>((resolve) => {
          app.once('second-instance', (_event, argv) => resolve(argv));
        }),
    );
    const second = await runToEnd({ args: ['--data-dir', folder.path, '--headless'] });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('already running');
    expect(second.stderr).toContain(folder.path);
    expect(await told).toContain(folder.path);
  } finally {
    await kiosk.close();
  }
});

test('an unknown flag ends with a message that names it', async () => {
  const ended = await runToEnd({ args: ['--data-dir', folder.path, '--colour'] });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('--colour');
});

if (runtime.name === 'preview') {
  test('a port that is none ends with a message that says what is', async () => {
    const ended = await runToEnd({ args: ['--remote-debugging-port', '70000'] });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('--remote-debugging-port 70000');
    expect(ended.stderr).toContain('1 to 65535');
  });

  test('what a killed preview left of its browser goes at the next start', async () => {
    const killed = await launch({ args: ['--data-dir', folder.path] });
    await killed.kill();
    expect(await browserFolders(killed.process.pid)).toHaveLength(1);
    const next = await launch({ args: ['--data-dir', folder.path] });
    expect(await browserFolders(killed.process.pid)).toEqual([]);
    expect(await next.close()).toBe(0);
  });
}
