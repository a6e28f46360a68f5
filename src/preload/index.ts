import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Channel, Event, News, Request, Response } from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';

function ask<C extends Channel>(
  channel: C,
  ...request: Request<C> extends undefined ? [] : [Request<C>]
): Promise<Result<Response<C>>> {
  return ipcRenderer.invoke(channel, ...request);
}

function listen<E extends Event>(event: E, listener: (news: News<E>) => void): () => void {
  // The page gets the news alone: Electron's event would hand it the sender.
  const pass = (_event: IpcRendererEvent, news: News<E>) => listener(news);
  ipcRenderer.on(event, pass);
  return () => {
    ipcRenderer.off(event, pass);
  };
}

const bridge: Bridge = {
  open: () => ask('kiosk.open'),
  search: (request) => ask('directory.search', request),
  searchBookings: (request) => ask('bookings.search', request),
  add: (request) => ask('entries.add', request),
  hostAnswer: (request) => ask('hosts.answer', request),
  onEntryChanged: (listener) => listen('entries.changed', listener),
  onStatusChanged: (listener) => listen('status.changed', listener),
};

contextBridge.exposeInMainWorld('vestibule', bridge);
