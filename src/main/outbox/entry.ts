import { z } from 'zod';
import { type ErrandKind, errand } from '#shared/domain/errand.ts';
import type { FieldError } from '../providers/provider.ts';

/**
 * `held`: waits for another entry to be delivered. `pending`: to be sent, or, where `sentAt` is set, to be read back
 * first. `sending`: a request may be under way. `delivered`: the provider has it. `refused` and `unsure` wait for a
 * person, and so does `lost`, whose key is gone. `discarded`: a person decided that it shall not be sent.
 */
export const entryStates = [
  'held',
  'pending',
  'sending',
  'delivered',
  'refused',
  'unsure',
  'lost',
  'discarded',
] as const;
export type EntryState = (typeof entryStates)[number];

/** One errand in the outbox, as it is on disk: nothing in it names a person. Instants are milliseconds since the epoch. */
export interface Entry {
  readonly id: string;
  /** The provider account that it is for; another account never gets it. */
  readonly account: string;
  readonly state: EntryState;
  readonly kind: ErrandKind;
  /** Which key opens `sealed`; absent for what an older kiosk wrote, which is in the clear. */
  readonly keyId: string | undefined;
  /** A {@link Payload}, sealed. */
  readonly sealed: Uint8Array;
  /** The entry that has to be delivered before this one. */
  readonly after: string | undefined;
  /** The receipt of that one, once it is delivered. */
  readonly afterReceipt: string | undefined;
  /** When the visitor confirmed: the true instant, as well as it is known. */
  readonly confirmedAt: number;
  /** What had to be added to the device's clock for that; undefined while nobody has told the time. */
  readonly clockOffset: number | undefined;
  /** The provider's id of the host whom it was sent to see. */
  readonly hostId: string | undefined;
  /** How many tries have ended in an answer that decided nothing. */
  readonly tries: number;
  /** When the first request left that may have been carried out, until that is settled. */
  readonly sentAt: number | undefined;
  /** When the kiosk last stopped listening for the answer to such a request. */
  readonly unheardSince: number | undefined;
  /** The provider's id of its record. */
  readonly receipt: string | undefined;
}

/** Why an entry needs a person, or why a person discarded it. */
export interface Reason {
  readonly message: string;
  readonly fields: readonly FieldError[];
}

/** What is sealed: everything that was given, and the provider's words about it, which may quote it. */
export const payload = z.preprocess(
  upgraded,
  z.strictObject({
    errand,
    reason: z
      .strictObject({
        message: z.string(),
        fields: z.array(z.strictObject({ field: z.string(), message: z.string() })),
      })
      .optional(),
  }),
);
export type Payload = z.infer<typeof payload>;

/** Before schema version 3 there were walk-ins alone. */
function upgraded(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null || !('walkIn' in kept)) return kept;
  const { walkIn, ...rest } = kept;
  return { ...rest, errand: { kind: 'walk-in', ...(walkIn as object) } };
}
