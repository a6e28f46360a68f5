import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/demo/faults.ts';
import { openNexudus, walkIn } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

const match = { method: 'POST', path: '/api/spaces/visitors' };
const kept = () => open.demo.visitors.length;

describe('faults', () => {
  it.each<[Fault, number, number]>([
    [{ kind: 'refuse' }, 0, 0],
    [{ kind: 'drop' }, 1, 0],
    [{ kind: 'commit-then-drop' }, 1, 1],
  ])('%j cuts the connection', async (fault, read, committed) => {
    open = await openNexudus();
    open.demo.faults.next({ match, do: fault });
    await expect(open.post(walkIn)).rejects.toThrow();
    expect([open.demo.requests.length, kept()]).toEqual([read, committed]);
    expect((await open.post(walkIn)).status).toBe(200);
  });

  it.each<[Fault, number, number, string | RegExp]>([
    [{ kind: 'status', status: 500, body: 'oops' }, 500, 0, /^oops$/],
    [{ kind: 'status', status: 500, commit: true }, 500, 1, /^$/],
    [{ kind: 'throttle', status: 409, retryAfter: 7 }, 409, 0, /^$/],
    [{ kind: 'throttle', status: 429, retryAfter: 7 }, 429, 0, /^$/],
    [{ kind: 'html' }, 200, 0, /^<!doctype html>/],
    [{ kind: 'html', commit: true }, 200, 1, /^<!doctype html>/],
    [{ kind: 'empty' }, 200, 0, /^$/],
    [{ kind: 'empty', commit: true }, 200, 1, /^$/],
    [{ kind: 'truncated' }, 200, 1, /^\{"Status":200.*[^}]$/],
  ])('%j answers %i', async (fault, status, committed, body) => {
    open = await openNexudus();
    open.demo.faults.next({ match, do: fault });
    const answer = await open.post(walkIn);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe(fault.kind === 'throttle' ? '7' : null);
    expect(await answer.text()).toMatch(body);
    expect([open.demo.requests.length, kept()]).toEqual([1, committed]);
    expect((await open.post(walkIn)).status).toBe(200);
  });

  it('answer byte for byte what a test makes up', async () => {
    open = await openNexudus();
    const body = Uint8Array.of(0xff, 0xfe, 0x00, 0x7b);
    const headers = { 'content-type': 'application/json; charset=utf-16', 'retry-after': 'soon' };
    open.demo.faults.next({ match, do: { kind: 'raw', status: 299, headers, body } });
    open.demo.faults.next({ match, do: { kind: 'raw', status: 200, body: 'é', commit: true } });
    const first = await open.post(walkIn);
    expect([first.status, new Uint8Array(await first.arrayBuffer())]).toEqual([299, body]);
    for (const [name, value] of Object.entries(headers))
      expect(first.headers.get(name)).toBe(value);
    expect(kept()).toBe(0);
    const second = await open.post(walkIn);
    expect([await second.text(), second.headers.get('content-type')]).toEqual(['é', null]);
    expect(kept()).toBe(1);
  });

  it('may say another length than the body has', async () => {
    open = await openNexudus();
    const headers = { 'content-length': '100' };
    open.demo.faults.next({ match, do: { kind: 'raw', status: 200, headers, body: '{}' } });
    const answer = await open.post(walkIn);
    const rest = answer.text().catch((error: unknown) => error);
    await open.demo.stop();
    expect(await rest).toBeInstanceOf(Error);
  });

  it('delays an answer after committing, and no other', async () => {
    open = await openNexudus();
    open.demo.faults.next({ match, do: { kind: 'delay', ms: 3_600_000 } });
    const late = open.post(walkIn).catch((error: unknown) => error);
    await expect.poll(kept).toBe(1);
    expect((await open.get('/api/spaces/visitors')).status).toBe(200);
    await open.demo.stop();
    expect(await late).toBeInstanceOf(Error);
    await open.demo.start();
    open.demo.faults.next({ match, do: { kind: 'delay', ms: 1 } });
    expect((await open.post(walkIn)).status).toBe(200);
  });

  it('happen as often as they are told to, to the requests that match, in the order given', async () => {
    open = await openNexudus();
    const status = (number: number): Fault => ({ kind: 'status', status: number });
    open.demo.faults.next({ match, times: 2, do: status(500) });
    open.demo.faults.next({ match: { path: /visitors$/ }, do: status(503) });
    open.demo.faults.next({ match: { method: 'GET' }, do: status(502) });
    expect(open.demo.faults.pending).toBe(4);
    const seen = [];
    for (let count = 0; count < 4; count += 1) seen.push((await open.post(walkIn)).status);
    for (let count = 0; count < 2; count += 1)
      seen.push((await open.get('/api/sys/businesses')).status);
    expect(seen).toEqual([500, 500, 503, 200, 502, 200]);
    expect(open.demo.faults.pending).toBe(0);
    open.demo.faults.next({ match: {}, times: Number.POSITIVE_INFINITY, do: status(500) });
    expect((await open.post(walkIn)).status).toBe(500);
    open.demo.faults.clear();
    expect((await open.post(walkIn)).status).toBe(200);
  });
});

describe('stopping', () => {
  it('refuses connections, and takes up again at the same address with what it had', async () => {
    open = await openNexudus();
    const { baseUrl } = open.demo;
    const pair = await open.signIn('kiosk-1');
    await open.post(walkIn);
    await open.demo.stop();
    await open.demo.stop();
    await expect(open.post(walkIn)).rejects.toThrow();
    await open.demo.start();
    await open.demo.start();
    expect(open.demo.baseUrl).toBe(baseUrl);
    expect(await open.reach(pair)).toBe(200);
    expect(kept()).toBe(1);
  });

  it('refuses a port that is taken, by Node’s own error', async () => {
    open = await openNexudus();
    const port = Number(new URL(open.demo.baseUrl).port);
    await expect(openNexudus({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('tells the time of its own clock', async () => {
    open = await openNexudus();
    const { headers } = await open.get('/api/sys/businesses');
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 09:30:15 GMT');
  });
});
