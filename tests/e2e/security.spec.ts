import { expect, type Page, test } from 'playwright/test';
import { channels } from '#shared/ipc/contract.ts';
// Declares what the preload puts on the window.
import type {} from '../../src/renderer/src/bridge.ts';
import { type Kiosk, launch, temporaryFolder } from '../../tools/drive/launch.ts';
import { openRawWindow } from './support/raw-window.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let kiosk: Kiosk;
let page: Page;

test.beforeAll(async () => {
  folder = await temporaryFolder();
  kiosk = await launch({ args: ['--data-dir', folder.path] });
  page = kiosk.page;
});
test.afterAll(async () => {
  await kiosk.close();
  await folder.remove();
});

/** What the content security policy says no to while `act` runs in the page. */
async function violation(act: () => void): Promise<{ directive: string; disposition: string }> {
  return page.evaluate((source) => {
    const { promise, resolve } = Promise.withResolvers<{
      directive: string;
      disposition: string;
    }>();
    document.addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective: directive, disposition }) => resolve({ directive, disposition }),
      { once: true },
    );
    // Compiled here, under the debugger's leave; what it does meets the policy like any script's doing.
    new Function(`(${source})()`)();
    return promise;
  }, String(act));
}

test.describe('content security policy', () => {
  test('blocks an inline script', async () => {
    const blocked = await violation(() => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.ran = "yes"';
      document.head.append(script);
    });
    expect(blocked).toEqual({ directive: 'script-src-elem', disposition: 'enforce' });
    expect(await page.evaluate(() => document.body.dataset.ran)).toBeUndefined();
  });

  test('blocks eval', async () => {
    // The debugger's own evaluations may; a timer's callback is the page's.
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve(new Function('return "ran"')());
            } catch (error) {
              resolve((error as Error).name);
            }
          });
        }),
    );
    expect(outcome).toBe('EvalError');
  });

  test('blocks a request to anywhere', async () => {
    const blocked = await violation(() => {
      fetch('https://foreign.example/').catch(() => {});
    });
    expect(blocked).toEqual({ directive: 'connect-src', disposition: 'enforce' });
  });

  test('blocks a foreign picture', async () => {
    const blocked = await violation(() => {
      new Image().src = 'http://foreign.example/pixel.png';
    });
    expect(blocked).toEqual({ directive: 'img-src', disposition: 'enforce' });
  });

  test('blocks a frame', async () => {
    const blocked = await violation(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://foreign.example/';
      document.body.append(frame);
      frame.remove();
    });
    expect(blocked).toEqual({ directive: 'frame-src', disposition: 'enforce' });
  });

  test('blocks a form', async () => {
    const blocked = await violation(() => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = 'https://foreign.example/';
      document.body.append(form);
      form.submit();
      form.remove();
    });
    expect(blocked).toEqual({ directive: 'form-action', disposition: 'enforce' });
  });
});

test.describe('navigation', () => {
  const ways: Record<string, (url: string) => void> = {
    'by location.href': (url) => {
      location.href = url;
    },
    'by location.replace': (url) => location.replace(url),
    'by a link': (url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    },
    'by a meta refresh': (url) => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0; url=${url}`;
      document.head.append(meta);
    },
  };

  for (const [way, go] of Object.entries(ways)) {
    for (const target of ['https://foreign.example/', 'other.html']) {
      test(`${way} to ${target} is refused and the page stays`, async () => {
        const before = await page.evaluate(() => {
          document.body.dataset.stays = crypto.randomUUID();
          return document.body.dataset.stays;
        });
        const asked = kiosk.evaluate(
          ({ BrowserWindow }) =>
            new Promise<{ url: string; refused: boolean } | undefined>((resolve) => {
              BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (event) =>
                resolve({ url: event.url, refused: event.defaultPrevented }),
              );
            }),
        );
        await page.evaluate(go, target);
        const { url, refused } = (await asked) ?? {};
        expect(url).toContain(target);
        expect(refused).toBe(true);
        expect(await page.evaluate(() => document.body.dataset.stays)).toBe(before);
      });
    }
  }
});

test('there is nothing to go back to', async () => {
  await page.evaluate(() => history.back());
  await page.evaluate(() => history.go(-2));
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(1);
});

test('window.open and a link to a new window open nothing', async () => {
  const pages = page.context().pages().length;
  expect(await page.evaluate(() => window.open('https://foreign.example/'))).toBeNull();
  expect(await page.evaluate(() => window.open('about:blank'))).toBeNull();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://foreign.example/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  });
  await expect.poll(() => page.context().pages().length).toBe(pages);
  const windows = await kiosk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('a download is refused', async () => {
  const refused = kiosk.evaluate(
    ({ session }) =>
      new Promise<boolean>((resolve) => {
        session
          .fromPartition('kiosk')
          .once('will-download', (event) => resolve(event.defaultPrevented));
      }),
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'data:text/plain,visitors';
    link.download = 'visitors.txt';
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(await refused).toBe(true);
});

test('permissions are denied without a question', async () => {
  const states = await page.evaluate(async () => {
    const names: PermissionName[] = ['camera', 'geolocation', 'microphone', 'notifications'];
    const asked = names.map(async (name) => (await navigator.permissions.query({ name })).state);
    return Promise.all(asked);
  });
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  const position = await page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        );
      }),
  );
  expect(position).toBe(1);
});

test('the page has the named methods and nothing of Node or Electron', async () => {
  const { methods, frozen, own } = await page.evaluate(() => ({
    methods: Object.entries(window.vestibule).map(([name, method]) => `${name}: ${typeof method}`),
    frozen: Object.isFrozen(window.vestibule),
    own: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  }));
  expect(methods).toEqual([
    'open: function',
    'search: function',
    'searchBookings: function',
    'add: function',
    'hostAnswer: function',
    'onEntryChanged: function',
    'onStatusChanged: function',
  ]);
  expect(frozen).toBe(true);
  expect(own).toEqual([]);
});

test.describe('channels', () => {
  const names = Object.keys(channels);
  const malformed = { ok: false, error: { code: 'bad-request' } };
  const junk = [[null], ['text'], [17], [[]], [{ unknown: true }], [null, 'second']];

  test('the bridge tells by field what is wrong', async () => {
    const answers = await page.evaluate(async () => {
      const { search, add } = window.vestibule as unknown as Record<
        'search' | 'add',
        (request: unknown) => Promise<unknown>
      >;
      return Promise.all([
        search({ query: 5 }),
        search({ query: 'ann', page: 2 }),
        add({}),
        add({ kind: 'walk-in' }),
      ]);
    });
    expect(answers).toMatchObject([
      { ok: false, error: { code: 'bad-request', fields: [{ field: 'query' }] } },
      { ok: false, error: { code: 'bad-request', fields: [{ field: 'page' }] } },
      { ok: false, error: { code: 'bad-request', fields: [{ field: 'kind' }] } },
      {
        ok: false,
        error: {
          code: 'bad-request',
          fields: [{ field: 'id' }, { field: 'visitor' }, { field: 'host' }],
        },
      },
    ]);
  });

  test('each refuses a malformed request', async () => {
    const window = await openRawWindow(kiosk, 'app://kiosk/', 'kiosk');
    try {
      expect(await window.invoke('kiosk.open')).toMatchObject({ ok: true });
      for (const channel of names)
        for (const args of junk)
          expect(
            await window.invoke(channel, ...args),
            `${channel} ${JSON.stringify(args)}`,
          ).toMatchObject(malformed);
    } finally {
      await window.close();
    }
  });

  test('each refuses a foreign sender', async () => {
    const window = await openRawWindow(kiosk, 'data:text/html,<p>foreign', 'foreign');
    try {
      for (const channel of names)
        expect(await window.invoke(channel), channel).toEqual({
          ok: false,
          error: { code: 'foreign-sender' },
        });
    } finally {
      await window.close();
    }
  });
});

test('the app scheme gives the built page and nothing beside it', async () => {
  const window = await openRawWindow(kiosk, 'data:text/html,<p>blank', 'kiosk');
  try {
    expect(await window.textOf('app://kiosk/index.html')).toContain('<title>');
    for (const path of [
      '../../package.json',
      '..%2f..%2fpackage.json',
      '%2e%2e/%2e%2e/package.json',
      '..%5c..%5cpackage.json',
      'assets/..%2f..%2f..%2fpackage.json',
      '/etc/passwd',
    ])
      expect(await window.textOf(`app://kiosk/${path}`), path).not.toMatch(/"vestibule"|root:/);
  } finally {
    await window.close();
  }
});
