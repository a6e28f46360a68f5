import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LaunchError, readLaunch, usage } from '../../../../src/main/settings/launch.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

function profileNamed(name: string): string {
  const file = join(tempFolder(), 'p.json');
  const provider = { kind: 'demo', of: 'spacebring' };
  writeFileSync(file, JSON.stringify({ site: { name, timeZone: 'Europe/Lisbon' }, provider }));
  return file;
}

function refusal(args: string[], packaged = false): string {
  try {
    readLaunch(args, {}, packaged);
  } catch (error) {
    expect(error).toBeInstanceOf(LaunchError);
    return (error as Error).message;
  }
  throw new Error('It was taken');
}

describe('how a kiosk is started', () => {
  it('with nothing: a demo in the usual place', () => {
    expect(readLaunch([], {}, true)).toEqual({
      profile: undefined,
      dataDir: undefined,
      headless: false,
      signIn: false,
    });
  });

  it('with flags, or with the environment; flags count first', () => {
    const [one, two] = [profileNamed('One'), profileNamed('Two')];
    const env = { VESTIBULE_PROFILE: two, VESTIBULE_DATA_DIR: '/env' };
    expect(
      readLaunch(['--profile', one, '--data-dir=/flag', '--headless'], env, true),
    ).toMatchObject({
      profile: { site: { name: 'One' } },
      dataDir: '/flag',
      headless: true,
    });
    expect(readLaunch([], env, false)).toMatchObject({
      profile: { site: { name: 'Two' } },
      dataDir: '/env',
      headless: false,
    });
  });

  it('a variable that is set to nothing is not set', () => {
    const env = { VESTIBULE_PROFILE: '', VESTIBULE_DATA_DIR: '' };
    expect(readLaunch([], env, false)).toEqual({
      profile: undefined,
      dataDir: undefined,
      headless: false,
      signIn: false,
    });
  });

  it('only to sign in, with a profile on which somebody has to', () => {
    const file = join(tempFolder(), 'p.json');
    const id = '6f1f1b2c-9a3e-4f0d-8a51-3f1f3f0f9a77';
    const provider = {
      kind: 'spacebring',
      baseUrl: 'https://api.spacebring.com',
      networkId: id,
      locationId: id,
      clientId: 'harbour',
      oauth: { redirectUri: 'https://harbour.example/vestibule' },
    };
    const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' };
    writeFileSync(file, JSON.stringify({ site, provider }));
    expect(readLaunch(['--profile', file, '--sign-in'], {}, true)).toMatchObject({
      signIn: true,
      profile: { provider: { oauth: { hosts: [] } } },
    });
    for (const args of [['--sign-in'], ['--sign-in', '--profile', profileNamed('Demo')]])
      expect(refusal(args)).toBe(
        '--sign-in: this profile signs in by itself. Leave --sign-in out, or give a profile whose provider has oauth.',
      );
  });

  it.each([
    [['--colour'], /'--colour'/],
    [['stray'], /'stray'/],
    [['--profile'], /--profile/],
    [['--headless=yes'], /--headless/],
    [['--remote-debugging-port', '9'], /--remote-debugging-port/],
  ])('%j is refused with what there is', (args, says) => {
    const message = refusal(args);
    expect(message).toMatch(says);
    expect(message.endsWith(usage)).toBe(true);
  });

  it.each<[string[], string]>([
    [['--profile='], '--profile is empty. Give a path, or leave it out.'],
    [['--data-dir', ' '], '--data-dir is empty. Give a path, or leave it out.'],
  ])('%j is refused', (args, message) => {
    expect(refusal(args)).toBe(message);
  });

  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=1',
    '--js-flags=--expose-gc',
  ])('installed, it refuses %s', (flag) => {
    expect(refusal([flag, '--headless'], true)).toBe(
      `${flag}: an installed kiosk does not start with a debugging switch. Leave it out.`,
    );
  });

  it('a profile that cannot be used is said with its own words', () => {
    const file = join(tempFolder(), 'p.json');
    writeFileSync(file, '{}');
    expect(refusal(['--profile', file])).toMatch(/cannot be used:\n {2}site: is missing/);
  });
});
