import type { Secret } from '#shared/domain/vendors/vendor.ts';
import { type VendorKind, vendorKinds, vendors } from '#shared/domain/vendors/vendors.ts';

/** The secrets that a person stores. */
export type SecretName = (typeof vendors)[VendorKind]['secretNames'][number];
export const secretNames: readonly SecretName[] = vendorKinds.flatMap(
  (kind): readonly SecretName[] => vendors[kind].secretNames,
);

/**
 * Which secret: its name and the provider address and account that it is for, so that two profiles never mix. The
 * kiosk's own key to its outbox has the id of that key for an account. A refresh token is the kiosk's own too.
 */
export type SecretKey = Secret;

/**
 * Why the keychain does not give what it is asked for.
 * `locked`: it is there and closed. `unavailable`: there is none, or its service is gone. `frozen`: it did not answer in time.
 */
export type KeychainTrouble = 'locked' | 'unavailable' | 'frozen';

export type Reading =
  | { readonly state: 'present'; readonly secret: string }
  | { readonly state: 'missing' }
  | { readonly state: KeychainTrouble; readonly reason: string };

export type Writing =
  | { readonly state: 'done' }
  /** Only from delete. */
  | { readonly state: 'missing' }
  | { readonly state: KeychainTrouble; readonly reason: string };

/** Where secrets are kept. No implementation falls back to a weaker place. What may go wrong there is an answer, not a throw. */
export interface SecretStore {
  get(key: SecretKey): Promise<Reading>;
  /** @param secret one that secretFault finds no fault with */
  set(key: SecretKey, secret: string): Promise<Writing>;
  /** `missing`: there was nothing under that key. */
  delete(key: SecretKey): Promise<Writing>;
}
