import { randomUUID } from 'node:crypto';
import type { CDPSession, Page } from 'playwright';
import { toApp } from '../address.ts';
import { type Names, runPreload } from './in-page.ts';
import { type Downward, decode, encode, type Upward } from './wire.ts';

export interface PageListener {
  /** A call from the page's main frame; what it gives or throws goes back to the page. */
  onInvoke(channel: string, args: readonly unknown[]): Promise<unknown>;
  onWindowOpen(url: string, name: string): void;
  onPreloadFailed(reason: string): void;
}

/** The line between main and the document in a page's main frame. A document that is gone is not answered. */
export class PageLink {
  private readonly cdp: CDPSession;
  private readonly names: Names;
  private readonly listener: PageListener;
  /** The main frame's documents that still stand, by Chromium's id of their execution context. */
  private readonly documents = new Set<number>();
  private mainFrame = '';
  private address = 'about:blank';

  private constructor(cdp: CDPSession, listener: PageListener) {
    this.cdp = cdp;
    this.listener = listener;
    this.names = { binding: `b${randomUUID()}`, mailbox: `m${randomUUID()}` };
  }

  /** Must be awaited before the page loads anything. */
  static async open(page: Page, preload: string, listener: PageListener): Promise<PageLink> {
    const cdp = await page.context().newCDPSession(page);
    const link = new PageLink(cdp, listener);
    await link.begin(preload);
    return link;
  }

  /** The address of the document in the main frame, as the app knows it. */
  get url(): string {
    return toApp(this.address);
  }

  /** Chromium's page begins as about:blank, which Electron's window knows nothing of: nobody is to go back there. */
  async forgetHistory(): Promise<void> {
    await this.cdp.send('Page.resetNavigationHistory');
  }

  send(channel: string, args: unknown[]): void {
    for (const document of this.documents) this.post(document, { kind: 'news', channel, args });
  }

  private async begin(preload: string): Promise<void> {
    const { cdp, names } = this;
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id === this.mainFrame) this.address = frame.url + (frame.urlFragment ?? '');
    });
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.mainFrame) this.address = url;
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      this.listener.onWindowOpen(toApp(url), windowName);
    });
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { isDefault, frameId } = { ...context.auxData };
      if (isDefault && frameId === this.mainFrame) this.documents.add(context.id);
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.documents.delete(executionContextId);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.documents.clear());
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === names.binding && this.documents.has(executionContextId))
        this.receive(executionContextId, decode(payload) as Upward);
    });
    await cdp.send('Page.enable');
    this.mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: names.binding });
    const source = `(${runPreload})(${JSON.stringify(names)}, { encode: ${encode}, decode: ${decode} },
      function (require, module, exports) {\n${preload}\n});`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  private receive(document: number, message: Upward): void {
    switch (message.kind) {
      case 'invoke':
        void this.answer(document, message.id, message.channel, message.args);
        break;
      case 'window-open':
        this.listener.onWindowOpen(toApp(message.url), message.name);
        break;
      case 'preload-failed':
        this.listener.onPreloadFailed(message.reason);
        break;
    }
  }

  private async answer(document: number, id: number, channel: string, args: unknown[]) {
    try {
      const value = await this.listener.onInvoke(channel, args);
      this.post(document, { kind: 'answer', id, value });
    } catch (error) {
      const reason = `Error invoking remote method '${channel}': ${error}`;
      this.post(document, { kind: 'failure', id, reason });
    }
  }

  private post(document: number, message: Downward): void {
    const type = JSON.stringify(this.names.mailbox);
    const detail = JSON.stringify(encode(message));
    const expression = `dispatchEvent(new CustomEvent(${type}, { detail: ${detail} }))`;
    this.cdp.send('Runtime.evaluate', { expression, contextId: document }).catch(() => {
      // The document went between the two lines; nobody is left to hear.
    });
  }
}
