import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { ZodError, ZodType } from 'zod';
import { type Channel, channels, events } from '#shared/ipc/contract.ts';
import { type Failure, failed, failure, type Result } from '#shared/ipc/result.ts';
import { isKioskPage } from '../app/address.ts';
import type { Handlers } from '../compose.ts';
import { type Log, placeOf } from '../log/log.ts';
import type { Announce } from '../platform.ts';

/**
 * Answers every channel of the contract. Whatever a handler does, a screen gets a value of the channel's form or a
 * named failure; what went wrong besides is for the log.
 */
export function routeChannels(handlers: Handlers, log: Log): void {
  // electron-store listens there for a renderer of its own, from whatever page: the contract has no such channel.
  ipcMain.removeAllListeners();
  for (const channel of Object.keys(channels) as Channel[]) {
    const { request, response } = channels[channel];
    // Each handler takes what its own channel's schema gives, which the compiler cannot follow through a loop.
    const handler = handlers[channel] as (asked: unknown) => Promise<Result<unknown>>;
    ipcMain.handle(channel, async (event, ...args) => {
      if (!isOurs(event)) return failed('foreign-sender');
      const asked = request.safeParse(args[0]);
      if (!asked.success || args.length > 1) return failed('bad-request', fieldsOf(asked.error));
      return handler(asked.data)
        .then((answer) => checked(answer, response))
        .catch((error: unknown) => {
          log('a channel failed', { channel, place: placeOf(error) });
          return failed('internal');
        });
    });
  }
}

/** Sends news to each window that shows the kiosk's page. */
export function announcer(log: Log): Announce {
  return (event, news) => {
    const parsed = events[event].safeParse(news);
    if (!parsed.success) {
      log('news not of its form', { event, reason: paths(parsed.error) });
      return;
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      try {
        if (isKioskPage(webContents.mainFrame.url)) webContents.send(event, parsed.data);
      } catch (error) {
        // The page is gone, with its frame; the next one asks for everything when it opens.
        log('news not sent', { event, reason: (error as Error).message });
      }
    }
  };
}

/** Whether a call comes from the main frame of one of our windows, showing the kiosk's page. */
function isOurs({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  // Electron gives null when the frame has gone elsewhere since it asked.
  if (senderFrame === null || senderFrame.parent !== null) return false;
  return BrowserWindow.fromWebContents(sender) !== null && isKioskPage(senderFrame.url);
}

function checked(answer: Result<unknown>, response: ZodType): Result<unknown> {
  const parsed = answer.ok ? response.safeParse(answer.value) : failure.safeParse(answer.error);
  if (!parsed.success) throw new Error(`an answer not of its form: ${paths(parsed.error)}`);
  return answer;
}

/** Where, and never what: a value may be a visitor's. */
function paths(error: ZodError): string {
  return (
    fieldsOf(error)
      ?.map(({ field }) => field)
      .join(', ') ?? ''
  );
}

function fieldsOf(error: ZodError | undefined): Failure['fields'] {
  return error?.issues.flatMap(({ path, message, ...issue }) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const problem = message;
    return names.length > 0
      ? names.map((name) => ({ field: [...path, name].join('.'), problem }))
      : [{ field: path.join('.'), problem }];
  });
}
