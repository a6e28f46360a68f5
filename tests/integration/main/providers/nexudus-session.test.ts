import { describe, expect, it } from 'vitest';
import { arrivalOf } from '../../../support/arrivals.ts';
import {
  CLIENT_ID,
  lastRequest,
  nexudusKiosk,
  requestCount,
} from '../../../support/kiosk-provider.ts';

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
      Array.from({ length: 8 }, () => provider.checkIn({ arrival: arrivalOf(nobody) })),
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
      Array.from({ length: 4 }, () => provider.checkIn({ arrival: arrivalOf(nobody) })),
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
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toEqual(refused);
    await clock.advance(60_000);
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toEqual(refused);
    expect(tokens(demo)).toBe(1);
    await secrets.set(key, demo.secret.value);
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toMatchObject({
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
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toMatchObject({
      kind: 'not-sent',
      setback: { kind: 'failing' },
    });
    expect(JSON.stringify(lines)).not.toContain('precious');
  });

  it('without a password stored: says which is missing', async () => {
    const { demo, key, provider, secrets } = await nexudusKiosk();
    await secrets.delete(key);
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toMatchObject({
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

describe('a role that is missing', () => {
  it('is told from a token that ended, without a loop, and is noticed when it comes', async () => {
    const { demo, provider } = await nexudusKiosk();
    demo.roles.delete('Visitor-Create');
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toEqual({
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
    expect(await provider.checkIn({ arrival: arrivalOf(nobody) })).toMatchObject({
      kind: 'delivered',
    });
  });
});
