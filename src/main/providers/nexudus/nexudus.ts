import type { z } from 'zod';
import type { Host } from '#shared/domain/host.ts';
import type { LiveProfile } from '#shared/domain/profile.ts';
import type { Log } from '../../log/log.ts';
import { type Judged, judge, undelivered, unexpected } from '../answers.ts';
import {
  type Delivery,
  type Provider,
  SetbackError,
  type Settlement,
  type Visit,
} from '../provider.ts';
import {
  coworker,
  filterTime,
  page,
  reference,
  visitorBody,
  visitorRecord,
  visitorRow,
  type Written,
  written,
} from './messages.ts';
import type { NexudusSession, SessionExchange } from './session.ts';

const PAGE = 250;
/** Far above any location; a list that never ends would keep the kiosk asking for ever. */
const PAGES = 10_000;
/**
 * How far before the first sending a visitor's record is looked for. Generous, since it is the reference in the notes,
 * not the time, that decides; not more, since every record of that time has to be read.
 */
const LOOK_BACK = 3600_000;
/** Visitors of one e-mail address since then that are worth reading one by one. */
const CANDIDATES = 25;

/** Nexudus, by its admin REST API: the public one knows only a single signed-in customer's visitors. */
export class Nexudus implements Provider {
  readonly account: string;
  readonly needsHost = false;
  readonly #session: NexudusSession;
  readonly #profile: Extract<LiveProfile, { kind: 'nexudus' }>;
  readonly #log: Log;

  constructor(parts: {
    session: NexudusSession;
    profile: Extract<LiveProfile, { kind: 'nexudus' }>;
    account: string;
    log: Log;
  }) {
    this.#session = parts.session;
    this.#profile = parts.profile;
    this.#log = parts.log;
    this.account = parts.account;
  }

  async *hosts(): AsyncGenerator<Host[], void, void> {
    for (let number = 1; number <= PAGES; number += 1) {
      const read = await this.#readCoworkers(number, PAGE);
      const rows = read.Records.map((row) => coworker.safeParse(row));
      const unreadable = rows.filter((row) => !row.success).length;
      if (unreadable > 0) this.#log('hosts unreadable', { rows: unreadable, page: number });
      yield rows.flatMap((row) =>
        row.success && row.data.Active !== false ? [hostOf(row.data)] : [],
      );
      if (!read.HasNextPage || rows.length === 0) return;
    }
  }

  async probe(): Promise<string> {
    const read = await this.#readCoworkers(1, 1);
    return `Signed in to ${this.#profile.baseUrl} as ${this.#profile.username}; ${read.TotalItems ?? 'its'} hosts can be read.`;
  }

  async #readCoworkers(number: number, size: number): Promise<z.infer<typeof page>> {
    const judged = judgeSession(
      await this.#session.call({
        method: 'GET',
        path: '/api/spaces/coworkers',
        query: { page: String(number), size: String(size), orderBy: 'FullName', dir: '1' },
        traffic: 'background',
      }),
    );
    if (!judged.ok) throw new SetbackError(judged.setback);
    const read = page.safeParse(judged.answer.json);
    if (judged.answer.status < 300 && read.success) return read.data;
    throw new SetbackError(unexpected(judged.answer.status));
  }

  async checkIn(visit: Visit): Promise<Delivery> {
    const judged = judgeSession(
      await this.#session.call({
        method: 'POST',
        path: '/api/spaces/visitors',
        body: visitorBody(visit, this.#profile.businessId),
      }),
    );
    if (!judged.ok) return undelivered(judged);
    const { status, json } = judged.answer;
    // A 409 says "wait", never "duplicate" (Nexudus, API limitations), even where it does not say how long.
    if (status === 409) return { kind: 'not-sent', setback: unexpected(status) };
    const read = written.safeParse(json);
    if (status >= 400) return refusal(status, read.success ? read.data : {});
    if (!read.success) return { kind: 'unsettled', setback: unexpected(status) };
    if (read.data.WasSuccessful === false || (read.data.Status ?? 200) >= 400)
      return refusal(status, read.data);
    if (!read.data.Value) return { kind: 'unsettled', setback: unexpected(status) };
    return { kind: 'delivered', receipt: String(read.data.Value.Id) };
  }

  async settle(visit: Visit, sentAt: number): Promise<Settlement> {
    const list = judgeSession(
      await this.#session.call({
        method: 'GET',
        path: '/api/spaces/visitors',
        query: {
          Visitor_Business: String(this.#profile.businessId),
          Visitor_Email: visit.arrival.visitor.email,
          from_Visitor_CreatedOn: filterTime(sentAt - LOOK_BACK),
          orderBy: 'CreatedOn',
          dir: '-1',
          size: String(CANDIDATES),
        },
      }),
    );
    if (!list.ok) return { kind: 'unreadable', setback: list.setback };
    const read = page.safeParse(list.answer.json);
    if (list.answer.status >= 300 || !read.success)
      return { kind: 'unreadable', setback: unexpected(list.answer.status) };
    // The reference alone decides: a name may have been tidied up, and a visitor overlooked would be sent twice.
    const rows = read.data.Records.flatMap((row) => visitorRow.safeParse(row).data ?? []);
    for (const row of rows) {
      const record = await this.#readVisitor(row.Id);
      if (record.kind === 'unreadable') return record;
      if (record.notes?.includes(reference(visit.arrival)))
        return { kind: 'found', receipt: String(row.Id) };
    }
    if (read.data.HasNextPage)
      return {
        kind: 'ambiguous',
        reason: `more than ${CANDIDATES} visitors of that e-mail address in an hour`,
      };
    return { kind: 'absent' };
  }

  async #readVisitor(id: number) {
    const judged = judgeSession(
      await this.#session.call({ method: 'GET', path: `/api/spaces/visitors/${id}` }),
    );
    if (!judged.ok) return { kind: 'unreadable', setback: judged.setback } as const;
    // Deleted between the list and this: nobody's any more.
    if (judged.answer.status === 404) return { kind: 'read', notes: undefined } as const;
    const record = visitorRecord.safeParse(judged.answer.json);
    if (!record.success)
      return { kind: 'unreadable', setback: unexpected(judged.answer.status) } as const;
    return { kind: 'read', notes: record.data.Notes ?? undefined } as const;
  }
}

function judgeSession(exchange: SessionExchange): Judged {
  if (exchange.kind === 'held-back') return { ok: false, sent: false, setback: exchange.setback };
  const judged = judge(exchange);
  if (judged.ok && judged.answer.status === 403)
    return {
      ok: false,
      sent: false,
      setback: { kind: 'credentials', state: 'no-role', reason: 'the provider answered 403' },
    };
  return judged;
}

function refusal(status: number, answer: Partial<Written>): Delivery {
  return {
    kind: 'refused',
    message: answer.Message ?? `the provider answered ${status}`,
    fields: (answer.Errors ?? []).map((error) => ({
      field: error.PropertyName ?? '',
      message: error.Message ?? '',
    })),
  };
}

function hostOf(row: z.infer<typeof coworker>): Host {
  const company = row.CompanyName?.trim();
  return { id: String(row.Id), name: row.FullName, ...(company ? { company } : {}) };
}
