/**
 * What goes wrong with one request. A request is *committed* when the server has done what it asks for.
 */
export type Fault =
  /** Committed; the answer comes that much later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection is cut before the body is read; the request is not listed either. */
  | { readonly kind: 'refuse' }
  /** Committed only with `commit`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly commit?: boolean;
    }
  /** Not committed; `retryAfter` in seconds. */
  | { readonly kind: 'throttle'; readonly status: 409 | 429; readonly retryAfter: number }
  /** Committed; the connection is cut instead of an answer. */
  | { readonly kind: 'commit-then-drop' }
  /** Read but not committed; the connection is cut instead of an answer. */
  | { readonly kind: 'drop' }
  /** Status 200 with a web page; committed only with `commit`. */
  | { readonly kind: 'html'; readonly commit?: boolean }
  /** Status 200 without a body; committed only with `commit`. */
  | { readonly kind: 'empty'; readonly commit?: boolean }
  /** Committed; the answer's status and headers are right, its JSON is cut in half. */
  | { readonly kind: 'truncated' }
  /**
   * An answer that no vendor would give: the body goes out byte for byte, under these headers beside Date and
   * Content-Length, which they may belie. Committed only with `commit`.
   */
  | {
      readonly kind: 'raw';
      /** From 200 to 999. */
      readonly status: number;
      /** By lower-case name. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
      readonly commit?: boolean;
    };

export interface FaultRule {
  /** What is left out matches everything; `path` is without the query. */
  readonly match: { readonly method?: string; readonly path?: string | RegExp };
  /** For how many matching requests, 1 unless given; may be Infinity. */
  readonly times?: number;
  readonly do: Fault;
}

/** Faults to come. The oldest rule that matches a request is used for it, one rule a request. */
export class Faults {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  /** Arranges a fault for the next request that matches. */
  next(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  /** How many faults are still waiting for their request. */
  get pending(): number {
    return this.#rules.reduce((sum, { left }) => sum + left, 0);
  }

  clear(): void {
    this.#rules = [];
  }

  /** For the server: the fault that this request meets, which is thereby used up. */
  take(method: string, path: string): Fault | undefined {
    const found = this.#rules.find(({ rule: { match } }) => {
      const samePath =
        match.path === undefined ||
        (typeof match.path === 'string' ? match.path === path : match.path.test(path));
      return samePath && (match.method === undefined || match.method === method);
    });
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#rules = this.#rules.filter((one) => one !== found);
    return found.rule.do;
  }
}
