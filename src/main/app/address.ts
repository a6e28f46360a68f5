export const SCHEME = 'app';

/** The kiosk is one page: everything else under its host is what that page loads. */
export const KIOSK_URL = `${SCHEME}://kiosk/`;

/** Whether `url` is the kiosk's own page. A look-alike host, port, user name or path is not. */
export function isKioskPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (!parsed) return false;
  const { protocol, username, password, host, pathname } = parsed;
  return `${protocol}//${username}${password}${host}${pathname}` === KIOSK_URL;
}

/** What the kiosk's session may load. The developer tools exist in an unpackaged app only. */
const loadable = new Set([`${SCHEME}:`, 'devtools:']);

export function isKioskResource(url: string): boolean {
  return loadable.has(URL.parse(url)?.protocol ?? '');
}
