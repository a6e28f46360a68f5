import type { Clock } from '../../src/main/clock.ts';
import { secretKeyFor } from '../../src/main/credentials/key-for.ts';
import type { SecretStore } from '../../src/main/credentials/secret-store.ts';
import { silent } from '../../src/main/log/log.ts';
import { createProvider } from '../../src/main/providers/create.ts';
import { SetbackError } from '../../src/main/providers/provider.ts';
import { type Context, contextOf, NotPossible } from '../../tests/contract/context.ts';
import { play, type Verdict } from '../../tests/contract/scenario.ts';
import { scenarios } from '../../tests/contract/scenarios.ts';
import { settingsInMemory } from '../../tests/support/settings-in-memory.ts';
import { UsageError, type Wish } from './wish.ts';

/** No mail ever gets there (RFC 2606), and nobody is sent to it. */
const NOBODY = 'nobody@vestibule.invalid';

/** What the command has of this machine. */
export interface Machine {
  readonly secrets: SecretStore;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  print(line: string): void;
}

/**
 * Plays the scenarios with a profile's provider, within its limits: one line each, and a last one that counts them.
 * @returns whether none has failed
 */
export async function playLive(wish: Wish, { print, ...machine }: Machine): Promise<boolean> {
  const context = contextFor(wish, machine);
  const wanted = scenarios.filter(({ writes }) => !writes || wish.email !== undefined);
  const counts = { passed: 0, failed: 0 };
  for (const [index, scenario] of wanted.entries()) {
    const verdict = await play(scenario, context);
    print(`${verdict.kind}: ${scenario.name}${because(verdict, wish)}`);
    if (verdict.kind in counts) counts[verdict.kind as keyof typeof counts] += 1;
    if (index > 0) continue;
    // Whoever cannot come in has nothing to try; and a password that is tried again and again locks an account.
    if (verdict.kind === 'failed') break;
    await checkHost(wish, context);
  }
  const { passed, failed } = counts;
  print(`${passed} passed, ${failed} failed, ${wanted.length - passed - failed} skipped`);
  return failed === 0;
}

function contextFor(
  { profile, site, email = NOBODY, host }: Wish,
  { clock, ...machine }: Omit<Machine, 'print'>,
): Context {
  const provider = createProvider({
    ...machine,
    profile,
    clock,
    // One run of the command need not remember anything.
    settings: settingsInMemory(),
    log: silent,
    site,
  });
  return contextOf({
    provider,
    email,
    // Neither vendor says which addresses it takes for none, beyond that there has to be one.
    refusedEmail: '',
    hostName: host,
    now: () => clock.now(),
    wait: (ms) => new Promise((resolve) => clock.after(ms, resolve)),
  });
}

/** Before anything is written: a name that nobody has is a slip of whoever typed it. */
async function checkHost({ host }: Wish, context: Context): Promise<void> {
  if (host === undefined) return;
  try {
    await context.host();
  } catch (error) {
    if (error instanceof NotPossible)
      throw new UsageError(`--host ${host}: the provider has no host of that name`);
    if (!(error instanceof SetbackError)) throw error;
    // The scenario that reads the hosts says so.
  }
}

function because(verdict: Verdict, wish: Wish): string {
  if (!('why' in verdict)) return '';
  const why = `: ${verdict.why.replaceAll(/\s+/g, ' ')}`;
  return verdict.kind === 'failed' ? `${why}${remedy(verdict.error, wish)}` : why;
}

function remedy(error: Error, { profile, file }: Wish): string {
  const state =
    error instanceof SetbackError && error.setback.kind === 'credentials'
      ? error.setback.state
      : undefined;
  if (state === 'missing' || state === 'refused')
    return `. Store it with: npm run credentials -- set ${secretKeyFor(profile).name} --profile ${file}`;
  return state === 'signed-out' ? '. Sign in on the kiosk first.' : '';
}
