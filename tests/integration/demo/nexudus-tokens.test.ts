import { afterEach, describe, expect, it } from 'vitest';
import { openNexudus, type Pair } from './nexudus-client.ts';

let open: Awaited<ReturnType<typeof openNexudus>>;
afterEach(() => open.demo.stop());

describe('Nexudus demo: tokens', () => {
  it('signs in with a form, and answers as the vendor documents', async () => {
    open = await openNexudus();
    const pair = await open.signIn('kiosk-1');
    expect(pair).toEqual({
      access_token: expect.stringMatching(/./),
      token_type: 'bearer',
      expires_in: 604_799,
      refresh_token: expect.stringMatching(/./),
    });
    expect(await open.reach(pair)).toBe(200);
  });

  it('refuses JSON, and a wrong password', async () => {
    open = await openNexudus();
    const { username } = open.demo.provider;
    const asJson = await fetch(`${open.demo.baseUrl}/api/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        username,
        password: open.demo.secret.value,
      }),
    });
    expect([asJson.status, await asJson.json()]).toEqual([
      400,
      { error: 'unsupported_grant_type' },
    ]);
    const wrong = await open.token({ grant_type: 'password', username, password: 'guess' });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      {
        error: 'invalid_grant',
        error_description: 'The user name or password is incorrect.',
      },
    ]);
  });

  it('takes a refresh token once, and only with the client_id of the sign-in', async () => {
    open = await openNexudus();
    const first = await open.signIn('kiosk-1');
    expect((await open.refresh(first.refresh_token)).status).toBe(400);
    expect((await open.refresh(first.refresh_token, 'kiosk-2')).status).toBe(400);
    const answer = await open.refresh(first.refresh_token, 'kiosk-1');
    expect(answer.status).toBe(200);
    const second = (await answer.json()) as Pair;
    expect(await open.reach(second)).toBe(200);
    const again = await open.refresh(first.refresh_token, 'kiosk-1');
    expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
    expect((await open.refresh(second.refresh_token, 'kiosk-1')).status).toBe(200);
  });

  it('takes the e-mail address where no client_id was given, and a header in place of the field', async () => {
    open = await openNexudus();
    const { username } = open.demo.provider;
    const nameless = await open.signIn();
    expect((await open.refresh(nameless.refresh_token, username)).status).toBe(200);
    const answer = await open.token(
      { grant_type: 'password', username, password: open.demo.secret.value },
      { client_id: 'by-header' },
    );
    const pair = (await answer.json()) as Pair;
    expect((await open.refresh(pair.refresh_token, 'by-header')).status).toBe(200);
  });

  it('ends what a client held when it signs in again, and leaves the other clients alone', async () => {
    open = await openNexudus();
    const [old, other] = [await open.signIn('kiosk-1'), await open.signIn('kiosk-2')];
    const fresh = await open.signIn('kiosk-1');
    expect(await open.reach(old)).toBe(401);
    expect((await open.refresh(old.refresh_token, 'kiosk-1')).status).toBe(400);
    expect([await open.reach(other), await open.reach(fresh)]).toEqual([200, 200]);
  });

  it('lets tokens expire by its clock: access after its life, refresh after fifteen days', async () => {
    open = await openNexudus({ accessTokenLife: 60 });
    const [a, b] = [await open.signIn('a'), await open.signIn('b')];
    open.clock.now += 59_999;
    expect(await open.reach(a)).toBe(200);
    open.clock.now += 1;
    expect(await open.reach(a)).toBe(401);
    expect((await open.refresh(a.refresh_token, 'a')).status).toBe(200);
    open.clock.now += 15 * 24 * 3600 * 1000;
    expect((await open.refresh(b.refresh_token, 'b')).status).toBe(400);
  });

  it('signs everybody out when the password changes', async () => {
    open = await openNexudus();
    const pair = await open.signIn('kiosk-1');
    open.demo.changeSecret('another-one');
    expect(await open.reach(pair)).toBe(401);
    expect((await open.refresh(pair.refresh_token, 'kiosk-1')).status).toBe(400);
    expect((await open.get('/api/sys/businesses')).status).toBe(401);
    expect(open.demo.secret.value).toBe('another-one');
    expect(await open.reach(await open.signIn('kiosk-1'))).toBe(200);
  });

  it('lets every access token expire at a word, and takes what it is refreshed with', async () => {
    open = await openNexudus();
    const pair = await open.signIn('kiosk-1');
    open.demo.expireTokens();
    expect(await open.reach(pair)).toBe(401);
    const answer = await open.refresh(pair.refresh_token, 'kiosk-1');
    expect(answer.status).toBe(200);
    expect(await open.reach((await answer.json()) as Pair)).toBe(200);
  });

  it('revokes every token at a word, and lets the password in again', async () => {
    open = await openNexudus();
    const pair = await open.signIn('kiosk-1');
    open.demo.revokeTokens();
    expect(await open.reach(pair)).toBe(401);
    expect((await open.refresh(pair.refresh_token, 'kiosk-1')).status).toBe(400);
    expect(await open.reach(await open.signIn('kiosk-1'))).toBe(200);
  });

  it('asks for a second factor where it is told to, which a token does not need', async () => {
    open = await openNexudus();
    const { username } = open.demo.provider;
    const pair = await open.signIn('kiosk-1');
    open.demo.askSecondFactor(true);
    const form = { grant_type: 'password', username, password: open.demo.secret.value };
    const bare = await open.token(form);
    expect([bare.status, await bare.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: expect.stringMatching(/two factor/) },
    ]);
    const wrong = await open.token({ ...form, password: 'guess' });
    expect(await wrong.json()).toMatchObject({
      error_description: expect.stringMatching(/user name/),
    });
    expect((await open.token({ ...form, totp: '204060' })).status).toBe(200);
    expect(await open.reach(pair)).toBe(200);
    expect((await open.refresh(pair.refresh_token, 'kiosk-1')).status).toBe(200);
    open.demo.askSecondFactor(false);
    expect((await open.token(form)).status).toBe(200);
  });

  it('says 401 without a token, with a bad one, and for a role that was taken away', async () => {
    open = await openNexudus();
    const path = '/api/spaces/coworkers';
    const bare = await fetch(open.demo.baseUrl + path, { headers: { accept: 'application/json' } });
    expect(bare.status).toBe(401);
    expect((await open.get(path, { authorization: 'Bearer made-up' })).status).toBe(401);
    open.demo.roles.delete('Coworker-List');
    expect((await open.get(path)).status).toBe(401);
    expect((await open.get('/api/sys/businesses')).status).toBe(200);
    open.demo.roles.add('Coworker-List');
    expect((await open.get(path)).status).toBe(200);
  });

  it('sends a web page to a client that does not accept JSON', async () => {
    open = await openNexudus();
    const answer = await open.get('/api/spaces/coworkers', { accept: '*/*' });
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toMatch(/^<!doctype html>/);
  });

  it('keeps of Authorization only the scheme', async () => {
    open = await openNexudus();
    const pair = await open.signIn('kiosk-1');
    await open.get('/api/sys/businesses?page=1', { authorization: `Bearer ${pair.access_token}` });
    await open.get('/api/sys/businesses');
    const [signIn, bearer, basic] = open.demo.requests;
    expect(signIn).toMatchObject({
      method: 'POST',
      path: '/api/token',
      body: { grant_type: 'password', client_id: 'kiosk-1' },
      at: open.clock.now,
    });
    expect(bearer).toMatchObject({ headers: { authorization: 'Bearer' }, query: { page: '1' } });
    expect(basic?.headers.authorization).toBe('Basic');
    expect(JSON.stringify(open.demo.requests)).not.toContain(pair.access_token);
  });
});
