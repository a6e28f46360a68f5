import { type NexudusOptions, startNexudusDemo } from '../../../src/demo/nexudus/server.ts';

export const at = Date.parse('2026-03-02T09:30:15.400Z');

/** A demo without limits unless they are given, and a clock that stands still until it is moved. */
export async function openNexudus(options: NexudusOptions = {}) {
  const clock = { now: at };
  const demo = await startNexudusDemo({ limits: [], now: () => clock.now, ...options });
  const { username } = demo.provider;
  const basic = `Basic ${Buffer.from(`${username}:${demo.secret.value}`).toString('base64')}`;
  const headers = { accept: 'application/json', authorization: basic };

  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(demo.baseUrl + path, { headers: { ...headers, ...more } });
  const send = (method: string, path: string, body: unknown, more: Record<string, string> = {}) =>
    fetch(demo.baseUrl + path, {
      method,
      headers: { ...headers, 'content-type': 'application/json', ...more },
      body: JSON.stringify(body),
    });
  const post = (body: unknown) => send('POST', '/api/spaces/visitors', body);
  const put = (body: unknown) => send('PUT', '/api/spaces/visitors', body);
  const list = async (path: string) => (await (await get(path)).json()) as Envelope;
  const visitor = async (id: number | undefined) =>
    (await (await get(`/api/spaces/visitors/${id}`)).json()) as Record<string, unknown>;
  const token = (form: Record<string, string>, more: Record<string, string> = {}) =>
    fetch(`${demo.baseUrl}/api/token`, {
      method: 'POST',
      headers: more,
      body: new URLSearchParams(form),
    });
  const signIn = async (clientId?: string): Promise<Pair> => {
    const form = { grant_type: 'password', username, password: demo.secret.value };
    const answer = await token(clientId === undefined ? form : { ...form, client_id: clientId });
    return (await answer.json()) as Pair;
  };
  const refresh = (refreshToken: string, clientId?: string) =>
    token(
      { grant_type: 'refresh_token', refresh_token: refreshToken },
      clientId === undefined ? {} : { client_id: clientId },
    );
  const reach = async (pair: Pair): Promise<number> =>
    (await get('/api/sys/businesses', { authorization: `Bearer ${pair.access_token}` })).status;
  return { demo, clock, get, send, post, put, list, visitor, token, signIn, refresh, reach };
}

export interface Envelope {
  readonly Records: readonly Record<string, unknown>[];
  readonly [name: string]: unknown;
}

export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

export const walkIn = {
  BusinessId: 1234,
  FullName: 'Ada Lovelace',
  Email: 'ada@guests.example',
  ExpectedArrival: '2026-03-02T09:30:00',
  VisitorSource: 2,
  HostApprovalStatus: 1,
};
