import { randomUUID } from 'node:crypto';
import {
  customerSecretOf,
  type NexudusSettings,
  passwordSessionOf,
} from '#shared/domain/vendors/nexudus.ts';
import type { SecretKey } from '../../credentials/secret-store.ts';
import type { KeyValues } from '../../platform.ts';
import type { MadeParts } from '../create.ts';
import { ProviderSecret } from '../provider-secret.ts';
import { nexudusLimits, nexudusTurns } from './limits.ts';
import { Nexudus } from './nexudus.ts';
import { RefreshToken } from './refresh-token.ts';
import { NexudusSession } from './session.ts';
import { WritesInTurn } from './writes-in-turn.ts';

/** Nexudus, signed in as the kiosk's own account and, where the profile has one, as a customer. */
export function createNexudus(profile: NexudusSettings, parts: MadeParts): Nexudus {
  const { clock, secrets, settings } = parts;
  // Whom the limits count is not documented: both accounts are taken to be counted together.
  const budget = parts.budget(nexudusLimits, nexudusTurns);
  const writes = new WritesInTurn();
  const session = (key: SecretKey, secret: ProviderSecret, of: 'clientId' | 'customerClientId') =>
    new NexudusSession({
      http: writes.of(parts.http(budget, key.address)),
      secret,
      clock,
      username: key.account,
      clientId: clientId(settings, of),
      refreshToken: new RefreshToken(
        parts.keepsSession ? { store: secrets, key: passwordSessionOf(key) } : undefined,
      ),
    });
  const own = { name: 'nexudus.password', address: profile.baseUrl, account: profile.username };
  const customer = customerSecretOf(profile);
  return new Nexudus({
    ...parts,
    profile,
    session: session(own, parts.secret, 'clientId'),
    customer:
      customer &&
      session(customer, new ProviderSecret(secrets, customer, clock), 'customerClientId'),
  });
}

/** This kiosk's own client_id at Nexudus, made once, and that of the customer in whose name it registers guests. */
function clientId(settings: KeyValues, of: 'clientId' | 'customerClientId'): string {
  const known = settings.get(`nexudus.${of}`);
  if (typeof known === 'string' && known !== '') return known;
  const made = randomUUID();
  settings.set(`nexudus.${of}`, made);
  return made;
}
