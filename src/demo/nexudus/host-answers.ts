import type { VisitorRecord } from './visitor-record.ts';

/** What a host can say of somebody who waits: Nexudus, host approval for walk-in visitors, and the enum of the API. */
export type Decision = 'hold' | 'come-up' | 'reject';
export const statusOf: Readonly<Record<Decision, number>> = { hold: 4, 'come-up': 5, reject: 3 };

const REQUESTED = 2;

/** Hosts who say of everybody, after a while, that they are coming down. Nothing runs meanwhile: who looks finds it. */
export class HostAnswers {
  readonly #afterMs: number;
  /** Since when a host is asked (ms since the epoch), by the visitor's Id. */
  readonly #asked = new Map<number, number>();

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  /** To be told of every write. Where there is no host, nobody answers. */
  note({ Id, CoworkerId, HostApprovalStatus }: VisitorRecord, at: number): void {
    if (HostApprovalStatus !== REQUESTED || CoworkerId === null) this.#asked.delete(Id);
    else if (!this.#asked.has(Id)) this.#asked.set(Id, at);
  }

  /** Who has been answered by now, and when. */
  due(now: number): { readonly id: number; readonly at: number }[] {
    return [...this.#asked]
      .map(([id, since]) => ({ id, at: since + this.#afterMs }))
      .filter(({ at }) => at <= now);
  }
}
