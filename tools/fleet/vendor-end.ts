import { NEXUDUS_LIMITS, type NexudusPlay, playNexudus } from '../../src/demo/nexudus/server.ts';
import type { Limit } from '../../src/demo/throttle.ts';
import type { Clock } from '../../src/main/clock.ts';

/** A request that came in at the vendor's, at that instant by the vendor's clock (ms since the epoch). */
export interface Arrived {
  readonly at: number;
  readonly kiosk: number;
  readonly isWrite: boolean;
  /** 409: turned away for coming too soon. */
  readonly status: number;
  /** Seconds of silence asked for with it. */
  readonly retryAfter: number;
}

/** Milliseconds on the way there, and until the answer is back: lines differ by so much, and each by itself. */
const THERE = { least: 30, most: 160 };
const BACK = { least: 60, most: 360 };
/** For how long a request can be under way, in ms, until its answer is heard. */
export const UNDER_WAY = THERE.most + BACK.most;
/** In seconds. Shorter than the vendor's week, so that every token has ended when the line is back. */
const TOKEN_LIFE = 3 * 3600;

/**
 * The vendor as the demo server plays it, and the line that leads there from every kiosk, which goes down and comes
 * back for all of them at once.
 */
export class VendorEnd {
  readonly limits: readonly Limit[] = NEXUDUS_LIMITS;
  readonly play: NexudusPlay;
  readonly arrived: Arrived[] = [];
  /** When each visitor was created (ms since the epoch). */
  readonly created: number[] = [];
  isUp = true;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
    this.play = playNexudus({
      now: () => clock.now(),
      limits: this.limits,
      hosts: 20,
      accessTokenLife: TOKEN_LIFE,
    });
  }

  get hostId(): string {
    return this.play.hosts[0]?.id ?? '';
  }

  /** What a kiosk reaches the vendor with. */
  fetchOf(kiosk: number): typeof fetch {
    return async (input, init) => {
      const request = new Request(input, init);
      const body = await request.text();
      if (!this.isUp) throw failure('ENOTFOUND');
      await this.#pass(THERE);
      const { pathname: path, searchParams: query } = new URL(request.url);
      const headers = Object.fromEntries(request.headers);
      const { method } = request;
      const reply = this.play.answer({ method, path, query, headers, body });
      const { status } = reply;
      const retryAfter = Number(reply.headers?.['retry-after'] ?? 0);
      const isWrite = method !== 'GET';
      this.arrived.push({ at: this.#clock.now(), kiosk, isWrite, status, retryAfter });
      if (status === 200 && isWrite && path !== '/api/token') this.created.push(this.#clock.now());
      const date = new Date(this.#clock.now()).toUTCString();
      await this.#pass(BACK);
      const { body: answer = null } = reply;
      return new Response(answer as BodyInit | null, {
        status,
        headers: { date, ...reply.headers },
      });
    };
  }

  /** @throws when the line is down at the end of it */
  async #pass({ least, most }: { least: number; most: number }): Promise<void> {
    const wait = least + this.#random() * (most - least);
    await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
    if (!this.isUp) throw failure('ECONNRESET');
  }
}

/** As Node's fetch fails. */
function failure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: { code } });
}
