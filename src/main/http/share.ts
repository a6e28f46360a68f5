import type { KioskShare } from '#shared/domain/profile.ts';
import type { Clock } from '../clock.ts';
import { roomIn, type Traffic } from './rate-budget.ts';

/** How the kiosks of one account take turns: each provider's limits say how long one has to be. */
export interface Turns {
  /** From the beginning of one kiosk's turn to that of the next kiosk's, in ms. */
  readonly width: number;
  /** For how long from its beginning requests may leave in a turn, in ms. */
  readonly open: number;
  /** How many of them. */
  readonly requests: number;
}

/**
 * One kiosk's share of an account that several kiosks use: in each cycle, which is a turn of every kiosk, as many
 * requests as a turn holds.
 *
 * After whatever goes wrong, and from its start, a kiosk sends in its own turn alone. Kiosks that lose the line, or
 * power, together come back together, and any number of them that chose their moments freely would now and then
 * choose the same. Turns are told by the time of day, so nobody has to agree on anything; they leave room for clocks
 * that are half a second wrong, either way. All kiosks with a full queue together then stay below the limits at any
 * moment. Turns of kiosks with nothing to send stay empty: the last queue to empty is the longest.
 *
 * A kiosk that has had nothing to send for a cycle no longer waits for its turn, so that a host is told at once.
 * All kiosks together then stay below the limits on the average. In one moment they may not: a thousand that each send
 * their share in the same second are too much. Then the provider says no, and whoever hears it is back in turn.
 */
export class Share {
  readonly #clock: Clock;
  readonly #turns: Turns;
  /** Milliseconds from one turn of this kiosk to its next. */
  readonly #cycle: number;
  /** How far into a cycle its turn begins. */
  readonly #first: number;
  #inTurn = true;
  /** When a request that somebody waits for last left (elapsed ms); absent until things go well again. */
  #quietSince: number | undefined;
  #waiting = 0;
  #sent: number[] = [];
  #lastTurn = { began: 0, requests: 0 };

  constructor(clock: Clock, turns: Turns, { kiosks, kiosk }: KioskShare) {
    this.#clock = clock;
    this.#turns = turns;
    this.#cycle = kiosks * turns.width;
    this.#first = (kiosk - 1) * turns.width;
    this.#quietSince = clock.elapsed();
  }

  /** A request begins to wait. */
  asked(kind: Traffic): void {
    if (kind === 'background') return;
    const quietFor = this.#clock.elapsed() - (this.#quietSince ?? Number.POSITIVE_INFINITY);
    if (this.#waiting === 0 && quietFor >= this.#cycle) this.#inTurn = false;
    this.#waiting += 1;
  }

  /** A request leaves. */
  left(kind: Traffic): void {
    const now = this.#clock.now();
    this.#lastTurn = { began: this.#turnBegan(now), requests: this.#requestsInTurn(now) + 1 };
    if (kind === 'background') return;
    this.#waiting -= 1;
    const elapsed = this.#clock.elapsed();
    if (this.#quietSince !== undefined) this.#quietSince = elapsed;
    this.#sent.push(elapsed);
  }

  /** @param well whether a request was answered, and not with "too many" or a failure of the provider */
  came(well: boolean): void {
    if (well) this.#quietSince ??= this.#clock.elapsed();
    else {
      this.#inTurn = true;
      this.#quietSince = undefined;
    }
  }

  /** Milliseconds until a request may leave. Nobody waits for the directory, which always keeps to turns. */
  waitFor(kind: Traffic): number {
    const now = this.#clock.now();
    const { open, requests } = this.#turns;
    if (!this.#inTurn && kind !== 'background')
      return roomIn(this.#sent, [{ requests, per: this.#cycle }], this.#clock.elapsed());
    const since = now - this.#turnBegan(now);
    // A turn that a visitor's host is told in is for that alone.
    const room = (kind === 'background' ? 1 : requests) - this.#requestsInTurn(now);
    return since < open && room > 0 ? 0 : this.#cycle - since;
  }

  /** When this kiosk's latest turn began (ms since the epoch). */
  #turnBegan(now: number): number {
    return now - ((now + this.#cycle - this.#first) % this.#cycle);
  }

  #requestsInTurn(now: number): number {
    return this.#lastTurn.began === this.#turnBegan(now) ? this.#lastTurn.requests : 0;
  }
}
