import { expect } from 'playwright/test';
import { traces } from '../support/traces.ts';
import { test } from './support/site.ts';

const guest = (name: string) => ({
  firstName: `${name}ona`,
  lastName: `Szczepa${name}ska`,
  email: `${name}@guests.test`,
  phone: '912 345 678',
  company: `${name} & Töchter`,
});
const visitors = { method: 'POST', path: '/api/spaces/visitors' };

test('nothing that was typed can be read in the data folder, delivered or not, also after a power cut', async ({
  site,
  nexudus,
}) => {
  const { kiosk, guest: at } = await site.open(nexudus);

  expect(await at.signIn(guest('quixotia'), 'Maya Okafor')).toBe('told');
  await at.done();

  const quoting = {
    Message: 'Email: vexillara@guests.test is not welcome',
    Value: null,
    Errors: [
      { AttemptedValue: 'vexillara', PropertyName: 'Email', Message: 'vexillara is not welcome' },
    ],
    WasSuccessful: false,
  };
  nexudus.faults.next({
    match: visitors,
    do: { kind: 'status', status: 400, body: JSON.stringify(quoting) },
  });
  expect(await at.signIn(guest('vexillara'), 'Maya Okafor')).toBe('reception');
  await at.done();

  nexudus.faults.next({ match: visitors, times: 9, do: { kind: 'drop' } });
  expect(await at.signIn(guest('zephyrine'), 'Maya Okafor')).toBe('recorded');
  await at.done();

  await nexudus.stop();
  await at.introduce(guest('umbrielle'));
  await at.field('Who are you here to see?').fill('Oberontius');
  await kiosk.kill();

  const words = ['quixotia', 'vexillara', 'zephyrine', 'umbrielle'].flatMap((name) =>
    Object.values(guest(name)),
  );
  expect(traces(site.dataDir, [...words, '+351912345678', 'Oberontius'])).toEqual([]);
  // What is there can be found in this way.
  const known = traces(site.dataDir, [`nexudus ${nexudus.provider.baseUrl}`]);
  expect(known.map((file) => file.replace(/.*[\\/]/, ''))).toEqual(
    expect.arrayContaining(['vestibule.log', 'outbox.db-wal']),
  );
});
