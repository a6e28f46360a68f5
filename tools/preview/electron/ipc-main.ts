import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { KnownEmitter } from '../absent.ts';

type Handler = Parameters<IpcMain['handle']>[1];

export class IpcMainStandIn extends KnownEmitter implements Pick<IpcMain, 'handle'> {
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    // electron-store listens for its own renderer side, which no page here has.
    super('electron.ipcMain', ['electron-store-get-data']);
  }

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  /** What the app answers to a page. */
  async answer(
    channel: string,
    event: Partial<IpcMainInvokeEvent>,
    args: readonly unknown[],
  ): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event as IpcMainInvokeEvent, ...args);
  }
}
