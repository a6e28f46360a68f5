import type { OnBeforeRequestListenerDetails } from 'electron';
import type { Request as BrowserRequest, Route } from 'playwright';
import { toApp } from './address.ts';
import type { WebContentsStandIn } from './electron/web-contents.ts';

type ResourceType = OnBeforeRequestListenerDetails['resourceType'];

/** Chromium's kinds of request, as Electron names them. */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
  stylesheet: 'stylesheet',
  image: 'image',
  media: 'media',
  font: 'font',
  script: 'script',
  xhr: 'xhr',
  fetch: 'xhr',
  ping: 'ping',
  cspreport: 'cspReport',
};

let count = 0;

/**
 * Answers every request of the browser, after asking the app whether it may be made: from the app's own protocol
 * handler, or, in a session that has none, by making the request here. None is let through: the browser has no network.
 * @param contents whose page asks; undefined for a page that is no window of the app's, such as a pop-up
 */
export async function answerRequest(
  route: Route,
  contents: WebContentsStandIn | undefined,
): Promise<void> {
  const request = route.request();
  // An empty page can be closed at once; one that never came would keep every debugger waiting.
  if (!contents) return route.fulfill({ status: 200, body: '' });
  const url = toApp(request.url());
  const isMainFrame = request.frame().parentFrame() === null;
  const navigates = request.isNavigationRequest();
  if (navigates && !contents.allowsNavigation(url, request.url(), isMainFrame))
    return route.abort('aborted');
  if (!(await contents.session.allows(detailsOf(request, url))))
    return route.abort('blockedbyclient');
  if (contents.session.hasNetwork) return passOn(route);
  if (!url.startsWith('app:')) return route.abort('internetdisconnected');
  const response = await contents.session.serve(await asRequest(request, url));
  if (!response) return route.abort('failed');
  if (response.status >= 300 && response.status < 400)
    throw new Error(`${url}: a redirect from a protocol handler is not in the preview`);
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/**
 * Playwright asks once for all requests that redirects lead through; so that each is asked about, what redirects becomes
 * a page that goes on. Where it goes to is then announced by will-navigate in place of will-redirect.
 */
async function passOn(route: Route): Promise<void> {
  const response = await route.fetch({ maxRedirects: 0 });
  const { location } = response.headers();
  if (location === undefined || response.status() < 300 || response.status() >= 400)
    return route.fulfill({ response });
  const next = new URL(location, route.request().url()).href.replaceAll('"', '%22');
  return route.fulfill({
    status: 200,
    contentType: 'text/html',
    body: `<!doctype html><meta http-equiv="refresh" content="0;url=${next.replaceAll('&', '&amp;')}">`,
  });
}

function detailsOf(request: BrowserRequest, url: string): OnBeforeRequestListenerDetails {
  count += 1;
  const document = request.frame().parentFrame() === null ? 'mainFrame' : 'subFrame';
  const kind = request.isNavigationRequest() ? document : resourceTypes[request.resourceType()];
  return {
    id: count,
    url,
    method: request.method(),
    resourceType: kind ?? 'other',
    referrer: toApp(request.headers().referer ?? ''),
    timestamp: Date.now(),
    uploadData: [],
  };
}

async function asRequest(request: BrowserRequest, url: string): Promise<Request> {
  const body = request.postDataBuffer();
  const init = { method: request.method(), headers: await request.allHeaders() };
  return new Request(url, body ? { ...init, body: new Uint8Array(body) } : init);
}
