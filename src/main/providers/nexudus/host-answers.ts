import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Clock } from '../../clock.ts';
import { unexpected } from '../answers.ts';
import type { Accepted, Asked, Delivery, Dispatch, Operation, Reply } from '../provider.ts';
import { approval } from './messages.ts';
import { hasArrived, type VisitorRecords } from './visitor-records.ts';

/** How long a new record may be missing from what is read: a read can trail a write by a second (seen by client code). */
const NOT_YET = 20_000;

const accepted = new Map<number, Accepted>([
  [approval.notRequired, 'accepted'],
  [approval.acceptedAndHold, 'hold'],
  [approval.acceptedAndGrant, 'come-up'],
]);

const decisions = {
  hold: approval.acceptedAndHold,
  'come-up': approval.acceptedAndGrant,
  decline: approval.rejected,
} as const;

type Decision = Dispatch<ErrandOf<'decision'>>;

/** What hosts answer of the visitors who wait for them (Nexudus, host approval for walk-in visitors). */
export class HostAnswers implements Operation<ErrandOf<'decision'>> {
  readonly #records: VisitorRecords;
  readonly #clock: Clock;

  constructor(records: VisitorRecords, clock: Clock) {
    this.#records = records;
    this.#clock = clock;
  }

  async reply({ receipt, at }: Asked): Promise<Reply> {
    const read = await this.#records.read(receipt);
    if (!read.ok) return { kind: 'unreadable', setback: read.setback };
    if (!read.value) return { kind: this.#clock.now() - at < NOT_YET ? 'waiting' : 'gone' };
    const { facts } = read.value;
    const status = facts.HostApprovalStatus;
    if (status === approval.requested) return { kind: 'waiting' };
    if (status === approval.rejected) return { kind: 'declined' };
    const answer = accepted.get(status ?? 0);
    if (!answer) return { kind: 'unreadable', setback: unexpected(200) };
    return { kind: 'accepted', answer, ...(hasArrived(facts) ? {} : { checkIn: receipt }) };
  }

  /** Says the host's answer for them. */
  async send({ errand: { record: id, decision } }: Decision): Promise<Delivery> {
    const read = await this.#records.read(id);
    if (!read.ok) return { kind: 'not-sent', setback: read.setback };
    if (!read.value) return { kind: 'nothing-there', message: 'The provider has no such visitor.' };
    const HostApprovalStatus = decisions[decision];
    if (read.value.facts.HostApprovalStatus === HostApprovalStatus)
      return { kind: 'delivered', receipt: id };
    return this.#records.change(read.value, { HostApprovalStatus });
  }

  async settle({ errand: { record: id, decision } }: Decision) {
    const read = await this.#records.read(id);
    if (!read.ok) return { kind: 'unreadable', setback: read.setback } as const;
    return read.value?.facts.HostApprovalStatus === decisions[decision]
      ? ({ kind: 'found', receipt: id } as const)
      : ({ kind: 'absent' } as const);
  }
}
