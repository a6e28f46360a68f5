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
 * Answers every request of the browser from the app's own protocol handler, after asking the app whether it may be
 * made. None is let through: the browser has no network.
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
