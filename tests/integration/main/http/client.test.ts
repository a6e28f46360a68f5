import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Call, HttpClient, type OnDate } from '../../../../src/main/http/client.ts';
import { type Limits, RateBudget } from '../../../../src/main/http/rate-budget.ts';
import { UNLIMITED } from '../../../support/kiosk-provider.ts';
import { logLines } from '../../../support/log-lines.ts';
import { settingsInMemory } from '../../../support/settings-in-memory.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A client and a server of one answer. */
async function world(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  limits: Limits = UNLIMITED,
) {
  const heard: Parameters<OnDate>[] = [];
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ request, body });
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  onTestFinished(close);
  const clock = new VirtualClock();
  const settings = settingsInMemory();
  const { log, lines } = logLines();
  const start = () =>
    new HttpClient({
      fetch,
      clock,
      log,
      budget: new RateBudget(clock, limits),
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      settings,
      onDate: (...all) => heard.push(all),
    });
  const client = start();
  return { client, clock, close, heard, lines, received, start };
}

const get: Call = { method: 'GET', path: '/things' };
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(JSON.stringify(body));
  };

describe('a call', () => {
  it('asks for JSON, and sends an object as JSON', async () => {
    const { client, received } = await world(json({ fine: true }, 201));
    const call: Call = {
      method: 'POST',
      path: '/things',
      query: { q: 'ä b' },
      headers: { 'x-more': 'yes' },
      body: { name: 'Zoë' },
    };
    expect(await client.call(call)).toEqual({ kind: 'answer', status: 201, json: { fine: true } });
    expect(received[0]?.request).toMatchObject({ method: 'POST', url: '/things?q=%C3%A4+b' });
    expect(received[0]?.request.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-more': 'yes',
    });
    expect(received[0]?.body).toBe('{"name":"Zoë"}');
  });

  it('sends a form as a form, and nothing with a GET', async () => {
    const { client, received } = await world(json({}));
    await client.call({ method: 'POST', path: '/form', body: new URLSearchParams({ a: '1 2' }) });
    await client.call(get);
    expect(received.map(({ body }) => body)).toEqual(['a=1+2', '']);
    expect(received.map(({ request }) => request.headers['content-type'])).toEqual([
      expect.stringMatching(/^application\/x-www-form-urlencoded/),
      undefined,
    ]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    [
      'a page of HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    [
      'half of it',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":'),
    ],
  ])('with %s for an answer has no JSON', async (_, answer) => {
    const { client } = await world(answer);
    const exchange = await client.call(get);
    expect(exchange).toEqual({ kind: 'answer', status: 200, text: expect.any(String) });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['nothing', (response) => response.writeHead(204).end()],
    ['white space', (response) => response.end(' \r\n')],
  ])('with %s for an answer says that it is empty', async (_, answer) => {
    const { client } = await world(answer);
    const exchange = await client.call(get);
    expect(exchange).toEqual({ kind: 'answer', status: expect.any(Number), empty: true });
  });

  it('in bare words keeps the beginning of them', async () => {
    const { client } = await world((response) =>
      response.writeHead(400).end('Invalid '.repeat(99)),
    );
    const exchange = await client.call(get);
    expect(exchange).toMatchObject({ status: 400, text: 'Invalid '.repeat(99).slice(0, 300) });
  });

  it('reads letters that are cut in two between packets', async () => {
    const whole = Buffer.from(JSON.stringify({ name: 'Zoë 王芳 𠮷' }));
    const { client } = await world((response) => {
      response.write(whole.subarray(0, 12));
      setImmediate(() => response.end(whole.subarray(12)));
    });
    expect(await client.call(get)).toMatchObject({ json: { name: 'Zoë 王芳 𠮷' } });
  });
});

describe('a call that comes to nothing', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['no answer', () => {}],
    [
      'half an answer',
      (response) => void response.writeHead(200, { 'content-length': 9 }).write('{'),
    ],
  ])('%s in ten seconds: lost', async (_, answer) => {
    const { client, clock, received } = await world(answer);
    const exchange = client.call(get);
    await expect.poll(() => received.length).toBe(1);
    await clock.advance(9_999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await exchange).toEqual({ kind: 'lost', reason: 'no answer within 10 s' });
    expect(clock.pending).toBe(0);
  });

  it('an answer that is too long: lost, and not read to its end', async () => {
    let closed = false;
    const { client } = await world((response) => {
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(1 << 20)));
      };
      response.on('drain', flood).on('close', () => {
        closed = true;
      });
      flood();
    });
    expect(await client.call(get)).toEqual({ kind: 'lost', reason: 'an answer over 8 MiB' });
    await expect.poll(() => closed).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])('a redirect by %i is not followed: lost', async (status) => {
    const { client, received } = await world((response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(),
    );
    const call: Call = {
      method: 'POST',
      path: '/x',
      headers: { authorization: 'Bearer precious' },
      body: {},
    };
    expect(await client.call(call)).toMatchObject({ kind: 'lost' });
    expect(received).toHaveLength(1);
  });

  it('a connection that is cut: lost', async () => {
    const { client } = await world((_, request) => request.socket.destroy());
    expect(await client.call(get)).toMatchObject({ kind: 'lost' });
  });

  it('no server: offline', async () => {
    const { client, close } = await world(json({}));
    await close();
    expect(await client.call(get)).toEqual({ kind: 'offline', reason: 'ECONNREFUSED' });
  });
});

describe('the budget', () => {
  it('gives a POST no room while another is under way: it would leave later than it was let go', async () => {
    const waiting: ServerResponse[] = [];
    const limits = { ...UNLIMITED, all: [{ requests: 1, per: 1_000 }] };
    const { client, clock, received } = await world((response) => waiting.push(response), limits);
    const post: Call = { method: 'POST', path: '/things', body: {} };
    const calls = [client.call(post), client.call(post), client.call(post)];
    await expect.poll(() => waiting.length).toBe(1);
    await clock.advance(5_000);
    waiting.shift()?.end();
    await calls[0];
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.end();
    await calls[1];
    await clock.advance(999);
    expect(received).toHaveLength(2);
    await clock.advance(1);
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.end();
    expect(await calls[2]).toMatchObject({ kind: 'answer' });
  });

  it.each<[string, boolean, Parameters<typeof world>[0] | undefined]>([
    ['a yes', true, json({})],
    ['a no', true, json({}, 400)],
    ['a 500', false, json({}, 500)],
    ['a wish for silence', false, json({}, 429)],
    ['a connection that is cut', false, (_, request) => request.socket.destroy()],
    ['no line', false, undefined],
  ])('hears whether it went well: %s', async (_, well, answer) => {
    const came = vi.spyOn(RateBudget.prototype, 'came');
    onTestFinished(() => came.mockRestore());
    const { client, close } = await world(answer ?? json({}));
    if (!answer) await close();
    await client.call(get);
    expect(came.mock.calls).toEqual([[well]]);
  });
});

describe('silence', () => {
  it.each([429, 409])(
    'asked for by %i holds for every call, to the millisecond',
    async (status) => {
      const answers = [json({}, status, { 'retry-after': '30' }), json({ fine: true })];
      const { client, clock, received } = await world((response) => answers.shift()?.(response));
      const until = clock.now() + 30_000;
      expect(await client.call(get)).toEqual({ kind: 'throttled', until });
      expect(client.silentUntil).toBe(until);
      await clock.advance(29_999);
      for (const call of [get, { method: 'POST', path: '/other', body: {} }] as const)
        expect(await client.call(call)).toEqual({ kind: 'throttled', until });
      expect(received).toHaveLength(1);
      await clock.advance(1);
      expect(await client.call(get)).toMatchObject({ kind: 'answer', json: { fine: true } });
    },
  );

  it('holds for what was waiting for its turn', async () => {
    const limits = { ...UNLIMITED, all: [{ requests: 1, per: 100 }] };
    const answer = json({}, 429, { 'retry-after': '30' });
    const { client, clock, received } = await world(answer, limits);
    const until = clock.now() + 30_000;
    const both = Promise.all([client.call(get), client.call(get)]);
    await expect.poll(() => client.silentUntil).toBe(until);
    await clock.advance(100);
    expect(await both).toEqual([
      { kind: 'throttled', until },
      { kind: 'throttled', until },
    ]);
    expect(received).toHaveLength(1);
  });

  it('asked for with a 5xx holds as well, and the answer is still one', async () => {
    const answers = [json({}, 503, { 'retry-after': '5' }), json({})];
    const { client, clock } = await world((response) => answers.shift()?.(response));
    expect(await client.call(get)).toMatchObject({ kind: 'answer', status: 503 });
    expect(await client.call(get)).toMatchObject({ kind: 'throttled' });
    await clock.advance(5_000);
    expect(await client.call(get)).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('holds after a restart, and no longer than was asked if the clock has been set back by then', async () => {
    const { client, clock, received, start } = await world(json({}, 429, { 'retry-after': '30' }));
    const until = clock.now() + 30_000;
    await client.call(get);
    await clock.advance(10_000);
    expect(await start().call(get)).toEqual({ kind: 'throttled', until });
    clock.set(clock.now() - 3_600_000);
    const later = start();
    await clock.advance(29_999);
    expect(await later.call(get)).toMatchObject({ kind: 'throttled' });
    expect(received).toHaveLength(1);
    await clock.advance(1);
    await later.call(get);
    expect(received).toHaveLength(2);
  });

  it('is never cut short by a later answer', async () => {
    const answers = [json({}, 503, { 'retry-after': '60' }), json({}, 429, { 'retry-after': '1' })];
    const { client, clock } = await world((response) => answers.shift()?.(response));
    const until = clock.now() + 60_000;
    await Promise.all([client.call(get), client.call(get)]);
    expect(client.silentUntil).toBe(until);
  });

  it('is ten seconds when nothing is said of it, and a 409 without it is an answer', async () => {
    const answers = [json({}, 409), json({}, 429)];
    const { client, clock } = await world((response) => answers.shift()?.(response));
    expect(await client.call(get)).toEqual({ kind: 'answer', status: 409, json: {} });
    expect(await client.call(get)).toEqual({ kind: 'throttled', until: clock.now() + 10_000 });
  });

  it('by a date is counted by the clock of the server that named it', async () => {
    const { client, clock } = await world(
      json({}, 429, {
        date: 'Thu, 01 Jan 2026 00:00:00 GMT',
        'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT',
      }),
    );
    expect(await client.call(get)).toEqual({ kind: 'throttled', until: clock.now() + 60_000 });
  });
});

describe('the time that a server tells', () => {
  const date = 'Sun, 05 Apr 2026 01:45:00 GMT';

  it.each([200, 401, 409, 429, 500])('is heard with a %i, and when that was', async (status) => {
    const { client, clock, heard } = await world(json({}, status, { date }));
    await clock.advance(5_000);
    await client.call(get);
    expect(heard).toEqual([[Date.UTC(2026, 3, 5, 1, 45), 5_000, 5_000]]);
  });

  it('is between the request and the head of its answer', async () => {
    const held: ServerResponse[] = [];
    const { client, clock, heard, received } = await world((response) => void held.push(response));
    const call = client.call(get);
    await expect.poll(() => received.length).toBe(1);
    await clock.advance(3_000);
    held[0]?.writeHead(200, { date }).write('{');
    await expect.poll(() => heard.length).toBe(1);
    await clock.advance(2_000);
    held[0]?.end('}');
    await call;
    expect(heard).toEqual([[Date.UTC(2026, 3, 5, 1, 45), 0, 3_000]]);
  });

  it.each<[string, Record<string, string>]>([
    ['a cache', { date, age: '0' }],
    ['a clock without a zone', { date: 'Sun Apr  5 01:45:00 2026' }],
    ['nonsense', { date: 'soon' }],
  ])('is not taken from %s', async (_, headers) => {
    const { client, heard } = await world(json({}, 200, headers));
    await client.call(get);
    expect(heard).toEqual([]);
  });

  it('is not there without an answer', async () => {
    const { client, heard } = await world((_, request) => request.socket.destroy());
    await client.call(get);
    expect(heard).toEqual([]);
  });
});

describe('the log', () => {
  it('has a line for each call, with nothing of what was said', async () => {
    const { client, lines, close } = await world(json({ secret: 'said-back' }));
    const call: Call = {
      method: 'POST',
      path: '/things',
      query: { email: 'ada@asked.example' },
      headers: { authorization: 'Bearer precious' },
      body: { name: 'Ada Lovelace' },
    };
    await client.call(call);
    await close();
    await client.call(call);
    expect(lines).toEqual([
      { event: 'http', method: 'POST', path: '/things', took: 0, status: 200 },
      {
        event: 'http',
        method: 'POST',
        path: '/things',
        took: 0,
        came: 'offline',
        reason: 'ECONNREFUSED',
      },
    ]);
  });
});
