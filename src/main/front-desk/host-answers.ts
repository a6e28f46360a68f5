import type { HostAnswer } from '#shared/domain/arrival.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { CannotKeepError, type Outbox } from '../outbox/outbox.ts';
import type { Asked, Provider } from '../providers/provider.ts';
import type { Calls } from './calls.ts';
import { followUpId } from './follow-up.ts';

/** Somebody who waits in front of the screen. */
interface Waiting {
  readonly asked: Asked;
  /** Elapsed ms. */
  readonly since: number;
}

/**
 * What hosts say of the visitors who wait for them. Neither vendor tells a kiosk by itself, so the provider is asked
 * each time that a screen asks, within the rate budget; nobody is asked about a visitor whom no screen waits with.
 */
export class HostAnswers {
  readonly #outbox: Pick<Outbox, 'add' | 'delivered' | 'outcome'>;
  readonly #provider: Provider;
  readonly #clock: Clock;
  readonly #calls: Pick<Calls, 'note'>;
  readonly #log: Log;
  readonly #patience: number;
  readonly #waiting = new Map<string, Waiting>();

  /** @param parts.seconds how long a visitor waits before reception takes over */
  constructor(parts: {
    outbox: Pick<Outbox, 'add' | 'delivered' | 'outcome'>;
    provider: Provider;
    clock: Clock;
    calls: Pick<Calls, 'note'>;
    log: Log;
    seconds: number;
  }) {
    this.#outbox = parts.outbox;
    this.#provider = parts.provider;
    this.#clock = parts.clock;
    this.#calls = parts.calls;
    this.#log = parts.log;
    this.#patience = parts.seconds * 1000;
  }

  /** @param id of the walk-in, which the provider has already */
  async of(id: string): Promise<HostAnswer> {
    const waiting = this.#waiting.get(id) ?? (await this.#begin(id));
    if (waiting === 'waiting' || waiting === 'reception') return waiting;
    const reply = await this.#provider.hostReply?.(waiting.asked);
    switch (reply?.kind) {
      case 'accepted':
        return this.#accept(id, reply);
      case 'declined':
        this.#waiting.delete(id);
        return 'declined';
      case undefined:
      case 'gone':
        return this.#handOver(id);
      case 'waiting':
      case 'unreadable':
        return this.#clock.elapsed() - waiting.since < this.#patience
          ? 'waiting'
          : this.#handOver(id);
    }
  }

  async #begin(id: string): Promise<Waiting | 'waiting' | 'reception'> {
    if (this.#outbox.outcome(id) === 'reception') return 'reception';
    const delivered = await this.#outbox.delivered(id);
    if (!delivered) return 'waiting';
    const { errand, receipt, hostId, sentAt } = delivered;
    // Nobody was asked about any other.
    if (errand.kind !== 'walk-in' || !errand.asksHost || !receipt || !hostId) return 'reception';
    const { email } = errand.visitor;
    const waiting: Waiting = {
      asked: { receipt, hostId, email, at: sentAt },
      since: this.#clock.elapsed(),
    };
    this.#forgetWhoLeft();
    this.#waiting.set(id, waiting);
    return waiting;
  }

  /** Who was accepted is in, once the provider has been told so. */
  async #accept(
    id: string,
    { answer, checkIn }: { answer: HostAnswer; checkIn?: string },
  ): Promise<HostAnswer> {
    if (checkIn !== undefined)
      try {
        await this.#outbox.add({
          kind: 'check-in',
          id: followUpId(id, 'check-in'),
          who: { by: 'record', record: checkIn },
        });
      } catch (error) {
        if (!(error instanceof CannotKeepError)) throw error;
        this.#log('check-in not kept', { entry: id, reason: error.message });
        return this.#handOver(id);
      }
    this.#waiting.delete(id);
    return answer;
  }

  #forgetWhoLeft(): void {
    const now = this.#clock.elapsed();
    for (const [id, { since }] of this.#waiting)
      if (now - since > 2 * this.#patience) this.#waiting.delete(id);
  }

  #handOver(id: string): HostAnswer {
    this.#waiting.delete(id);
    this.#calls.note(id);
    return 'reception';
  }
}
