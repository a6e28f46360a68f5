import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReceivedRequest } from './demo-server.ts';
import { type Fault, Faults } from './faults.ts';

/** A request as a vendor's rules see it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What goes out, which a fault may have made of anything. */
type Answer = Omit<Reply, 'body'> & { readonly body?: string | Uint8Array };

export const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

export const page = (status: number, title: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** The user name and password of a Basic header; undefined if it is none. */
export function basic(headers: IncomingHttpHeaders): { id: string; secret: string } | undefined {
  const encoded = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id, secret: secret.join(':') };
}

/** The token of a Bearer header; undefined if it is none. */
export const bearer = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];

export interface Loopback {
  readonly baseUrl: string;
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and lets `answer` reply to what no fault spoils.
 * @param port 0 takes any free one. Rejects with Node's own error (EADDRINUSE, EACCES) if it cannot be had.
 * @param now the clock of the Date header and of {@link ReceivedRequest.at}
 */
export async function openLoopback(
  port: number,
  now: () => number,
  answer: (call: Call) => Reply,
): Promise<Loopback> {
  const faults = new Faults();
  const requests: ReceivedRequest[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const fault = faults.take(request.method ?? 'GET', url.pathname);
    if (fault?.kind === 'refuse') {
      request.socket.destroy();
      return;
    }
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await text(request),
    };
    requests.push(received(call, now()));
    const reply = spoiled(fault, () => answer(call));
    if (fault?.kind === 'delay') await wait(fault.ms, undefined, { ref: false });
    if (reply) send(response, reply, now());
    else request.socket.destroy();
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that hung up in the middle of its request has nobody left to answer.
      if (request.socket.destroyed) return;
      send(response, { status: 500, body: `The demo server failed: ${String(error)}` }, now());
    });
  });

  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(on, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });

  await listen(port);
  const bound = (server.address() as AddressInfo).port;

  return {
    baseUrl: `http://127.0.0.1:${bound}`,
    faults,
    requests,
    start: async () => {
      if (!server.listening) await listen(bound);
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What the client gets; undefined cuts the connection. `commit` is called unless the fault prevents it. */
function spoiled(fault: Fault | undefined, commit: () => Reply): Answer | undefined {
  if (!fault) return commit();
  switch (fault.kind) {
    case 'delay':
      return commit();
    case 'refuse':
    case 'drop':
      return undefined;
    case 'commit-then-drop':
      commit();
      return undefined;
    case 'throttle':
      return { status: fault.status, headers: { 'retry-after': String(fault.retryAfter) } };
    case 'truncated': {
      const reply = commit();
      return { ...reply, body: reply.body?.slice(0, reply.body.length / 2) ?? '' };
    }
    case 'html':
    case 'empty':
    case 'status':
    case 'raw':
      if (fault.commit) commit();
      if (fault.kind === 'html') return page(200, 'Please sign in');
      if (fault.kind === 'empty') return { status: 200 };
      return fault;
  }
}

function send(response: ServerResponse, reply: Answer, now: number): void {
  const body = reply.body ?? '';
  response.writeHead(reply.status, {
    date: new Date(now).toUTCString(),
    // RFC 9110, 8.6: a 204 must not have it.
    ...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...reply.headers,
  });
  response.end(body);
}

function received(call: Call, at: number): ReceivedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.headers)) headers[name] = String(value);
  if (headers.authorization !== undefined)
    headers.authorization = headers.authorization.split(' ')[0] ?? '';
  const { method, path } = call;
  return { method, path, query: Object.fromEntries(call.query), headers, body: bodyOf(call), at };
}

function bodyOf({ headers, body }: Call): unknown {
  if (body === '') return undefined;
  if (isForm(headers)) return Object.fromEntries(new URLSearchParams(body));
  return isJson(headers) ? (parsed(body) ?? body) : body;
}

export const isForm = (headers: IncomingHttpHeaders): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

export const isJson = (headers: IncomingHttpHeaders): boolean =>
  (headers['content-type'] ?? '').startsWith('application/json');

/** Undefined if it is not JSON. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
