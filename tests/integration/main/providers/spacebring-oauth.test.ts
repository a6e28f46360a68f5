import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/demo/faults.ts';
import { labelOf } from '../../../../src/main/credentials/key-for.ts';
import { lastRequest, requestCount } from '../../../support/kiosk-provider.ts';
import { oauthKiosk } from './spacebring-operations.ts';

const TOKEN = '/oauth2/token';
const HOUR = 3600_000;

const setback = (state: string) => ({ kind: 'credentials', state });
const rejects = (state: string) => ({ setback: setback(state) });

describe('signing in at Spacebring', () => {
  it('is a page, a code and tokens, of which only the refresh token is kept', async () => {
    const { demo, keptToken, oauth, enter, provider, refreshKey, secrets } = await oauthKiosk();
    await expect(provider.probe()).rejects.toMatchObject(rejects('signed-out'));
    const page = await oauth.begin();
    expect(page.origin + page.pathname).toBe(`${demo.baseUrl}/oauth2/authorize`);
    expect(Object.fromEntries(page.searchParams)).toEqual({
      client_id: demo.oauth.clientId,
      redirect_uri: demo.oauth.redirectUri,
      response_type: 'code',
      scope: 'visitors community.readonly locations.readonly support',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(await oauth.finish(await enter(page))).toEqual({ kind: 'signed-in' });
    expect(lastRequest(demo, 'POST', TOKEN).body).toEqual({
      grant_type: 'authorization_code',
      client_id: demo.oauth.clientId,
      client_secret: demo.oauth.clientSecret,
      redirect_uri: demo.oauth.redirectUri,
      code: expect.any(String),
      code_verifier: expect.any(String),
    });
    expect(lastRequest(demo, 'POST', TOKEN).headers).not.toHaveProperty('authorization');
    expect(secrets.put.at(-1)).toEqual(refreshKey);
    expect(await keptToken()).toEqual(expect.any(String));
    expect(await provider.probe()).toContain('its hosts can be read');
    expect(lastRequest(demo, 'GET', '/community/memberships/v1').headers).toMatchObject({
      authorization: 'Bearer',
      'spacebring-network-id': demo.provider.networkId,
    });
  });

  it('is each time with a state and a verifier of its own', async () => {
    const { oauth } = await oauthKiosk();
    const [one, other] = [await oauth.begin(), await oauth.begin()].map(({ searchParams }) => [
      searchParams.get('state'),
      searchParams.get('code_challenge'),
    ]);
    expect(one?.[0]).not.toBe(other?.[0]);
    expect(one?.[1]).not.toBe(other?.[1]);
  });

  it('takes nothing that it did not begin, and the one that it began all the same', async () => {
    const { demo, enter, oauth } = await oauthKiosk();
    const unbegun = new URL(`${demo.oauth.redirectUri}?code=x&state=y`);
    expect(await oauth.finish(unbegun)).toMatchObject({ kind: 'refused' });
    const back = await enter(await oauth.begin());
    const forged = new URL(back);
    forged.searchParams.set('state', 'another');
    const stateless = new URL(back);
    stateless.searchParams.delete('state');
    const elsewhere = new URL(back.search, 'https://elsewhere.example/spacebring');
    for (const wrong of [forged, stateless, elsewhere])
      expect(await oauth.finish(wrong)).toMatchObject({ kind: 'refused' });
    expect(requestCount(demo, 'POST', TOKEN)).toBe(0);
    expect(await oauth.finish(back)).toEqual({ kind: 'signed-in' });
    expect(await oauth.finish(back)).toMatchObject({ kind: 'refused' });
    expect(requestCount(demo, 'POST', TOKEN)).toBe(1);
  });

  it.each([
    ['error=access_denied', 'access_denied'],
    ['error=access_denied&error_description=They+said+no', 'They said no'],
    ['code=', 'the provider sent no code, or several'],
    ['code=x&code=y', 'the provider sent no code, or several'],
    ['error=a&error=b', 'what the provider sent makes no sense'],
  ])('that came back with %s is refused, and has to be begun again', async (query, reason) => {
    const { demo, oauth } = await oauthKiosk();
    const state = (await oauth.begin()).searchParams.get('state');
    const back = new URL(`${demo.oauth.redirectUri}?${query}&state=${state}`);
    expect(await oauth.finish(back)).toEqual({ kind: 'refused', reason });
    expect(await oauth.finish(back)).toEqual({
      kind: 'refused',
      reason: 'no sign-in was begun',
    });
    expect(requestCount(demo, 'POST', TOKEN)).toBe(0);
  });

  it('takes a name of the server that it cannot know', async () => {
    const { enter, oauth } = await oauthKiosk();
    const back = await enter(await oauth.begin());
    back.searchParams.set('iss', 'https://www.spacebring.example');
    expect(await oauth.finish(back)).toEqual({ kind: 'signed-in' });
  });

  it('with a code that is too old, or of another verifier, is refused', async () => {
    const { clock, enter, oauth, keptToken } = await oauthKiosk();
    const old = await enter(await oauth.begin());
    await clock.advance(10 * 60_000);
    const tooOld = { kind: 'refused', reason: 'The code is not valid, or not any more.' };
    expect(await oauth.finish(old)).toEqual(tooOld);
    const page = await oauth.begin();
    page.searchParams.set('code_challenge', 'x'.repeat(43));
    expect(await oauth.finish(await enter(page))).toMatchObject({ kind: 'refused' });
    expect(await keptToken()).toBeUndefined();
  });

  it.each<[string, Fault, object]>([
    ['no answer', { kind: 'drop' }, { kind: 'setback', setback: { kind: 'offline' } }],
    ['500', { kind: 'status', status: 500 }, { kind: 'setback', setback: { kind: 'failing' } }],
    ['a page', { kind: 'html' }, { kind: 'setback', setback: { kind: 'failing' } }],
    [
      'a 400 of the vendor’s own',
      { kind: 'status', status: 400, body: '{"message":"no","type":"bad"}' },
      { kind: 'refused', reason: 'the provider answered 400' },
    ],
    [
      'a 401 without a body',
      { kind: 'status', status: 401 },
      { kind: 'setback', setback: setback('refused') },
    ],
    [
      'tokens that no header takes',
      {
        kind: 'status',
        status: 200,
        body: JSON.stringify({ access_token: 'a\nb', token_type: 'Bearer', expires_in: 60 }),
      },
      { kind: 'setback', setback: { kind: 'failing' } },
    ],
    [
      'tokens of another type',
      {
        kind: 'status',
        status: 200,
        body: JSON.stringify({ access_token: 'a', token_type: 'mac', expires_in: 60 }),
      },
      { kind: 'setback', setback: { kind: 'failing' } },
    ],
    [
      'silence that is asked for',
      { kind: 'throttle', status: 429, retryAfter: 30 },
      { kind: 'setback', setback: { kind: 'throttled' } },
    ],
  ])('to which the answer is %s comes to nothing', async (_, fault, meaning) => {
    const { demo, keptToken, signIn } = await oauthKiosk();
    demo.faults.next({ match: { path: TOKEN }, do: fault });
    expect(await signIn()).toMatchObject(meaning);
    expect(await keptToken()).toBeUndefined();
  });

  it('without the client secret, or with a wrong one, says that', async () => {
    const { clientKey, demo, provider, secrets, signIn } = await oauthKiosk();
    await secrets.set(clientKey, 'wrong');
    expect(await signIn()).toMatchObject({ kind: 'setback', setback: setback('refused') });
    const before = requestCount(demo, 'POST', TOKEN);
    expect(await signIn()).toMatchObject({ kind: 'setback', setback: setback('refused') });
    expect(requestCount(demo, 'POST', TOKEN)).toBe(before);
    await secrets.delete(clientKey);
    expect(await signIn()).toMatchObject({ kind: 'setback', setback: setback('missing') });
    await expect(provider.probe()).rejects.toMatchObject(rejects('missing'));
    await secrets.set(clientKey, demo.oauth.clientSecret);
    expect(await signIn()).toEqual({ kind: 'signed-in' });
  });

  it('with the keychain locked is finished when it opens, and nothing is done with the tokens before', async () => {
    const { demo, enter, keptToken, oauth, provider, secrets, start } = await oauthKiosk();
    const back = await enter(await oauth.begin());
    const redeem = oauth.finish.bind(oauth);
    // It locks while the code is on its way.
    const real = secrets.set.bind(secrets);
    let isLocked = true;
    secrets.set = async (key, secret) =>
      isLocked ? { state: 'locked', reason: 'it is in the way' } : real(key, secret);
    expect(await redeem(back)).toMatchObject({ kind: 'setback', setback: setback('locked') });
    await expect(provider.probe()).rejects.toMatchObject(rejects('locked'));
    expect(requestCount(demo, 'GET', '/community/memberships/v1')).toBe(0);
    isLocked = false;
    expect(await provider.probe()).toContain('can be read');
    expect(await keptToken()).toBeDefined();
    expect(await start().provider.probe()).toContain('can be read');
  });
});

describe('a session at Spacebring', () => {
  it('goes on after a restart, without anybody', async () => {
    const { demo, signIn, start } = await oauthKiosk();
    await signIn();
    expect(await start().provider.probe()).toContain('can be read');
    expect(lastRequest(demo, 'POST', TOKEN).body).toEqual({
      grant_type: 'refresh_token',
      client_id: demo.oauth.clientId,
      client_secret: demo.oauth.clientSecret,
      refresh_token: expect.any(String),
    });
  });

  it('is renewed a little before it ends, and the new refresh token replaces the old', async () => {
    const { clock, demo, keptToken, provider, signIn } = await oauthKiosk();
    await signIn();
    const first = await keptToken();
    await clock.advance(HOUR - 60_001);
    await provider.probe();
    expect(requestCount(demo, 'POST', TOKEN)).toBe(1);
    await clock.advance(1);
    await provider.probe();
    expect(requestCount(demo, 'POST', TOKEN)).toBe(2);
    const second = await keptToken();
    expect(second).not.toBe(first);
    await clock.advance(HOUR);
    await provider.probe();
    expect(await keptToken()).not.toBe(second);
  });

  it('ends when it ends, whatever the clock is set to', async () => {
    const { clock, demo, provider, signIn } = await oauthKiosk();
    await signIn();
    clock.set(clock.now() - 24 * HOUR);
    await clock.advance(HOUR);
    await provider.probe();
    expect(requestCount(demo, 'POST', TOKEN)).toBe(2);
  });

  it('that the vendor ends early is renewed once, for all who ask at the same time', async () => {
    const { demo, provider, signIn } = await oauthKiosk();
    await signIn();
    demo.expireTokens();
    await Promise.all([provider.probe(), provider.probe(), provider.probe()]);
    expect(requestCount(demo, 'POST', TOKEN)).toBe(2);
  });

  it('keeps its refresh token where none comes, or the same', async () => {
    const { clock, demo, keptToken, provider, secrets, signIn } = await oauthKiosk({
      rotatesRefreshTokens: false,
    });
    await signIn();
    const first = await keptToken();
    const before = secrets.put.length;
    await clock.advance(HOUR);
    await provider.probe();
    const body = JSON.stringify({ access_token: 'none', token_type: 'bearer' });
    demo.faults.next({ match: { path: TOKEN }, do: { kind: 'status', status: 200, body } });
    await clock.advance(HOUR);
    await provider.probe();
    expect(await keptToken()).toBe(first);
    expect(secrets.put).toHaveLength(before);
  });

  it('is not ended by an answer that is nested too deeply to be passed on', async () => {
    const { clock, demo, provider, signIn } = await oauthKiosk();
    await signIn();
    await clock.advance(HOUR);
    const body = `${'[1,'.repeat(20_000)}1${']'.repeat(20_000)}`;
    demo.faults.next({ match: { path: TOKEN }, do: { kind: 'status', status: 200, body } });
    await expect(provider.probe()).rejects.toMatchObject({ setback: { kind: 'failing' } });
    await expect(provider.probe()).resolves.toMatch('Signed in');
  });

  it('that was revoked is signed out, without asking again, until somebody signs in', async () => {
    const { clock, demo, provider, signIn } = await oauthKiosk();
    await signIn();
    demo.revokeTokens();
    await expect(provider.probe()).rejects.toMatchObject({
      setback: { ...setback('signed-out'), reason: 'The refresh token is not valid.' },
    });
    const before = demo.requests.length;
    await clock.advance(60_000);
    await expect(provider.probe()).rejects.toMatchObject(rejects('signed-out'));
    expect(demo.requests.slice(before).map(({ path }) => path)).not.toContain(TOKEN);
    expect(await signIn()).toEqual({ kind: 'signed-in' });
    expect(await provider.probe()).toContain('can be read');
  });

  it('is not renewed while the keychain is locked, goes on while it can, and then when it opens', async () => {
    const { clock, demo, provider, secrets, signIn } = await oauthKiosk();
    await signIn();
    secrets.trouble = 'locked';
    await clock.advance(HOUR / 2);
    expect(await provider.probe()).toContain('can be read');
    await clock.advance(HOUR / 2);
    await expect(provider.probe()).rejects.toMatchObject(rejects('locked'));
    expect(requestCount(demo, 'POST', TOKEN)).toBe(1);
    secrets.trouble = undefined;
    expect(await provider.probe()).toContain('can be read');
  });

  it('whose new refresh token cannot be kept is held until it can, and used no sooner', async () => {
    const { clock, demo, keptToken, provider, secrets, signIn, start } = await oauthKiosk();
    await signIn();
    const first = await keptToken();
    const real = secrets.set.bind(secrets);
    secrets.set = async () => ({ state: 'frozen', reason: 'no answer' });
    await clock.advance(HOUR);
    const before = requestCount(demo, 'GET', '/community/memberships/v1');
    for (let count = 0; count < 3; count += 1)
      await expect(provider.probe()).rejects.toMatchObject(rejects('frozen'));
    expect(requestCount(demo, 'POST', TOKEN)).toBe(2);
    expect(requestCount(demo, 'GET', '/community/memberships/v1')).toBe(before);
    expect(await keptToken()).toBe(first);
    secrets.set = real;
    expect(await provider.probe()).toContain('can be read');
    expect(requestCount(demo, 'POST', TOKEN)).toBe(2);
    expect(await start().provider.probe()).toContain('can be read');
  });

  it.each([{ kind: 'drop' }, { kind: 'status', status: 502 }, { kind: 'html' }] as const)(
    'is not given up for %j',
    async (fault) => {
      const { clock, demo, provider, signIn } = await oauthKiosk();
      await signIn();
      await clock.advance(HOUR);
      demo.faults.next({ match: { path: TOKEN }, do: fault });
      await expect(provider.probe()).rejects.toThrow();
      expect(await provider.probe()).toContain('can be read');
    },
  );

  it('whose fresh token is turned down may not do this', async () => {
    const { demo, provider, signIn } = await oauthKiosk();
    await signIn();
    demo.faults.next({
      match: { path: '/community/memberships/v1' },
      times: 2,
      do: { kind: 'status', status: 401 },
    });
    await expect(provider.probe()).rejects.toMatchObject(rejects('no-role'));
    expect(await provider.probe()).toContain('can be read');
  });

  it('is taken over by who signs in anew, and never while one is renewed', async () => {
    const { clock, enter, oauth, provider, secrets, signIn, start } = await oauthKiosk();
    await signIn();
    await clock.advance(HOUR);
    const back = await enter(await oauth.begin());
    const real = secrets.set.bind(secrets);
    let [underWay, most] = [0, 0];
    secrets.set = async (...kept) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await setTimeout(30);
      const written = await real(...kept);
      underWay -= 1;
      return written;
    };
    const [, finished] = await Promise.all([provider.probe(), oauth.finish(back)]);
    expect(finished).toEqual({ kind: 'signed-in' });
    expect(most).toBe(1);
    await clock.advance(HOUR);
    expect(await start().provider.probe()).toContain('can be read');
  });

  it('leaves no token, code or secret in a log line, nor in what staff are told', async () => {
    const { clock, demo, keptToken, lines, enter, oauth, provider } = await oauthKiosk();
    const told: unknown[] = [];
    const back = await enter(await oauth.begin());
    told.push(await oauth.finish(back));
    const tokens = [await keptToken(), back.searchParams.get('code')];
    await provider.probe();
    await clock.advance(HOUR);
    await provider.probe();
    tokens.push(await keptToken());
    demo.revokeTokens();
    told.push(await provider.probe().catch((error: unknown) => error));
    told.push(await oauth.finish(back));
    const said = JSON.stringify([lines, told, told.map(String)]);
    for (const secret of [...tokens, demo.oauth.clientSecret]) {
      expect(secret).toEqual(expect.any(String));
      expect(said).not.toContain(secret);
    }
  });

  it('has a refresh token for each network', async () => {
    const { profile, refreshKey } = await oauthKiosk();
    expect(labelOf(refreshKey)).toBe(
      `spacebring.refresh-token ${profile.baseUrl} ${profile.clientId} ${profile.networkId}`,
    );
  });
});
