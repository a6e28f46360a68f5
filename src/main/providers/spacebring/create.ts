import type { SpacebringSettings } from '#shared/domain/vendors/spacebring.ts';
import type { MadeParts } from '../create.ts';
import { BasicCredentials } from './credentials.ts';
import { spacebringLimits, spacebringTurns } from './limits.ts';
import { SpacebringOAuth } from './oauth.ts';
import { Spacebring } from './spacebring.ts';

/** Spacebring, with the credentials that the profile names. */
export function createSpacebring(profile: SpacebringSettings, parts: MadeParts): Spacebring {
  const { clientId, oauth } = profile;
  const { clock, secret, secrets } = parts;
  const http = parts.http(parts.budget(spacebringLimits, spacebringTurns));
  const signIn =
    oauth && new SpacebringOAuth({ http, secret, secrets, clock, profile: { ...profile, oauth } });
  return new Spacebring({
    ...parts,
    siteName: parts.site.name,
    profile,
    credentials: signIn ?? new BasicCredentials({ http, secret, clientId }),
    signIn,
  });
}
