import { request } from '../../../src/main/credentials/keychain-messages.ts';
import type { Child, KeyValues } from '../../../src/main/platform.ts';

type Behaviour = 'answer' | 'hang' | 'die' | 'nonsense' | { readonly sayNo: string };

/** A keyring in memory, behind processes that misbehave on demand. */
export class FakeKeyring {
  readonly entries = new Map<string, string>();
  /** Every question that was asked, as `op account`. */
  readonly asked: string[] = [];
  started = 0;
  killed = 0;
  /** What the coming questions meet, one after another; then they are answered. */
  readonly next: Behaviour[] = [];

  readonly start = (): Child => {
    this.started += 1;
    let hear: (message: unknown) => void = () => {};
    let leave: () => void = () => {};
    let alive = true;
    const exit = () => {
      if (!alive) return;
      alive = false;
      leave();
    };
    return {
      send: (message) => queueMicrotask(() => alive && this.#take(message, hear, exit)),
      onMessage: (listener) => {
        hear = listener;
      },
      onExit: (listener) => {
        leave = listener;
      },
      kill: () => {
        if (alive) this.killed += 1;
        exit();
      },
    };
  };

  #take(message: unknown, hear: (message: unknown) => void, exit: () => void): void {
    const { id, question } = request.parse(message);
    this.asked.push(`${question.op} ${question.account}`);
    const behaviour = this.next.shift() ?? 'answer';
    if (behaviour === 'die') exit();
    else if (behaviour === 'nonsense') hear({ id, secret: 'out of place' });
    else if (typeof behaviour === 'object') hear({ id, ok: false, message: behaviour.sayNo });
    else if (behaviour === 'answer') {
      const held = this.entries.get(question.account);
      if (question.op === 'set') this.entries.set(question.account, question.secret);
      if (question.op === 'delete') this.entries.delete(question.account);
      const value = { get: held ?? null, set: null, delete: held !== undefined }[question.op];
      hear({ id, ok: true, value });
    }
  }
}

export function keyValues(): KeyValues & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
  };
}
