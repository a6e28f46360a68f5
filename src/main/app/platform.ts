import { join } from 'node:path';
import { app, net, utilityProcess } from 'electron';
import Store from 'electron-store';
import type { Child, Platform } from '../platform.ts';

/** Electron's side of {@link Platform}. Only once Electron is ready. */
export function electronPlatform(dataDir: string): Platform {
  const settings = new Store<Record<string, unknown>>({
    cwd: dataDir,
    name: 'settings',
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  return {
    dataDir,
    settings: {
      get: (key) => settings.get(key),
      set: (key, value) => settings.set(key, value),
    },
    // The session's cookies would be sent and kept otherwise.
    fetch: (input, init) =>
      net.fetch(input instanceof URL ? input.href : input, { credentials: 'omit', ...init }),
    isOnline: () => net.isOnline(),
    startKeychain,
  };
}

function startKeychain(): Child {
  const process = utilityProcess.fork(join(app.getAppPath(), 'out/main/keychain.js'), [], {
    serviceName: 'Vestibule keychain',
  });
  return {
    send: (message) => process.postMessage(message),
    onMessage: (listener) => process.on('message', listener),
    onExit: (listener) => process.once('exit', listener),
    kill: () => process.kill(),
  };
}
