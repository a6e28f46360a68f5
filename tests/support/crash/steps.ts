import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { constants, DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** What the outbox changes on its disk, each in one transaction, and how its SQL begins. */
const changes = {
  migrate: /; PRAGMA user_version = 2;$/,
  key: /^INSERT INTO keys /,
  add: /^INSERT INTO entries /,
  recover: /^UPDATE entries SET state = 'pending', not_before = 0 WHERE state = 'sending'/,
  send: /^UPDATE entries SET state = 'sending'/,
  deliver: /^UPDATE entries SET state = 'delivered'/,
  'put back': /^UPDATE entries SET state = 'pending', not_before = \?, tries = \?, sent_at = NULL/,
  unsettle: /^UPDATE entries SET state = 'pending', not_before = \?, tries = \?, unheard_since/,
  reseal: /^UPDATE entries SET key_id = \?, sealed/,
  'erase key': /^DELETE FROM keys /,
  'erase entries': /^DELETE FROM entries /,
} as const;
type Change = keyof typeof changes;

/**
 * Where a kiosk can be killed. Of a change: `before` it, when it is `written` and its transaction goes on, and before,
 * in and after its commit. Of what is sent: once it has left, once the server has read it, and once the answer is here.
 */
export type Step =
  | `${Change}: ${'before' | 'written' | 'before commit' | 'in commit' | 'after commit'}`
  | 'migrate: in the middle'
  | 'keychain: set'
  | 'request: sent'
  | 'request: read by the server'
  | 'request: answered'
  | 'read back: answered';

/** The place at which a process kills itself, and at which of its passages. */
export interface Doom {
  readonly step: Step;
  readonly passage: number;
  /** How long after it has begun, in µs, where the step is a commit. */
  readonly within: number;
}

/**
 * Watches the outbox of this process, without a hook in it, and kills the process where it is told to.
 * @returns to be called at the one step that cannot be seen from outside: the keychain's
 */
export function watchSteps(doom: Doom | undefined): (step: Step) => void {
  let left = doom?.passage ?? 0;
  const die = doom?.step.endsWith('in commit') ? killer(doom.within) : killNow;
  const passes = (step: Step) => {
    if (step !== doom?.step) return;
    left -= 1;
    if (left !== 0) return;
    writeSync(1, 'dies\n');
    die();
  };
  watchDatabase(passes);
  watchRequests(passes);
  return passes;
}

const killNow = () => void process.kill(process.pid, 'SIGKILL');

/** @returns to be called just before this thread is busy in SQLite, where only another one can kill */
function killer(within: number): () => void {
  const called = new Int32Array(new SharedArrayBuffer(4));
  const thread = `
    const { called, within } = require('node:worker_threads').workerData;
    Atomics.wait(called, 0, 0);
    const end = process.hrtime.bigint() + BigInt(within) * 1000n;
    while (process.hrtime.bigint() < end);
    process.kill(process.pid, 'SIGKILL');
  `;
  new Worker(thread, { eval: true, workerData: { called, within } });
  return () => {
    Atomics.store(called, 0, 1);
    Atomics.notify(called, 0);
  };
}

function watchDatabase(passes: (step: Step) => void): void {
  let current: Change | undefined;
  const { exec } = DatabaseSync.prototype;
  const { run } = StatementSync.prototype;

  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    if (sql !== 'COMMIT') {
      if (sql === 'BEGIN IMMEDIATE') current = undefined;
      current ??= changeOf(sql);
      if (current === 'migrate') watchMigration(this, passes);
      return exec.call(this, sql);
    }
    if (current) {
      passes(`${current}: before commit`);
      passes(`${current}: in commit`);
    }
    exec.call(this, sql);
    if (current) passes(`${current}: after commit`);
  };

  StatementSync.prototype.run = function (this: StatementSync, ...values) {
    const first = current === undefined;
    current ??= changeOf(this.sourceSQL);
    if (first && current) passes(`${current}: before`);
    const result = run.apply(this, values as Parameters<typeof run>);
    if (current) passes(`${current}: written`);
    return result;
  };
}

/** A migration is many statements: this is before the one that takes the old table away. */
function watchMigration(database: DatabaseSync, passes: (step: Step) => void): void {
  database.setAuthorizer((action, table) => {
    if (action === constants.SQLITE_DROP_TABLE && table === 'entries_1')
      passes('migrate: in the middle');
    return constants.SQLITE_OK;
  });
}

function changeOf(sql: string): Change | undefined {
  return (Object.keys(changes) as Change[]).find((change) => changes[change].test(sql));
}

/** Node's fetch tells of each request when it has been written to the socket, and when its answer has been read. */
function watchRequests(passes: (step: Step) => void): void {
  const methodOf = (message: unknown) => {
    const { request } = message as { request: { method: string; path: string } };
    return isVisit(request.path) ? request.method : undefined;
  };
  subscribe('undici:request:bodySent', (message) => {
    if (isWrite(methodOf(message))) passes('request: sent');
  });
  subscribe('undici:request:trailers', (message) => {
    const method = methodOf(message);
    if (isWrite(method)) passes('request: answered');
    if (method === 'GET') passes('read back: answered');
  });
}

const isWrite = (method: string | undefined) => method !== undefined && method !== 'GET';

/** Whether a request of either vendor's is about visits, and not about signing in. */
export const isVisit = (path: string): boolean => /\/(booking)?visitors/.test(path);
