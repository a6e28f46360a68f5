import { describe, expect, it } from 'vitest';
import type { SecretStore } from '../../../../src/main/credentials/secret-store.ts';
import { passwordSessionOf } from '../../../../src/shared/domain/vendors/nexudus.ts';
import { arrivalOf, dispatchOf } from '../../../support/arrivals.ts';
import {
  CLIENT_ID,
  lastRequest,
  nexudusKiosk,
  requestCount,
} from '../../../support/kiosk-provider.ts';
import { type NexudusKiosk, walkIns } from './nexudus-operations.ts';

const nobody = { kind: 'typed', name: 'Maya' } as const;
const VISITORS = '/api/spaces/visitors';
const tokens = (demo: Parameters<typeof requestCount>[0]) =>
  requestCount(demo, 'POST', '/api/token');
const grants = (demo: Parameters<typeof requestCount>[0]) =>
  demo.requests
    .filter(({ path }) => path === '/api/token')
    .map(({ body }) => (body as { grant_type: string }).grant_type);

describe('signing in', () => {
  it('takes a form, with the client_id in it and in a header', async () => {
    const { demo, provider } = await nexudusKiosk();
    expect(await provider.probe()).toContain('262 hosts can be read');
    const { headers, body } = lastRequest(demo, 'POST', '/api/token');
    expect(headers).toMatchObject({
      client_id: CLIENT_ID,
      'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/),
    });
    expect(body).toEqual({
      grant_type: 'password',
      username: 'kiosk@harbour.example',
      password: 'quiet-harbour-4711',
      client_id: CLIENT_ID,
    });
  });

  it('happens once for many calls at once, and is kept', async () => {
    const { demo, provider } = await nexudusKiosk();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => walkIns(provider).send(dispatchOf(arrivalOf(nobody)))),
    );
    expect(answers.every(({ kind }) => kind === 'delivered')).toBe(true);
    expect(grants(demo)).toEqual(['password']);
  });

  it('is renewed before it ends, with the client_id in a header, once for many calls', async () => {
    const { clock, demo, provider } = await nexudusKiosk({ accessTokenLife: 1_000 });
    await provider.probe();
    await clock.advance(939_000);
    await provider.probe();
    expect(tokens(demo)).toBe(1);
    await clock.advance(1_000);
    await Promise.all(Array.from({ length: 5 }, () => provider.probe()));
    expect(grants(demo)).toEqual(['password', 'refresh_token']);
    const { headers, body } = lastRequest(demo, 'POST', '/api/token');
    expect(headers.client_id).toBe(CLIENT_ID);
    expect(body).toEqual({ grant_type: 'refresh_token', refresh_token: expect.any(String) });
  });

  it('is renewed upon a 401, once for many calls, and the calls are made again', async () => {
    const { demo, provider } = await nexudusKiosk();
    await provider.probe();
    demo.faults.next({
      match: { method: 'POST', path: VISITORS },
      times: 4,
      do: { kind: 'status', status: 401 },
    });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => walkIns(provider).send(dispatchOf(arrivalOf(nobody)))),
    );
    expect(answers.map(({ kind }) => kind)).toEqual(new Array(4).fill('delivered'));
    expect(grants(demo)).toEqual(['password', 'refresh_token']);
    expect(demo.visitors).toHaveLength(4);
  });

  it('begins anew when the refresh is refused', async () => {
    const { clock, demo, provider } = await nexudusKiosk({ accessTokenLife: 1_000 });
    await provider.probe();
    demo.changeSecret('quiet-harbour-4711');
    await clock.advance(950_000);
    await provider.probe();
    expect(grants(demo)).toEqual(['password', 'refresh_token', 'password']);
  });

  it.each([400, 500])(
    'begins anew when the refresh is answered %i and nothing else',
    async (status) => {
      const { clock, demo, provider } = await nexudusKiosk({ accessTokenLife: 1_000 });
      await provider.probe();
      await clock.advance(950_000);
      demo.faults.next({ match: { path: '/api/token' }, do: { kind: 'status', status } });
      await provider.probe();
      expect(grants(demo)).toEqual(['password', 'refresh_token', 'password']);
    },
  );

  it('begins anew when the answer to the refresh was lost', async () => {
    const { clock, demo, provider } = await nexudusKiosk({ accessTokenLife: 1_000 });
    await provider.probe();
    await clock.advance(950_000);
    demo.faults.next({ match: { path: '/api/token' }, do: { kind: 'commit-then-drop' } });
    await expect(provider.probe()).rejects.toMatchObject({ setback: { kind: 'offline' } });
    await provider.probe();
    expect(grants(demo)).toEqual(['password', 'refresh_token', 'refresh_token', 'password']);
  });

  it('is not tried again with a password that was refused, and at once with another', async () => {
    const { clock, demo, key, provider, secrets } = await nexudusKiosk();
    await secrets.set(key, 'wrong');
    const refused = {
      kind: 'not-sent',
      setback: {
        kind: 'credentials',
        state: 'refused',
        reason: 'The user name or password is incorrect.',
      },
    };
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toEqual(refused);
    await clock.advance(60_000);
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toEqual(refused);
    expect(tokens(demo)).toBe(1);
    await secrets.set(key, demo.secret.value);
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toMatchObject({
      kind: 'delivered',
    });
    expect(tokens(demo)).toBe(2);
  });

  it('is tried again with a password that was refused ten minutes ago', async () => {
    const { clock, demo, provider } = await nexudusKiosk();
    demo.faults.next({
      match: { path: '/api/token' },
      do: { kind: 'status', status: 400, body: '{"error":"invalid_grant"}' },
    });
    await expect(provider.probe()).rejects.toMatchObject({ setback: { state: 'refused' } });
    await clock.advance(599_999);
    await expect(provider.probe()).rejects.toMatchObject({ setback: { state: 'refused' } });
    await clock.advance(1);
    expect(await provider.probe()).toContain('Signed in');
  });

  it.each(['', '<html>', '{"Message":"No HTTP resource was found"}'])(
    'that is answered 400 with %j is no word about the password',
    async (body) => {
      const { demo, provider } = await nexudusKiosk();
      demo.faults.next({
        match: { path: '/api/token' },
        do: { kind: 'status', status: 400, body },
      });
      await expect(provider.probe()).rejects.toMatchObject({ setback: { kind: 'failing' } });
      expect(await provider.probe()).toContain('Signed in');
    },
  );

  it('names a second factor', async () => {
    const { demo, provider } = await nexudusKiosk();
    const body = '{"error":"invalid_grant","error_description":"A TOTP is required."}';
    demo.faults.next({ match: { path: '/api/token' }, do: { kind: 'status', status: 400, body } });
    await expect(provider.probe()).rejects.toMatchObject({ setback: { state: 'second-factor' } });
  });

  it('takes no token that could not be sent, and logs none', async () => {
    const { demo, lines, provider } = await nexudusKiosk();
    const body = JSON.stringify({ access_token: 'precious\nvalue', expires_in: 10 });
    demo.faults.next({ match: { path: '/api/token' }, do: { kind: 'status', status: 200, body } });
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'failing' },
    });
    expect(JSON.stringify(lines)).not.toContain('precious');
  });

  it('without a password stored: says which is missing', async () => {
    const { demo, key, provider, secrets } = await nexudusKiosk();
    await secrets.delete(key);
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toMatchObject({
      kind: 'not-sent',
      setback: {
        kind: 'credentials',
        state: 'missing',
        reason: expect.stringContaining('nexudus.password'),
      },
    });
    expect(demo.requests).toHaveLength(0);
  });
});

describe('what renews a session', () => {
  const kept = async ({ key, secrets }: NexudusKiosk) => {
    const reading = await secrets.get(passwordSessionOf(key));
    return reading.state === 'present' ? reading.secret : undefined;
  };

  it('outlasts the kiosk, changes each time, and is in no log', async () => {
    const kiosk = await nexudusKiosk();
    await kiosk.provider.probe();
    const known = [await kept(kiosk)];
    for (const run of [1, 2, 3]) {
      expect(await kiosk.start().provider.probe()).toContain('Signed in');
      known.push(await kept(kiosk));
      expect(tokens(kiosk.demo)).toBe(run + 1);
    }
    expect(grants(kiosk.demo)).toEqual(['password', ...new Array(3).fill('refresh_token')]);
    expect(new Set(known).size).toBe(4);
    for (const token of known) {
      expect(token).toMatch(/^.{20,}$/);
      expect(JSON.stringify(kiosk.lines)).not.toContain(token);
    }
  });

  it('is in the keychain before the new access token is used', async () => {
    const kiosk = await nexudusKiosk();
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const slow: SecretStore = {
      get: (key) => kiosk.secrets.get(key),
      delete: (key) => kiosk.secrets.delete(key),
      async set(key, secret) {
        await written;
        return kiosk.secrets.set(key, secret);
      },
    };
    const probing = kiosk.start(slow).provider.probe();
    await expect.poll(() => tokens(kiosk.demo)).toBe(1);
    await kiosk.clock.advance(1_000);
    expect(kiosk.demo.requests).toHaveLength(1);
    write();
    expect(await probing).toContain('Signed in');
    expect(await kept(kiosk)).toBeDefined();
  });

  it('that was not answered at the start for want of a line is good when there is one', async () => {
    const { demo, provider, start } = await nexudusKiosk();
    await provider.probe();
    const { provider: next } = start();
    demo.faults.next({ match: { path: '/api/token' }, do: { kind: 'refuse' } });
    await expect(next.probe()).rejects.toMatchObject({ setback: { kind: 'offline' } });
    await next.probe();
    expect(grants(demo)).toEqual(['password', 'refresh_token']);
  });

  it('that is refused gives way to the password, and to what comes of that', async () => {
    const kiosk = await nexudusKiosk();
    const { demo, provider, start } = kiosk;
    await provider.probe();
    const before = await kept(kiosk);
    demo.revokeTokens();
    await start().provider.probe();
    expect(await kept(kiosk)).not.toBe(before);
    await start().provider.probe();
    expect(grants(demo)).toEqual(['password', 'refresh_token', 'password', 'refresh_token']);
  });

  it.each([
    ['locked', { state: 'locked', reason: 'it is locked' }],
    ['frozen', { state: 'frozen', reason: 'it is frozen' }],
    ['unavailable', { state: 'unavailable', reason: 'there is none' }],
  ] as const)('stays in memory while the keychain is %s', async (_, trouble) => {
    const kiosk = await nexudusKiosk({ accessTokenLife: 1_000 });
    let inTheWay = false;
    let sets = 0;
    const store: SecretStore = {
      get: async (key) => (inTheWay ? trouble : kiosk.secrets.get(key)),
      delete: async (key) => (inTheWay ? trouble : kiosk.secrets.delete(key)),
      async set(key, secret) {
        sets += 1;
        return inTheWay ? trouble : kiosk.secrets.set(key, secret);
      },
    };
    const { provider } = kiosk.start(store);
    await provider.probe();
    inTheWay = true;
    for (const _renewal of [1, 2]) {
      await kiosk.clock.advance(950_000);
      expect(await provider.probe()).toContain('Signed in');
    }
    expect(grants(kiosk.demo)).toEqual(['password', 'refresh_token', 'refresh_token']);
    // To write into it would raise a prompt.
    expect(sets).toBe(1);
    const { provider: later } = kiosk.start(store);
    await expect(later.probe()).rejects.toMatchObject({ setback: trouble });
    inTheWay = false;
    expect(await later.probe()).toContain('Signed in');
    expect(grants(kiosk.demo).slice(3)).toEqual(['refresh_token', 'password']);
  });

  it('may be left out, or be nothing that could be kept', async () => {
    for (const refresh of [undefined, null, 7, '', 'two\nlines']) {
      const kiosk = await nexudusKiosk();
      const { demo } = kiosk;
      const body = JSON.stringify({ access_token: 'a', expires_in: 10, refresh_token: refresh });
      demo.faults.next({
        match: { path: '/api/token' },
        do: { kind: 'status', status: 200, body },
      });
      await kiosk.provider.probe().catch(() => undefined);
      expect(await kiosk.provider.probe()).toContain('Signed in');
      expect(grants(demo).at(-1)).toBe('password');
    }
  });
});

describe('credentials that die while the kiosk runs', () => {
  it('a password that was changed is refused', async () => {
    const { demo, provider } = await nexudusKiosk();
    await provider.probe();
    demo.changeSecret('another');
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'credentials', state: 'refused' },
    });
    expect(grants(demo)).toEqual(['password', 'refresh_token', 'password']);
    await expect(provider.probe()).rejects.toMatchObject({ setback: { state: 'refused' } });
    expect(tokens(demo)).toBe(3);
  });

  it('a second factor that is asked from now on is named', async () => {
    const { demo, provider } = await nexudusKiosk();
    await provider.probe();
    demo.askSecondFactor(true);
    demo.expireTokens();
    expect(await provider.probe()).toContain('Signed in');
    demo.revokeTokens();
    await expect(provider.probe()).rejects.toMatchObject({
      setback: { kind: 'credentials', state: 'second-factor' },
    });
  });

  it('an access token that ended early is renewed', async () => {
    const { demo, provider } = await nexudusKiosk();
    await provider.probe();
    demo.expireTokens();
    expect(await provider.probe()).toContain('Signed in');
    expect(grants(demo)).toEqual(['password', 'refresh_token']);
  });
});

describe('a role that is missing', () => {
  it('is told from a token that ended, without a loop, and is noticed when it comes', async () => {
    const { demo, provider } = await nexudusKiosk();
    demo.roles.delete('Visitor-Create');
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toEqual({
      kind: 'not-sent',
      setback: {
        kind: 'credentials',
        state: 'no-role',
        reason: 'kiosk@harbour.example is signed in but may not POST /api/spaces/visitors',
      },
    });
    expect(demo.requests.map(({ path }) => path)).toEqual([
      '/api/token',
      VISITORS,
      '/api/token',
      VISITORS,
    ]);
    expect(await provider.probe()).toContain('hosts can be read');
    demo.roles.add('Visitor-Create');
    expect(await walkIns(provider).send(dispatchOf(arrivalOf(nobody)))).toMatchObject({
      kind: 'delivered',
    });
  });
});
