import { KIOSK_URL } from './address.ts';

const contentTypes = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['woff2', 'font/woff2'],
]);

export interface Asset {
  /** Names of the folders and of the file, from the renderer's folder on. */
  readonly path: readonly string[];
  readonly contentType: string;
}

/** One name of a path. Nothing that a file system or a decoder could read as more than a name passes. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * Which of the renderer's built files `url` asks for.
 * @returns undefined for another host, for an unknown kind of file, and for a path with anything in it besides plain
 * names: dots that climb, percent signs, backslashes, drive letters, control characters.
 */
export function findAsset(url: string): Asset | undefined {
  const parsed = URL.parse(url);
  if (!parsed || new URL('/', parsed).href !== KIOSK_URL) return undefined;
  const path = parsed.pathname === '/' ? ['index.html'] : parsed.pathname.slice(1).split('/');
  if (!path.every((name) => plainName.test(name))) return undefined;
  const contentType = contentTypes.get(path.at(-1)?.split('.').at(-1) ?? '');
  return contentType === undefined ? undefined : { path, contentType };
}
