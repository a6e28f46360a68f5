import { parseArgs } from 'node:util';
import type { LiveProfile, Profile, ProviderProfile } from '#shared/domain/profile.ts';
import { systemClock } from '../src/main/clock.ts';
import { secretKeysFor, sessionKeysFor } from '../src/main/credentials/key-for.ts';
import { Keychain } from '../src/main/credentials/keychain.ts';
import { secretFault } from '../src/main/credentials/secret-fault.ts';
import { type SecretKey, secretNames } from '../src/main/credentials/secret-store.ts';
import { silent } from '../src/main/log/log.ts';
import type { KeyValues } from '../src/main/platform.ts';
import { createProvider } from '../src/main/providers/create.ts';
import { type Setback, SetbackError } from '../src/main/providers/provider.ts';
import { ProfileError, readProfile } from '../src/main/settings/profile-file.ts';
import { forkKeychain } from './keychain-child.ts';
import { readSecret, SecretInputError } from './read-secret.ts';

const usage = `Usage: npm run credentials -- set|test|delete NAME [--profile FILE]

  set       stores a secret in this computer's keychain; it is read from standard input, or typed unseen
  test      signs in to the profile's provider with it and says what it reaches
  delete    takes it out of the keychain
  NAME      ${secretNames.join(' or ')}
  FILE      the site's profile, which says for which provider and account (or VESTIBULE_PROFILE)`;

/** The command was called in a way that cannot work. */
class UsageError extends Error {}
/** The keychain or the provider did not do what was asked. */
class TroubleError extends Error {}

const actions = ['set', 'test', 'delete'] as const;
type Action = (typeof actions)[number];

interface Wish {
  readonly action: Action;
  readonly profile: LiveProfile;
  readonly site: Profile['site'];
  readonly key: SecretKey;
  /** How a member of staff signs in with this profile. */
  readonly signIn: string;
  /** This command again, to be shown in a remedy. */
  again(action: Action): string;
}

/** Nothing that was typed in the place of an action or a name is repeated: it may be a secret in the wrong place. */
function readWish(args: string[], env: NodeJS.ProcessEnv): Wish {
  const { values, positionals } = readArguments(args);
  const [action, name, ...rest] = positionals;
  if (!isOneOf(actions, action))
    throw new UsageError(`Say first what to do: set, test or delete.\n\n${usage}`);
  if (!isOneOf(secretNames, name))
    throw new UsageError(`Say which secret: ${secretNames.join(' or ')}.\n\n${usage}`);
  if (rest.length > 0)
    throw new UsageError(
      `There is something after ${name} that does not belong there. A secret is read from standard input, never from the command line.\n\n${usage}`,
    );
  const file = values.profile ?? env.VESTIBULE_PROFILE;
  if (!file)
    throw new UsageError(
      'A secret belongs to the provider and account of one profile. Name it: --profile FILE, or VESTIBULE_PROFILE.',
    );
  const { provider, site } = readProfile(file);
  const profile = liveProfile(provider, file);
  const keys = secretKeysFor(profile);
  const key = keys.find((one) => one.name === name);
  if (!key)
    throw new UsageError(
      `The profile ${file} is for ${profile.kind}, whose secret is ${keys.map((one) => one.name).join(' or ')}, not ${name}.`,
    );
  return {
    action,
    profile,
    site,
    key,
    signIn: `npm start -- --profile ${quoted(file)} --sign-in`,
    again: (other) => `npm run credentials -- ${other} ${name} --profile ${quoted(file)}`,
  };
}

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options: { profile: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

function isOneOf<T extends string>(choices: readonly T[], word: string | undefined): word is T {
  return choices.some((choice) => choice === word);
}

function liveProfile(provider: ProviderProfile, file: string): LiveProfile {
  if (provider.kind === 'demo')
    throw new UsageError(
      `The profile ${file} is a demo, which needs no secret: its server makes one up. Name the profile of a real site.`,
    );
  return provider;
}

/** Does what is wished, and answers what to say of it. */
async function carryOut(wish: Wish, keychain: Keychain): Promise<string> {
  switch (wish.action) {
    case 'set':
      return store(wish, keychain);
    case 'delete':
      return remove(wish, keychain);
    case 'test':
      return signIn(wish, keychain);
  }
}

async function store({ key, again }: Wish, keychain: Keychain): Promise<string> {
  const secret = await readSecret(`${key.name} of ${owner(key)} (not shown): `);
  const fault = secretFault(secret);
  if (fault) throw new UsageError(fault);
  const writing = await keychain.set(key, secret);
  if ('reason' in writing) throw new TroubleError(writing.reason);
  return `Stored ${key.name} of ${owner(key)}. To try it: ${again('test')}`;
}

/** With what keeps a session going that it began, or the kiosk would stay signed in without it. */
async function remove({ key, profile }: Wish, keychain: Keychain): Promise<string> {
  for (const session of sessionKeysFor(profile)) {
    const writing = await keychain.delete(session);
    if ('reason' in writing) throw new TroubleError(writing.reason);
  }
  const writing = await keychain.delete(key);
  if ('reason' in writing) throw new TroubleError(writing.reason);
  return writing.state === 'done'
    ? `Deleted ${key.name} of ${owner(key)}.`
    : `There was no ${key.name} of ${owner(key)} to delete.`;
}

async function signIn(wish: Wish, keychain: Keychain): Promise<string> {
  // Somebody waits for it at a prompt: it does not wait for this kiosk's turn.
  const { share: _, ...profile } = wish.profile;
  const provider = createProvider({
    profile,
    secrets: keychain,
    fetch,
    clock: systemClock,
    settings: forgetful(),
    log: silent,
    site: wish.site,
  });
  try {
    return await provider.probe();
  } catch (error) {
    if (error instanceof SetbackError) throw new TroubleError(explain(error.setback, wish));
    throw error;
  }
}

const quoted = (file: string) => (/\s/.test(file) ? `"${file}"` : file);

const owner = (key: SecretKey) => `${key.account} at ${key.address}`;

function explain(setback: Setback, wish: Wish): string {
  const { key } = wish;
  switch (setback.kind) {
    case 'offline':
      return `Offline: ${setback.reason}. Check the network, and provider.baseUrl in the profile.`;
    case 'failing':
      return `Failing: ${setback.reason}. Check provider.baseUrl in the profile, or try again later.`;
    case 'throttled':
      return `Throttled: ${key.address} wants silence until ${new Date(setback.until).toISOString()}. Try again then.`;
    case 'credentials':
      return explainCredentials(setback, wish);
  }
}

function explainCredentials(
  setback: Extract<Setback, { kind: 'credentials' }>,
  { again, signIn }: Wish,
): string {
  const { state, reason } = setback;
  const set = again('set');
  switch (state) {
    case 'missing':
      return `Missing: ${reason}. Store it with: ${set}`;
    case 'refused':
      return `Refused: ${reason}. If the secret has changed, store the new one with: ${set}`;
    case 'no-role':
      return `No role: ${reason}. Give the account the rights that the kiosk needs.`;
    case 'signed-out':
      return `Signed out: ${reason}. Have a member of staff sign in with: ${signIn}`;
    case 'second-factor':
      return `Second factor: ${reason}. Use an account without one, since nobody is there to enter it.`;
    case 'locked':
    case 'unavailable':
    case 'frozen':
      return reason;
  }
}

/** What one run of the command need not remember. */
function forgetful(): KeyValues {
  const values = new Map<string, unknown>();
  return { get: (key) => values.get(key), set: (key, value) => void values.set(key, value) };
}

async function main(): Promise<void> {
  const wish = readWish(process.argv.slice(2), process.env);
  const keychain = new Keychain({ start: () => forkKeychain(), remembered: forgetful() });
  try {
    process.stdout.write(`${await carryOut(wish, keychain)}\n`);
  } finally {
    keychain.stop();
  }
}

try {
  await main();
} catch (error) {
  const misused =
    error instanceof UsageError ||
    error instanceof ProfileError ||
    error instanceof SecretInputError;
  if (!misused && !(error instanceof TroubleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = misused ? 2 : 1;
}
