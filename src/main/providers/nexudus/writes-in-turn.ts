import type { HttpClient } from '../../http/client.ts';

/** What a session needs of an HTTP client. */
export type Caller = Pick<HttpClient, 'call'>;

/**
 * Lets the clients of two accounts write one at a time, as each does by itself: only then has a write a connection of
 * its own (Platform.fetch).
 */
export class WritesInTurn {
  #last: Promise<unknown> = Promise.resolve();

  of(client: Caller): Caller {
    return {
      call: (call) => {
        if (call.method === 'GET') return client.call(call);
        const turn = this.#last.then(() => client.call(call));
        this.#last = turn;
        return turn;
      },
    };
  }
}
