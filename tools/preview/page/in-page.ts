import type { Downward, decode, encode, Upward } from './wire.ts';

export interface Names {
  /** The global function that carries text to main. Taken, and gone before a script of the page runs. */
  readonly binding: string;
  /** The type of the events that carry text from main. Not to be guessed by the page. */
  readonly mailbox: string;
}

export interface Wire {
  readonly encode: typeof encode;
  readonly decode: typeof decode;
}

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;
type Listener = (event: object, ...args: unknown[]) => void;

/**
 * Gives the preload script what Electron would: `contextBridge` and `ipcRenderer`. Runs inside the page from its
 * source, before every script of the page: it may use nothing but what is in it and what it is given.
 */
export function runPreload(names: Names, wire: Wire, preload: Preload): void {
  const carry = Reflect.get(globalThis, names.binding) as ((text: string) => void) | undefined;
  Reflect.deleteProperty(globalThis, names.binding);
  // Electron runs a preload in the main frame only.
  if (!carry || window.top !== window) return;

  const tell = (message: Upward) => carry(wire.encode(message));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<Listener>>();
  let count = 0;

  const only = <T extends object>(owner: string, object: T): T =>
    new Proxy(object, {
      get(target, key) {
        if (typeof key === 'string' && !(key in target))
          throw new Error(`${owner}.${key} is not in the preview`);
        return Reflect.get(target, key);
      },
    });

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const answer = Promise.withResolvers<unknown>();
      count += 1;
      tell({ kind: 'invoke', id: count, channel, args: structuredClone(args) });
      waiting.set(count, answer);
      return answer.promise;
    },
    on(channel: string, listener: Listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };

  // The two worlds share no object in Electron: values are copied on the way, functions are called across.
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function')
      return (...args: unknown[]) => cross(Reflect.apply(value, undefined, args.map(cross)));
    if (value instanceof Promise) return value.then(cross);
    if (Array.isArray(value)) return value.map(cross);
    if (Object.prototype.toString.call(value) === '[object Object]')
      return Object.fromEntries(
        Object.entries(value as object).map(([key, inner]) => [key, cross(inner)]),
      );
    return structuredClone(value);
  };

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      if (key in window)
        throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      Object.defineProperty(window, key, { value: Object.freeze(cross(api)), enumerable: true });
    },
  };

  addEventListener(names.mailbox, (event) => {
    const message = wire.decode((event as CustomEvent<string>).detail) as Downward;
    if (message.kind === 'news') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') answer?.resolve(message.value);
    else answer?.reject(new Error(message.reason));
  });

  // Chromium would open a window and only then let it be closed; Electron's page gets null.
  window.open = (url = 'about:blank', name = '') => {
    tell({ kind: 'window-open', url: String(URL.parse(String(url), document.baseURI)), name });
    return null;
  };

  const electron = only('electron', {
    contextBridge: only('electron.contextBridge', contextBridge),
    ipcRenderer: only('electron.ipcRenderer', ipcRenderer),
  });
  const module = { exports: {} };
  try {
    preload(
      (name) => {
        if (name === 'electron') return electron;
        throw new Error(`a sandboxed preload cannot require ${name}`);
      },
      module,
      module.exports,
    );
  } catch (error) {
    tell({ kind: 'preload-failed', reason: String(error) });
  }
}
