import type { Host } from '#shared/domain/host.ts';
import type { ProviderProfile } from '#shared/domain/profile.ts';
import type { Faults } from './faults.ts';
import type { Limit } from './throttle.ts';

export type NexudusProfile = Extract<ProviderProfile, { kind: 'nexudus' }>;
export type SpacebringProfile = Extract<ProviderProfile, { kind: 'spacebring' }>;

/** A request as it came in. One that was refused by a fault is not here: nothing of it was read. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name; of Authorization only the scheme is kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it is JSON or a form and says so; otherwise the text; `undefined` if there was none. */
  readonly body: unknown;
  /** By the server's clock, in ms since the epoch. */
  readonly at: number;
}

/** What both demo servers take. */
export interface DemoOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** How many people can be visited, 250 unless given; a few who cannot be come on top. */
  readonly hosts?: number;
  /** The server's clock, in ms since the epoch. */
  readonly now?: () => number;
  /** Instead of the vendor's own limits; an empty list switches them off. */
  readonly limits?: readonly Limit[];
  /**
   * How long what is written cannot be read yet, 0 unless given: at Nexudus reads were seen to trail writes by about a
   * second; of Spacebring it is not known.
   */
  readonly readLagMs?: number;
}

/** A stand-in for a vendor, over real HTTP on 127.0.0.1. What it keeps outlives `stop` and `start`. */
export interface DemoServer {
  /** e.g. http://127.0.0.1:41234, stable across stop/start */
  readonly baseUrl: string;
  /** the provider part of a kiosk's profile that reaches it */
  readonly provider: NexudusProfile | SpacebringProfile;
  /** the secret that goes with it */
  readonly secret: {
    readonly name: 'nexudus.password' | 'spacebring.client-secret';
    readonly value: string;
  };
  readonly faults: Faults;
  readonly requests: readonly ReceivedRequest[];
  /** Everybody who can be visited, as a kiosk should know them. */
  readonly hosts: readonly Host[];
  /** From now on only the new secret is taken, and whoever signed in with the old one is signed out. */
  changeSecret(value: string): void;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  /** Closes the listening socket and every connection. */
  stop(): Promise<void>;
}
