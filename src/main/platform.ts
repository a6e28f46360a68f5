import type { Event, News } from '#shared/ipc/contract.ts';

/** A message port to a child process that may hang, die or be replaced. */
export interface Child {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** What the machine gives the kiosk. Electron's side of it is in app/; tests and commands bring plain Node's. */
export interface Platform {
  /**
   * Goes through the machine's proxy and trusts its certificates. What is not a GET leaves once and on a connection
   * of its own; to have that, make one at a time and read its answer to the end before the next.
   */
  readonly fetch: typeof fetch;
  /** Where everything is kept that outlives a restart. */
  readonly dataDir: string;
  /** False while the machine itself knows that it has no network. */
  isOnline(): boolean;
  /** Starts the process that talks to the OS keychain. */
  startKeychain(): Child;
  /** Small facts that are not secret, kept as one JSON file. */
  readonly settings: KeyValues;
}

export interface KeyValues {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** Sends news to every screen that is open. */
export type Announce = <E extends Event>(event: E, news: News<E>) => void;
