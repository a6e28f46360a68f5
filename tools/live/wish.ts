import { parseArgs } from 'node:util';
import type { LiveProfile, Profile } from '#shared/domain/profile.ts';
import { checkEmail } from '#shared/domain/text.ts';
import { readProfile } from '../../src/main/settings/profile-file.ts';

const usage = `Usage: npm run test:live -- --profile FILE [--write --email YOU@DOMAIN] [--host NAME]

  FILE      the site's profile, with its secret in this computer's keychain (or VESTIBULE_PROFILE)
  --write   makes visitors at the provider as well, each named “Vestibule Test …”; without it there are only reads
  --email   where mails to those visitors go: each has a sub-address of it, as YOU+word@DOMAIN
  --host    who is visited, and may get mails about it; the first in the list of hosts unless given`;

/** The command was called in a way that cannot work. */
export class UsageError extends Error {}

export interface Wish {
  readonly profile: LiveProfile;
  readonly file: string;
  readonly site: Profile['site'];
  /** Where mails to visitors go; absent: only reads. */
  readonly email: string | undefined;
  readonly host: string | undefined;
}

export function readWish(args: string[], env: NodeJS.ProcessEnv): Wish {
  const { write = false, email, host, profile: named } = readFlags(args);
  const file = named ?? env.VESTIBULE_PROFILE;
  if (!file)
    throw new UsageError(
      `Name the profile of the site: --profile FILE, or VESTIBULE_PROFILE.\n\n${usage}`,
    );
  if (write && email === undefined)
    throw new UsageError(
      `--write makes visitors, who get mails. Say where those go: --email YOU@DOMAIN.\n\n${usage}`,
    );
  if (!write && email !== undefined)
    throw new UsageError(`--email is only of use with --write.\n\n${usage}`);
  if (email !== undefined && !checkEmail(email).ok)
    throw new UsageError(`--email ${email}: is not an e-mail address`);
  const { provider: profile, site } = readProfile(file);
  if (profile.kind === 'demo')
    throw new UsageError(
      `The profile ${file} is a demo, whose server is inside the kiosk. Name the profile of a real site, or one that npm run demo:servers prints.`,
    );
  return { profile, file, site, email, host };
}

function readFlags(args: string[]) {
  const options = {
    profile: { type: 'string' },
    write: { type: 'boolean' },
    email: { type: 'string' },
    host: { type: 'string' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    // Node's message names the flag, and then goes on about positional arguments, of which there are none here.
    throw new UsageError(`${(error as Error).message.split('. ')[0]}\n\n${usage}`);
  }
}
