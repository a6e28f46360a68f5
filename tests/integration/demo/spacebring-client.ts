import { expect } from 'vitest';
import type { z } from 'zod';
import {
  type SpacebringOptions,
  startSpacebringDemo,
} from '../../../src/demo/spacebring/server.ts';
import * as schema from './spacebring-schema.ts';

export const at = Date.parse('2026-03-02T09:30:15.400Z');

/** A demo without limits unless they are given, and a clock that stands still until it is moved. */
export async function openSpacebring(options: SpacebringOptions = {}) {
  const clock = { now: at };
  const demo = await startSpacebringDemo({ limits: [], now: () => clock.now, ...options });
  const { clientId, locationId, networkId } = demo.provider;
  const basic = `Basic ${Buffer.from(`${clientId}:${demo.secret.value}`).toString('base64')}`;
  const headers = { authorization: basic, 'spacebring-network-id': networkId };
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(demo.baseUrl + path, { headers: { ...headers, ...more } });
  const list = (path: string, query: Record<string, string> = {}) =>
    get(`${path}?${new URLSearchParams({ locationRef: locationId, ...query })}`);
  const send = (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    fetch(demo.baseUrl + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const post = (body: unknown) => send('POST', '/visitors/requests/v1', body);
  const ask = (visitor: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    post({
      request: { locationRef: locationId, userRefHost: demo.hosts[0]?.id, visitor, ...more },
    });
  /** With the code of a visit: `checkin` or `checkout`. */
  const pass = (way: 'checkin' | 'checkout', code: string) =>
    send('POST', `/visitors/visits/v1/${way}`, { code, locationRef: locationId });

  const oauth = oauthClient(demo);
  /** The header of a user who has signed in, to go into `more`. */
  const bearer = async (scope?: string) => {
    const { access_token } = await oauth.signIn(scope);
    return { authorization: `Bearer ${access_token}` };
  };
  return { demo, clock, get, list, send, post, ask, pass, bearer, ...oauth };
}

/** What a partner's application and the browser of its user do. */
function oauthClient({ baseUrl, oauth }: Awaited<ReturnType<typeof startSpacebringDemo>>) {
  const { clientId, clientSecret, redirectUri, user } = oauth;
  const params = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'visitors support',
      ...more,
    });
  const authorize = (query: URLSearchParams) =>
    fetch(`${baseUrl}/oauth2/authorize?${query}`, { redirect: 'manual' });
  const enter = (query: URLSearchParams, who: { email: string; password: string } = user) =>
    fetch(`${baseUrl}/oauth2/sign-in`, {
      method: 'POST',
      body: new URLSearchParams([...query, ...Object.entries(who)]),
      redirect: 'manual',
    });
  const token = (form: Record<string, string>) =>
    fetch(`${baseUrl}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        ...form,
      }),
    });
  const newCode = async (more: Record<string, string> = {}) =>
    queryOf(await enter(params(more))).code ?? '';
  const redeem = (code: string, more: Record<string, string> = {}) =>
    token({ grant_type: 'authorization_code', code, ...more });
  const renew = (refreshToken: string) =>
    token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const signIn = async (scope = 'visitors support') =>
    as(schema.tokens, 200, redeem(await newCode({ scope })));
  return { params, authorize, enter, token, newCode, redeem, renew, signIn };
}

/** What a redirect carries back. */
export const queryOf = (answer: Response): Record<string, string> =>
  Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);

/** The answer's content, which must have that status and be exactly of that form. */
export async function as<T extends z.ZodType>(form: T, status: number, asked: Promise<Response>) {
  const answer = await asked;
  const content: unknown = await answer.json();
  expect([answer.status, content]).toEqual([status, content]);
  return form.parse(content) as z.output<T>;
}

/** Nothing but that status. */
export async function bare(status: number, asked: Promise<Response>) {
  const answer = await asked;
  expect([answer.status, await answer.text()]).toEqual([status, '']);
  expect(answer.headers.get('content-type')).toBeNull();
}

export const guest = { email: 'ada@guests.example', name: 'Ada', surname: 'Lovelace' };
