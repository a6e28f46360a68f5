import type { ErrandKind } from '#shared/domain/errand.ts';
import type { Row } from '../storage/salvage.ts';
import { numberIn, textIn } from '../storage/statements.ts';
import type { Entry, EntryState } from './entry.ts';

/** An entry as its row in the outbox tells it. */
export function entryIn(row: Row): Entry {
  return {
    id: String(row.id),
    account: String(row.account),
    state: row.state as EntryState,
    kind: row.kind as ErrandKind,
    keyId: textIn(row.key_id),
    sealed: row.sealed as Uint8Array,
    after: textIn(row.after_id),
    afterReceipt: textIn(row.after_receipt),
    confirmedAt: Number(row.confirmed_at),
    clockOffset: numberIn(row.clock_offset),
    hostId: textIn(row.host_id),
    tries: Number(row.tries),
    sentAt: numberIn(row.sent_at),
    unheardSince: numberIn(row.unheard_since),
    receipt: textIn(row.receipt),
  };
}
