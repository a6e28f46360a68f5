import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAsset } from '../../../../src/main/app/asset.ts';

describe('findAsset', () => {
  test.each([
    ['app://kiosk/', ['index.html'], 'text/html; charset=utf-8'],
    ['app://kiosk/index.html?a#b', ['index.html'], 'text/html; charset=utf-8'],
    [
      'app://kiosk/assets/index-B_x-1.js',
      ['assets', 'index-B_x-1.js'],
      'text/javascript; charset=utf-8',
    ],
    ['app://kiosk/assets/inter.woff2', ['assets', 'inter.woff2'], 'font/woff2'],
  ])('%s', (url, path, contentType) => {
    expect(findAsset(url)).toEqual({ path, contentType });
  });

  test.each([
    ['another host', 'app://other/index.html'],
    ['a host that begins alike', 'app://kiosk.example/index.html'],
    ['another scheme', 'https://kiosk/index.html'],
    ['a user name', 'app://user@kiosk/index.html'],
    ['a port', 'app://kiosk:80/index.html'],
    ['no address at all', 'index.html'],
    ['a folder', 'app://kiosk/assets/'],
    ['an unknown kind of file', 'app://kiosk/index.ts'],
    ['no kind', 'app://kiosk/index'],
    ['a hidden file', 'app://kiosk/.env.js'],
    ['an encoded slash', 'app://kiosk/..%2f..%2fsecrets.js'],
    ['an encoded backslash', 'app://kiosk/..%5c..%5csecrets.js'],
    ['a backslash', 'app://kiosk/..\\..\\secrets.js'],
    ['dots encoded twice', 'app://kiosk/%252e%252e/secrets.js'],
    ['NUL', 'app://kiosk/secrets.txt%00.js'],
    ['a path from the root', 'app://kiosk//etc/secrets.js'],
    ['a drive', 'app://kiosk/C:/secrets.js'],
    ['another stream of a file', 'app://kiosk/secrets.txt:a.js'],
    ['the name of a prototype', 'app://kiosk/a.constructor'],
  ])('gives nothing for %s', (_name, url) => {
    expect(findAsset(url)).toBeUndefined();
  });

  test.each(['app://kiosk/../../secrets.js', 'app://kiosk/%2e%2e/%2E./secrets.js'])(
    '%s climbs no higher than the folder',
    (url) => {
      expect(findAsset(url)?.path).toEqual(['secrets.js']);
    },
  );

  test('whatever is asked for, the path is of plain names below the folder', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '/', '//', '%00', ':', 'a', '.js'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const found = findAsset(`app://kiosk/${pieces.join('')}`);
        for (const name of found?.path ?? []) expect(name).toMatch(/^[\w-][\w.-]*$/);
      }),
    );
  });
});
