import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { SCHEME } from './address.ts';
import { findAsset } from './asset.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Makes `app:` behave like https: an origin of its own, a secure context. Only before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer in `folder` to the windows of `session`, and nothing else. */
export function serveRenderer(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async ({ method, url }) => {
    if (method !== 'GET') return refusal(405);
    const asset = findAsset(url);
    if (!asset) return refusal(404);
    try {
      const body = await readFile(join(folder, ...asset.path));
      return new Response(body, { headers: { ...headers, 'Content-Type': asset.contentType } });
    } catch {
      return refusal(404);
    }
  });
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers });
}
