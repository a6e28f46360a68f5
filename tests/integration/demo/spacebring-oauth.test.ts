import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { as, guest, openSpacebring, queryOf } from './spacebring-client.ts';
import * as schema from './spacebring-schema.ts';

let open: Awaited<ReturnType<typeof openSpacebring>>;
afterEach(() => open.demo.stop());

const verifier = 'a-verifier-of-at-least-forty-three-characters-0123';
const challenge = {
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};
const refused = async (error: string, asked: Promise<Response>) =>
  expect((await as(schema.tokenError, 400, asked)).error).toBe(error);
/** Whether a token lets one in. */
const reach = async (token: string) =>
  (await open.get('/networks/v1', { authorization: `Bearer ${token}` })).status;

describe('Spacebring demo: signing in', () => {
  it('shows a page with a form that carries everything along', async () => {
    open = await openSpacebring();
    const asked = open.params({ state: `<"it's"> & more` });
    const answer = await open.authorize(asked);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await answer.text();
    expect(page).not.toMatch(/<script|role="alert"/i);
    expect(page).toMatch(/<form method="post" action="\/oauth2\/sign-in">/);
    for (const name of ['email', 'password', ...asked.keys()])
      expect(page).toContain(`name="${name}"`);
    expect(page).toContain('value="&#60;&#34;it&#39;s&#34;&#62; &#38; more"');
  });

  it('goes back with a code and the state, which become a token', async () => {
    open = await openSpacebring();
    const { redirectUri } = open.demo.oauth;
    const answer = await open.enter(open.params({ state: 'a b&c' }));
    expect([answer.status, await answer.text()]).toEqual([302, '']);
    expect(answer.headers.get('location')?.startsWith(`${redirectUri}?`)).toBe(true);
    const { code = '', ...others } = queryOf(answer);
    expect(others).toEqual({ state: 'a b&c' });
    const got = await as(schema.tokens, 200, open.redeem(code, { redirect_uri: redirectUri }));
    expect(got).toMatchObject({ expires_in: 3600, scope: 'visitors support' });
    expect(await reach(got.access_token)).toBe(200);
    await refused('invalid_grant', open.redeem(code));
  });

  it('shows the page again to who is not known', async () => {
    open = await openSpacebring();
    const { email, password } = open.demo.oauth.user;
    const asked = open.params({ state: 'xyz' });
    for (const who of [
      { email, password: 'guess' },
      { email: 'somebody@harbour.example', password },
    ]) {
      const answer = await open.enter(asked, who);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('<p role="alert">The e-mail address or the password is wrong.</p>');
      expect(page).toContain('name="state" value="xyz"');
      expect(page).not.toContain(who.password);
    }
    const { status } = await open.enter(asked, { email: email.toUpperCase(), password });
    expect(status).toBe(302);
  });

  it('sends nobody to an address that is not registered', async () => {
    open = await openSpacebring({ redirectUri: 'http://127.0.0.1:5050/back?from=vendor' });
    for (const more of [
      { redirect_uri: 'http://127.0.0.1:5050/back' },
      { redirect_uri: 'http://127.0.0.1:5050/back?from=vendor&' },
      { client_id: 'harbour-works' },
    ] as Record<string, string>[])
      for (const ask of [open.authorize, open.enter]) {
        const answer = await ask(open.params(more));
        expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      }
    const back = queryOf(await open.enter(open.params()));
    expect(back).toEqual({ from: 'vendor', code: expect.any(String) });
  });

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: '' }, 'invalid_scope'],
    [{ scope: 'visitors everything' }, 'invalid_scope'],
    [{ ...challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: challenge.code_challenge }, 'invalid_request'],
    [{ ...challenge, code_challenge: 'short' }, 'invalid_request'],
  ] as [Record<string, string>, string][])('goes back with %j refused', async (more, error) => {
    open = await openSpacebring();
    for (const ask of [open.authorize, open.enter]) {
      const answer = await ask(open.params({ ...more, state: 'xyz' }));
      expect([answer.status, queryOf(answer)]).toEqual([302, { error, state: 'xyz' }]);
    }
  });

  it('takes scopes by spaces or commas', async () => {
    open = await openSpacebring();
    const { scope } = await open.signIn('visitors.readonly,support, locations');
    expect(scope).toBe('visitors.readonly support locations');
  });
});

describe('Spacebring demo: tokens', () => {
  it('asks for the verifier of a challenge, and for no other', async () => {
    open = await openSpacebring();
    const right = open.redeem(await open.newCode(challenge), { code_verifier: verifier });
    await as(schema.tokens, 200, right);
    await refused('invalid_grant', open.redeem(await open.newCode(challenge)));
    const other = open.redeem(await open.newCode(challenge), { code_verifier: `${verifier}x` });
    await refused('invalid_grant', other);
    await refused('invalid_grant', open.redeem(await open.newCode(), { code_verifier: verifier }));
  });

  it('lets a code go after a minute, and after a mistake', async () => {
    open = await openSpacebring();
    const [late, wrong] = [await open.newCode(), await open.newCode()];
    await refused('invalid_grant', open.redeem(wrong, { redirect_uri: 'http://127.0.0.1/' }));
    await refused('invalid_grant', open.redeem(wrong));
    open.clock.now += 60_000;
    await refused('invalid_grant', open.redeem(late));
  });

  it('refuses a wrong client, a wrong grant and what is no form', async () => {
    open = await openSpacebring();
    const { clientId, clientSecret } = open.demo.oauth;
    for (const more of [{ client_secret: 'guess' }, { client_id: 'harbour-works' }] as Record<
      string,
      string
    >[])
      await as(schema.tokenError, 401, open.redeem(await open.newCode(), more));
    await refused('unsupported_grant_type', open.token({ grant_type: 'client_credentials' }));
    const asJson = open.send('POST', '/oauth2/token', {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code: await open.newCode(),
    });
    await refused('invalid_request', asJson);
  });

  it('end after their hour, and are renewed', async () => {
    open = await openSpacebring();
    const first = await open.signIn();
    open.clock.now += 3_599_999;
    expect(await reach(first.access_token)).toBe(200);
    open.clock.now += 1;
    const late = open.get('/networks/v1', { authorization: `Bearer ${first.access_token}` });
    await as(schema.responseError, 401, late);
    const next = await as(schema.tokens, 200, open.renew(first.refresh_token));
    expect(next.scope).toBe(first.scope);
    expect(await reach(next.access_token)).toBe(200);
    await refused('invalid_grant', open.renew(first.refresh_token));
    await as(schema.tokens, 200, open.renew(next.refresh_token));
  });

  it('live as long as told, and keep their refresh token if that is how it is', async () => {
    open = await openSpacebring({ accessTokenLife: 60, rotatesRefreshTokens: false });
    const first = await open.signIn();
    expect(first.expires_in).toBe(60);
    open.clock.now += 60_000;
    expect(await reach(first.access_token)).toBe(401);
    for (let count = 0; count < 2; count += 1) {
      const next = await as(schema.tokens, 200, open.renew(first.refresh_token));
      expect(next.refresh_token).toBe(first.refresh_token);
    }
  });

  it('are ended from outside, for a while or for good', async () => {
    open = await openSpacebring();
    const first = await open.signIn();
    open.demo.expireTokens();
    expect(await reach(first.access_token)).toBe(401);
    const next = await as(schema.tokens, 200, open.renew(first.refresh_token));
    const code = await open.newCode();
    open.demo.revokeTokens();
    expect(await reach(next.access_token)).toBe(401);
    await refused('invalid_grant', open.renew(next.refresh_token));
    await refused('invalid_grant', open.redeem(code));
    expect(await reach((await open.signIn()).access_token)).toBe(200);
  });

  it('have nothing to do with the operator’s secret', async () => {
    open = await openSpacebring();
    const { access_token } = await open.signIn();
    open.demo.changeSecret('fresh');
    expect(await reach(access_token)).toBe(200);
  });

  it('survive a restart of the server', async () => {
    open = await openSpacebring();
    const token = await open.bearer();
    await open.demo.stop();
    await expect(open.get('/networks/v1')).rejects.toThrow();
    await open.demo.start();
    const { status } = await open.send('GET', '/networks/v1', undefined, token);
    expect(status).toBe(200);
    expect((await open.ask(guest)).status).toBe(201);
  });
});
