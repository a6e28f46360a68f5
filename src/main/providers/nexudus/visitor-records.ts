import { unexpected } from '../answers.ts';
import type { Delivery } from '../provider.ts';
import type { NexudusApi, Read } from './api.ts';
import {
  approval,
  readInstant,
  utc,
  type VisitorFacts,
  type VisitorRecord,
  visitor,
} from './messages.ts';

export const VISITORS = '/api/spaces/visitors';

/** What may be told of a visitor who is there already. */
export interface VisitorChange {
  readonly Arrived?: true;
  readonly ArrivalDate?: string;
  readonly DepartureDate?: string;
  readonly HostApprovalStatus?: number;
}

/** Those fields of a visitor that hold an instant and can be written (Nexudus, REST API, "update visitor"). */
const instants = ['ExpectedArrival', 'ArrivalDate', 'DepartureDate'] as const;

/** Visitors as the provider has them, one at a time. */
export class VisitorRecords {
  readonly #api: NexudusApi;

  constructor(api: NexudusApi) {
    this.#api = api;
  }

  /** The whole record, which a list does not give (Nexudus, REST API, lists are summaries); undefined where it is gone. */
  async read(id: string): Promise<Read<VisitorRecord | undefined>> {
    if (!/^\d+$/.test(id)) return { ok: true, value: undefined };
    const read = await this.#api.read(`${VISITORS}/${id}`);
    if (!read.ok) return read;
    if (read.value === undefined) return { ok: true, value: undefined };
    const { data } = visitor.safeParse(read.value);
    if (data?.Id !== Number(id)) return { ok: false, setback: unexpected(200) };
    return { ok: true, value: { facts: data, whole: read.value as Record<string, unknown> } };
  }

  /**
   * Puts a record back with a change. An update replaces all of it, and what it leaves out is cleared (Nexudus, REST API,
   * "update visitor"), so every field goes back, also those that the kiosk does not know.
   */
  change({ facts, whole }: VisitorRecord, change: VisitorChange): Promise<Delivery> {
    return this.#api.update(VISITORS, {
      ...whole,
      ...withoutZones(whole),
      // An instruction to a create, which is not given a second time with an update.
      ...(facts.CheckInNow === true ? { CheckInNow: false } : {}),
      ...change,
      Id: facts.Id,
    });
  }
}

/** Only an instant without a zone has been seen to be taken as UTC; one that cannot be read goes back as it came. */
function withoutZones(whole: VisitorRecord['whole']): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const name of instants) {
    const at = readInstant(whole[name]);
    if (at !== undefined) changed[name] = utc(at);
  }
  return changed;
}

export function hasArrived({ Arrived, ArrivalDate }: VisitorFacts): boolean {
  return Arrived ?? ArrivalDate !== undefined;
}

/** Whether the host stands in the way: asked and silent, or against it. */
export function isHeldBack({ HostApprovalStatus: status }: VisitorFacts): boolean {
  return status === approval.requested || status === approval.rejected;
}
