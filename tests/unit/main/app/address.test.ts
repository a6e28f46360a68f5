import { expect, test } from 'vitest';
import { isKioskPage } from '../../../../src/main/app/address.ts';

test.each(['app://kiosk/', 'app://kiosk/#you', 'app://kiosk/?a=b', 'app://kiosk/./'])(
  '%s is the kiosk’s page',
  (url) => {
    expect(isKioskPage(url)).toBe(true);
  },
);

test.each([
  'app://kiosk/index.html',
  'app://kiosk/other',
  'app://kiosk:80/',
  'app://kiosk.example/',
  'app://kiosk@other/',
  'app://user@kiosk/',
  'app://user:word@kiosk/',
  'app://other/',
  'https://kiosk/',
  'http://kiosk.localhost/',
  'data:text/html,app://kiosk/',
  'about:blank',
  '',
])('%s is not', (url) => {
  expect(isKioskPage(url)).toBe(false);
});
