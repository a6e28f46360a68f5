import { parseArgs } from 'node:util';
import type { Profile } from '#shared/domain/profile.ts';
import { ProfileError, readProfile } from './profile-file.ts';

/** How this start of the kiosk was asked for. */
export interface Launch {
  /** Absent: nothing is configured, so the kiosk is a demo. */
  readonly profile: Profile | undefined;
  /** Absent: the operating system's usual place. */
  readonly dataDir: string | undefined;
  readonly headless: boolean;
  /** No kiosk: a member of staff signs in at the provider, and that is all. */
  readonly signIn: boolean;
}

/** A start that cannot go on. Its message is for the person who started it. */
export class LaunchError extends Error {
  override name = 'LaunchError';
}

export const usage = `Vestibule, a check-in kiosk.

  --profile FILE    the site's profile (or VESTIBULE_PROFILE); without one the kiosk is a demo
  --data-dir DIR    where arrivals, settings and logs are kept (or VESTIBULE_DATA_DIR)
  --headless        no window
  --sign-in         opens the provider's sign-in page, for a profile with oauth, and ends`;

const debugging =
  /^--(remote-debugging|inspect|js-flags|remote-allow-origins|auto-open-devtools|debug)/;

/**
 * Reads flags and environment.
 * @param args what follows the program (packaged) or the app's folder (unpackaged)
 * @param packaged an installed kiosk: it refuses switches that open it to a debugger
 * @throws LaunchError
 */
export function readLaunch(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  packaged: boolean,
): Launch {
  const switches = args.filter((argument) => debugging.test(argument));
  if (packaged && switches.length > 0)
    throw new LaunchError(
      `${switches.join(', ')}: an installed kiosk does not start with a debugging switch. Leave it out.`,
    );
  const flags = readFlags(args);
  // A variable that is set to nothing is one that is not set, as everywhere in a shell.
  const file = named('--profile', flags.profile) ?? (env.VESTIBULE_PROFILE || undefined);
  const dataDir = named('--data-dir', flags['data-dir']) ?? (env.VESTIBULE_DATA_DIR || undefined);
  try {
    const profile = file === undefined ? undefined : readProfile(file);
    const signIn = flags['sign-in'] ?? false;
    if (signIn && !(profile && 'oauth' in profile.provider && profile.provider.oauth))
      throw new LaunchError(
        '--sign-in: this profile signs in by itself. Leave --sign-in out, or give a profile whose provider has oauth.',
      );
    return { profile, dataDir, headless: flags.headless ?? false, signIn };
  } catch (error) {
    if (error instanceof ProfileError) throw new LaunchError(error.message);
    throw error;
  }
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        'data-dir': { type: 'string' },
        headless: { type: 'boolean' },
        'sign-in': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new LaunchError(`${(error as Error).message}\n\n${usage}`);
  }
}

function named(source: string, value: string | undefined): string | undefined {
  if (value?.trim() === '')
    throw new LaunchError(`${source} is empty. Give a path, or leave it out.`);
  return value;
}
