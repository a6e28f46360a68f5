import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ownArguments } from '../../../../src/main/app/arguments.ts';

const app = resolve('/opt/vestibule');
const own = ['--profile', 'site.json'];

test.each([
  ['installed', ['/opt/vestibule/vestibule', ...own], true],
  ['from a checkout', ['electron', app, ...own], false],
  ['with switches for Electron', ['electron', '--no-sandbox', '--inspect=0', app, ...own], false],
  ['with the folder written otherwise', ['electron', `${app}/.`, ...own], false],
  ['started by a file of the app', ['electron', `${app}/out/main/index.js`, ...own], false],
])('%s', (_name, argv, packaged) => {
  expect(ownArguments(argv, app, packaged)).toEqual(own);
});

test('an installed kiosk sees every switch that it is given', () => {
  expect(ownArguments(['vestibule', '--inspect=0', app], app, true)).toEqual(['--inspect=0', app]);
});
