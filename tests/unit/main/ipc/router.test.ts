import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Search } from '#shared/ipc/contract.ts';
import { failed, success } from '#shared/ipc/result.ts';
import type { Handlers } from '../../../../src/main/compose.ts';
import { announcer, routeChannels } from '../../../../src/main/ipc/router.ts';

interface Sender {
  readonly mainFrame: { url: string };
  send(channel: string, news: unknown): void;
}
type Invoke = (event: object, ...args: unknown[]) => Promise<unknown>;

const electron = vi.hoisted(() => ({
  handlers: new Map<string, unknown>(),
  windows: [] as { webContents: unknown }[],
  listened: ['electron-store-get-data'],
}));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: unknown) => electron.handlers.set(channel, handler),
    removeAllListeners: () => electron.listened.splice(0),
  },
  BrowserWindow: {
    getAllWindows: () => electron.windows,
    fromWebContents: (contents: unknown) =>
      electron.windows.find(({ webContents }) => webContents === contents) ?? null,
  },
}));

const found = success({ directory: 'ready', hosts: [] } satisfies Search);
const kept = { id: 'a3bb189e-8bf9-4c8a-9a3c-0d8a4f2f6f10', outcome: 'told' } as const;
const refuse = async () => failed('internal');

function windowAt(url: string) {
  const sent: unknown[] = [];
  const webContents: Sender = {
    mainFrame: { url },
    send: (channel, news) => sent.push([channel, news]),
  };
  electron.windows.push({ webContents });
  return { webContents, sent, frame: { url, parent: null } };
}

function route(search: Handlers['directory.search']) {
  const lines: [string, unknown][] = [];
  const handlers = {
    'kiosk.open': refuse,
    'directory.search': search,
    'bookings.search': refuse,
    'entries.add': refuse,
    'hosts.answer': refuse,
  };
  routeChannels(handlers, (event, facts) => lines.push([event, facts]));
  return { ask: electron.handlers.get('directory.search') as Invoke, lines };
}

beforeEach(() => {
  electron.handlers.clear();
  electron.windows.length = 0;
});

describe('routeChannels', () => {
  test('leaves no channel open that a library listens on', () => {
    route(refuse);
    expect(electron.listened).toEqual([]);
  });

  test('gives the handler what the schema made of the request, and its answer back', async () => {
    const { webContents, frame } = windowAt('app://kiosk/');
    const search = vi.fn(async () => found);
    const { ask } = route(search);
    expect(await ask({ sender: webContents, senderFrame: frame }, { query: 'ann' })).toEqual(found);
    expect(search).toHaveBeenCalledExactlyOnceWith({ query: 'ann' });
  });

  test.each([
    ['a frame that has gone', () => null],
    ['a frame inside the page', (frame: object) => ({ ...frame, parent: frame })],
    ['another page', (frame: object) => ({ ...frame, url: 'app://other/' })],
  ])('refuses %s and does not call the handler', async (_name, senderFrame) => {
    const { webContents, frame } = windowAt('app://kiosk/');
    const search = vi.fn(async () => found);
    const { ask } = route(search);
    const answer = await ask(
      { sender: webContents, senderFrame: senderFrame(frame) },
      { query: '' },
    );
    expect(answer).toEqual({ ok: false, error: { code: 'foreign-sender' } });
    expect(search).not.toHaveBeenCalled();
  });

  test('refuses a page that is in no window of ours', async () => {
    const { ask } = route(refuse);
    const event = { sender: {}, senderFrame: { url: 'app://kiosk/', parent: null } };
    expect(await ask(event, { query: '' })).toEqual({
      ok: false,
      error: { code: 'foreign-sender' },
    });
  });

  test.each([
    ['a throw', () => Promise.reject(new Error('the disk is gone'))],
    ['a value of another form', async () => ({ ok: true, value: { directory: 'lost' } })],
    ['a failure of another form', async () => ({ ok: false, error: { code: 'oops' } })],
  ])('%s is a defect: named to the page, told to the log', async (_name, search) => {
    const { webContents, frame } = windowAt('app://kiosk/');
    const { ask, lines } = route(search as unknown as Handlers['directory.search']);
    const answer = await ask({ sender: webContents, senderFrame: frame }, { query: 'ann' });
    expect(answer).toEqual({ ok: false, error: { code: 'internal' } });
    expect(lines).toMatchObject([['a channel failed', { channel: 'directory.search' }]]);
  });
});

describe('announcer', () => {
  test('sends to the windows that show the kiosk’s page only', () => {
    const kiosk = windowAt('app://kiosk/');
    const other = windowAt('app://other/');
    announcer(() => {})('entries.changed', kept);
    expect(kiosk.sent).toEqual([['entries.changed', kept]]);
    expect(other.sent).toEqual([]);
  });

  test('a page that is gone with its renderer is told to the log, and keeps nobody else waiting', () => {
    const gone = {
      get mainFrame(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    electron.windows.push({ webContents: gone });
    const kiosk = windowAt('app://kiosk/');
    const lines: unknown[] = [];
    announcer((event) => lines.push(event))('entries.changed', kept);
    expect(lines).toEqual(['news not sent']);
    expect(kiosk.sent).toEqual([['entries.changed', kept]]);
  });

  test('news of another form is told to the log and sent to nobody', () => {
    const kiosk = windowAt('app://kiosk/');
    const lines: unknown[] = [];
    const announce = announcer((event, facts) => lines.push([event, facts]));
    announce('entries.changed', { ...kept, outcome: 'lost' as 'told' });
    expect(kiosk.sent).toEqual([]);
    expect(lines).toMatchObject([
      [expect.any(String), { event: 'entries.changed', reason: 'outcome' }],
    ]);
  });
});
