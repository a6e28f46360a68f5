import type { z } from 'zod';

/** Something secret that is kept for an account at an address. Its name says whose and what it is. */
export interface Secret {
  readonly name: string;
  readonly address: string;
  readonly account: string;
}

/** What has to be known of a vendor before there is a kiosk: to check a profile, and to find what belongs to it. */
export interface Vendor<Settings> {
  /** As people write it. */
  readonly title: string;
  /** The provider's part of a profile. It names no secret. */
  readonly settings: z.ZodObject;
  /** Whether the vendor has a place for a visitor's company. */
  readonly hasCompany: boolean;
  /** Names of the secrets that a person stores; the first is what the kiosk signs in with. */
  readonly secretNames: readonly [string, ...string[]];
  /** Names the account that a profile leads to. */
  accountOf(settings: Settings): string;
  /** The secrets that a person stores for a profile, in the order of their names. */
  secretsOf(settings: Settings): readonly [Secret, ...Secret[]];
  /** What the kiosk itself keeps of sessions that those have begun: it has to go when they do. */
  sessionsOf(settings: Settings): readonly Secret[];
}
