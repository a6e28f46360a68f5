import type { Arrival } from '#shared/domain/arrival.ts';
import type { FieldError } from '../providers/provider.ts';

/**
 * `pending`: to be sent, or, where `sentAt` is set, to be read back first. `sending`: a request may be under way.
 * `delivered`: the provider has it. `refused` and `unsure` wait for a person.
 */
export type EntryState = 'pending' | 'sending' | 'delivered' | 'refused' | 'unsure';

/** One arrival in the outbox. Instants are milliseconds since the epoch. */
export interface Entry {
  readonly id: string;
  /** The provider account that it is for; another account never gets it. */
  readonly account: string;
  readonly arrival: Arrival;
  readonly state: EntryState;
  /** How many tries have ended in an answer that decided nothing. */
  readonly tries: number;
  /** When the first request left that may have been carried out, until that is settled. */
  readonly sentAt: number | undefined;
  /** When the kiosk last stopped listening for the answer to such a request. */
  readonly unheardSince: number | undefined;
}

/** Why an entry needs a person. */
export interface Reason {
  readonly message: string;
  readonly fields: readonly FieldError[];
}
