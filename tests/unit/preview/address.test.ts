import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toApp, toWeb } from '../../../tools/preview/address.ts';

test.each([
  ['app://kiosk/', 'http://kiosk.localhost/'],
  ['app://kiosk/assets/a.js?b#c', 'http://kiosk.localhost/assets/a.js?b#c'],
  ['app://kiosk', 'http://kiosk.localhost'],
])('%s is %s in the browser', (app, web) => {
  expect(toWeb(app)).toBe(web);
  expect(toApp(web)).toBe(app);
});

test.each([
  'http://kiosk.localhost.example/',
  'http://kiosk.localhost:8080/',
  'https://kiosk.localhost/',
  'http://localhost/',
  'http://a@kiosk.localhost/',
  'data:text/html,http://kiosk.localhost/',
])('%s is not the app', (url) => {
  expect(toApp(url)).toBe(url);
});

test('there and back is the same address', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]+$/), fc.webPath(), (host, path) => {
      const url = `app://${host}${path || '/'}`;
      expect(toApp(toWeb(url))).toBe(url);
    }),
  );
});
