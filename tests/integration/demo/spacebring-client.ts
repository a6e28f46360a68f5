import {
  type SpacebringOptions,
  startSpacebringDemo,
} from '../../../src/demo/spacebring/server.ts';

/** A demo without limits unless they are given, and a clock that stands still until it is moved. */
export async function openSpacebring(options: SpacebringOptions = {}) {
  const clock = { now: Date.parse('2026-03-02T09:30:15.400Z') };
  const demo = await startSpacebringDemo({ limits: [], now: () => clock.now, ...options });
  const { clientId, locationId, networkId } = demo.provider;
  const basic = `Basic ${Buffer.from(`${clientId}:${demo.secret.value}`).toString('base64')}`;
  const headers = { authorization: basic, 'spacebring-network-id': networkId };
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(demo.baseUrl + path, { headers: { ...headers, ...more } });
  const list = (path: string, query: Record<string, string> = {}) =>
    get(`${path}?${new URLSearchParams({ locationRef: locationId, ...query })}`);
  const post = (body: unknown) =>
    fetch(`${demo.baseUrl}/visitors/requests/v1`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const ask = (visitor: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    post({
      request: { locationRef: locationId, userRefHost: demo.hosts[0]?.id, visitor, ...more },
    });
  return { demo, clock, get, list, post, ask };
}

export const guest = { email: 'ada@guests.example', name: 'Ada', surname: 'Lovelace' };
