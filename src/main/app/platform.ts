import { join } from 'node:path';
import { app, net, session, utilityProcess } from 'electron';
import type { Log } from '../log/log.ts';
import type { Child, Platform } from '../platform.ts';
import { openSettings } from './settings.ts';

/** Electron's side of {@link Platform}. Only once Electron is ready. */
export function electronPlatform(dataDir: string, log: Log): Platform {
  return {
    dataDir,
    settings: openSettings(dataDir, log),
    fetch: createFetch(),
    isOnline: () => net.isOnline(),
    startKeychain: () => startKeychain(log),
  };
}

/**
 * Chromium sends a request again by itself, a POST as well, when a connection that it had kept turns out to be closed
 * (HttpNetworkTransaction::ShouldResendRequest): a visitor could arrive twice. On a new connection it does not, so whatever
 * changes something gets one, from a session that nothing else uses.
 */
function createFetch(): typeof fetch {
  const writes = session.fromPartition('writes');
  return async (input, init) => {
    const url = input instanceof URL ? input.href : input;
    // The session's cookies would be sent and kept otherwise.
    const request = { credentials: 'omit', ...init } as const;
    if (init?.method === undefined || init.method === 'GET') return net.fetch(url, request);
    await writes.closeAllConnections();
    return writes.fetch(url, request);
  };
}

function startKeychain(log: Log): Child {
  const process = utilityProcess.fork(join(app.getAppPath(), 'out/main/keychain.js'), [], {
    serviceName: 'Vestibule keychain',
  });
  // Its exit follows, which is what counts; without a listener the error would be thrown.
  process.on('error', (type, location) => log('keychain process failed', { type, location }));
  return {
    send: (message) => process.postMessage(message),
    onMessage: (listener) => process.on('message', listener),
    onExit: (listener) => process.once('exit', listener),
    kill: () => process.kill(),
  };
}
