import type { LineError } from './keychain-line.ts';
import type { KeychainTrouble } from './secret-store.ts';

/** Why the keychain gives nothing: its state, and the same in words for staff with the remedy. */
export interface Trouble {
  readonly state: KeychainTrouble;
  readonly reason: string;
}

/** The canary was written once and cannot be seen now. */
export const locked: Trouble = {
  state: 'locked',
  reason:
    'The keychain is locked. Unlock it by signing in to this computer’s account with its password, or in its keyring app. ' +
    'If it is open all the same, store the secret again with: npm run credentials -- set',
};

/** The keychain answers, and only writing hangs: the system shows a prompt. */
export const prompting: Trouble = {
  state: 'locked',
  reason:
    'The keychain is locked, and the system’s prompt for its password was not answered in time. Answer it, ' +
    'then store the secret with: npm run credentials -- set',
};

/**
 * gnome-keyring 42 (org.freedesktop.Secret.Error.IsLocked) and a dismissed prompt; then what macOS says of
 * errSecInteractionNotAllowed, errSecAuthFailed and errSecUserCanceled (keytar passes SecCopyErrorMessageString on).
 */
const saysLocked =
  /locked collection|is locked|dismissed|interaction is not allowed|passphrase you entered is not correct|canceled the operation/i;

/** gnome-keyring 42, asked to write where no keyring has been made yet. */
const saysNoKeyring = /object does not exist at path .*\/collection\//i;

/** keytar, where its native part does not load. */
const saysNoLibrary = /failed to load keytar/i;

export function troubleOf(error: LineError): Trouble {
  if (error.kind === 'timed-out')
    return {
      state: 'frozen',
      reason: `The keychain is frozen: ${error.message}. If that lasts, sign out of this computer’s account and in again, or restart it.`,
    };
  if (saysLocked.test(error.message)) return locked;
  if (saysNoKeyring.test(error.message))
    return unavailable(
      'this account has no keyring yet. Make one in its keyring app and set it as the default',
    );
  if (saysNoLibrary.test(error.message))
    return unavailable(
      'its library is missing. On Debian and Ubuntu install libsecret-1-0; elsewhere install Vestibule again',
    );
  return unavailable(
    `${error.message}. Start the kiosk in a desktop session with a keyring service, such as gnome-keyring`,
  );
}

const unavailable = (why: string): Trouble => ({
  state: 'unavailable',
  reason: `The keychain is unavailable: ${why}.`,
});
