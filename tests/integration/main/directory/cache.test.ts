import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { HostCache } from '../../../../src/main/directory/cache.ts';
import { damage } from '../../../support/damage.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const hosts = Array.from({ length: 500 }, (_, count) => ({
  id: `id-${count}`,
  name: `Host number ${count}`,
  company: 'A company with a name of some length',
}));

/** A folder with a cache that was filled and closed. */
function found() {
  const dataDir = tempFolder();
  const cache = new HostCache(dataDir);
  cache.replace('here', hosts, 1);
  cache.close();
  return { dataDir, file: join(dataDir, 'hosts.db') };
}

function open(dataDir: string): HostCache {
  const cache = new HostCache(dataDir);
  onTestFinished(() => cache.close());
  return cache;
}

const asideIn = (dataDir: string) =>
  readdirSync(dataDir)
    .filter((name) => /^hosts\..*Z\.db$/.test(name))
    .map((name) => name.replace(/-\d.*/, ''));

it('keeps the directory of one account', () => {
  const { dataDir } = found();
  const cache = open(dataDir);
  expect(cache.read('here')).toEqual(expect.arrayContaining(hosts));
  expect(cache.read('elsewhere')).toBeUndefined();
});

it.each<[string, string, (file: string) => void]>([
  ['is no database', 'hosts.damaged', (file) => writeFileSync(file, 'no database '.repeat(500))],
  [
    'is of a newer kiosk',
    'hosts.newer-version',
    (file) => {
      const database = new DatabaseSync(file);
      database.exec('PRAGMA user_version = 99');
      database.close();
    },
  ],
  [
    'is damaged where its hosts are',
    'hosts.damaged',
    (file) => damage(file, 8192, Buffer.alloc(statSync(file).size - 8192, 'x')),
  ],
])('whose file %s is set aside and filled anew', (_, name, spoil) => {
  const { dataDir, file } = found();
  spoil(file);
  const cache = open(dataDir);
  expect(cache.read('here')).toBeUndefined();
  expect(asideIn(dataDir)).toEqual([name]);
  cache.replace('here', hosts, 2);
  expect(cache.read('here')).toEqual(expect.arrayContaining(hosts));
});

it('that is damaged while it is filled is filled anew', () => {
  const { dataDir, file } = found();
  const cache = open(dataDir);
  damage(file, 8192, Buffer.alloc(statSync(file).size - 8192, 'x'));
  cache.replace('here', hosts, 2);
  expect(cache.read('here')).toEqual(expect.arrayContaining(hosts));
  expect(asideIn(dataDir)).toEqual(['hosts.damaged']);
});
