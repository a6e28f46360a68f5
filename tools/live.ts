// `npm run test:live`: holds a real account against what every provider has to do (tests/contract).
import { systemClock } from '../src/main/clock.ts';
import { Keychain } from '../src/main/credentials/keychain.ts';
import { ProfileError } from '../src/main/settings/profile-file.ts';
import { forkKeychain } from './keychain-child.ts';
import { playLive } from './live/play-live.ts';
import { readWish, UsageError } from './live/wish.ts';

async function main(): Promise<boolean> {
  const wish = readWish(process.argv.slice(2), process.env);
  const remembered = { get: () => undefined, set: () => {} };
  const keychain = new Keychain({ start: () => forkKeychain(), remembered });
  try {
    return await playLive(wish, {
      secrets: keychain,
      fetch,
      clock: systemClock,
      print: (line) => process.stdout.write(`${line}\n`),
    });
  } finally {
    keychain.stop();
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof ProfileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
