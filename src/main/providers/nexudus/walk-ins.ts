import type { ErrandOf } from '#shared/domain/errand.ts';
import type { Delivery, Dispatch, Operation, Sent, Settlement } from '../provider.ts';
import { reference } from '../reference.ts';
import type { NexudusApi } from './api.ts';
import { filterTime, walkInBody, withId } from './messages.ts';
import { VISITORS, type VisitorRecords } from './visitor-records.ts';

/**
 * How far before the first sending a visitor's record is looked for. Generous, since it is the reference in the notes,
 * not the time, that decides; not more, since every record of that time has to be read.
 */
const LOOK_BACK = 3600_000;
/** Visitors of one e-mail address since then that are worth reading one by one. */
const CANDIDATES = 25;

/** Somebody at the door, as a new visitor of the location. */
export class WalkIns implements Operation<ErrandOf<'walk-in'>> {
  readonly #api: NexudusApi;
  readonly #businessId: number;
  readonly #references: References;

  constructor(api: NexudusApi, businessId: number, references: References) {
    this.#api = api;
    this.#businessId = businessId;
    this.#references = references;
  }

  send(dispatch: Dispatch<ErrandOf<'walk-in'>>): Promise<Delivery> {
    return this.#api.create(VISITORS, walkInBody(dispatch, this.#businessId));
  }

  settle(dispatch: Dispatch<ErrandOf<'walk-in'>>, sent: Sent): Promise<Settlement> {
    return this.#references.find(dispatch, sent);
  }
}

/** Finds the visitor that was made of an errand by the reference in its notes. */
export class References {
  readonly #api: NexudusApi;
  readonly #records: VisitorRecords;
  readonly #businessId: number;

  constructor(api: NexudusApi, records: VisitorRecords, businessId: number) {
    this.#api = api;
    this.#records = records;
    this.#businessId = businessId;
  }

  async find(
    dispatch: Dispatch<ErrandOf<'walk-in'> | ErrandOf<'registration'>>,
    sent: Sent,
  ): Promise<Settlement> {
    const list = await this.#api.list(VISITORS, {
      query: {
        Visitor_Business: String(this.#businessId),
        Visitor_Email: dispatch.errand.visitor.email,
        from_Visitor_CreatedOn: filterTime(sent.at - LOOK_BACK),
        orderBy: 'CreatedOn',
        dir: '-1',
      },
      size: CANDIDATES,
    });
    if (!list.ok) return { kind: 'unreadable', setback: list.setback };
    // The reference alone decides: a name may have been tidied up, and a visitor overlooked would be sent twice.
    const rows = list.value.rows.flatMap((row) => withId.safeParse(row).data ?? []);
    for (const { Id } of rows) {
      const read = await this.#records.read(String(Id));
      if (!read.ok) return { kind: 'unreadable', setback: read.setback };
      if (read.value?.facts.Notes?.includes(reference(dispatch.errand)))
        return { kind: 'found', receipt: String(Id) };
    }
    if (!list.value.isWhole)
      return {
        kind: 'ambiguous',
        reason: `more than ${CANDIDATES} visitors of that e-mail address in an hour`,
      };
    return { kind: 'absent' };
  }
}
