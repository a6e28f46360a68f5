import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/demo/faults.ts';
import { bare, guest, openSpacebring } from './spacebring-client.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const VISITS = '/visitors/visits/v1';

/** One visit, and how often it was done what a fault stands before. */
async function twoWays() {
  open = await openSpacebring();
  const token = await open.bearer();
  const { id, date } = open.demo.expect(guest);
  const path = `${VISITS}/${id}`;
  return {
    PUT: {
      path,
      send: () => open.send('PUT', path, { visit: { date, comment: 'here' } }),
      isDone: () => open.demo.visits[0]?.comment === 'here',
      status: 200,
    },
    DELETE: {
      path,
      send: () => open.send('DELETE', path, undefined, token),
      isDone: () => open.demo.visits[0]?.deleteDate !== undefined,
      status: 204,
    },
  };
}

describe.each(['PUT', 'DELETE'] as const)('Spacebring demo: faults of a %s', (method) => {
  it.each<[Fault, boolean]>([
    [{ kind: 'refuse' }, false],
    [{ kind: 'drop' }, false],
    [{ kind: 'commit-then-drop' }, true],
  ])('%j cuts the connection', async (fault, isCommitted) => {
    const { path, send, isDone } = (await twoWays())[method];
    open.demo.faults.next({ match: { method, path }, do: fault });
    await expect(send()).rejects.toThrow();
    expect(isDone()).toBe(isCommitted);
  });

  it.each<[Fault, number | undefined, boolean]>([
    [{ kind: 'delay', ms: 1 }, undefined, true],
    [{ kind: 'status', status: 503 }, 503, false],
    [{ kind: 'status', status: 500, commit: true }, 500, true],
    [{ kind: 'throttle', status: 429, retryAfter: 2 }, 429, false],
    [{ kind: 'html', commit: true }, 200, true],
    [{ kind: 'empty' }, 200, false],
    [{ kind: 'truncated' }, undefined, true],
    [{ kind: 'raw', status: 299, body: '[' }, 299, false],
    [{ kind: 'raw', status: 204, body: '', commit: true }, 204, true],
  ])('%j answers', async (fault, status, isCommitted) => {
    const way = (await twoWays())[method];
    open.demo.faults.next({ match: { method, path: way.path }, do: fault });
    const answer = await way.send();
    expect(answer.status).toBe(status ?? way.status);
    await answer.text();
    expect(way.isDone()).toBe(isCommitted);
  });
});

describe('Spacebring demo: an answer without content', () => {
  it('has no length, and leaves the connection fit for the next', async () => {
    const { DELETE } = await twoWays();
    const answer = await DELETE.send();
    expect(answer.headers.get('content-length')).toBeNull();
    await bare(204, Promise.resolve(answer));
    expect((await open.get('/networks/v1')).status).toBe(200);
  });
});
