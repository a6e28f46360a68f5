import type { Reply } from '../loopback.ts';

/**
 * The page on which a person signs in. Its form carries along what the kiosk asked for, and it needs no script.
 * @param asked the query of the authorization request
 * @param error a sentence about the attempt before
 */
export function signInPage(asked: URLSearchParams, error?: string): Reply {
  const carried = [...asked].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return htmlPage(
    200,
    'Sign in to Harbour Works',
    `${error === undefined ? '' : `<p role="alert">${escaped(error)}</p>`}
<form method="post" action="/oauth2/sign-in">
<p><label for="email">E-mail</label> <input id="email" name="email" type="email" autocomplete="username" required></p>
<p><label for="password">Password</label> <input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><button type="submit">Sign in</button></p>
${carried.join('\n')}
</form>`,
  );
}

/** For a request that must not be answered with a redirect. */
export const refusalPage = (sentence: string): Reply =>
  htmlPage(400, 'This application cannot be connected', `<p role="alert">${escaped(sentence)}</p>`);

const htmlPage = (status: number, title: string, content: string): Reply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
  },
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${content}
</main></body></html>`,
});

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
