import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, chromium, type Page } from 'playwright';
import type { Answered, Asked } from '../preview/remote-evaluate.ts';
import { node, root, runtime } from './runtime.ts';

type Electron = typeof import('electron');

export interface Start {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a person may watch; the preview shows no window unless it is so. */
  readonly watched?: boolean;
  /** The address of the page that it opens, where that is not the kiosk's own. */
  readonly opens?: RegExp;
}

/** A kiosk that runs. */
export interface Kiosk {
  readonly page: Page;
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** Runs a function in main. It may use nothing but what it is given; argument and answer are JSON. */
  evaluate<R, A = undefined>(
    run: (electron: Electron, argument: A) => R,
    argument?: A,
  ): Promise<Awaited<R>>;
  /** Quits it in order. */
  close(): Promise<number | null>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the built kiosk and waits for its page. */
export async function launch(start: Start = {}): Promise<Kiosk> {
  return runtime.name === 'electron' ? launchElectron(runtime.binary, start) : launchPreview(start);
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built kiosk in a way that it should refuse, and waits for its end. */
export async function runToEnd({ args = [], env = {} }: Start): Promise<Ended> {
  const [program, before] =
    runtime.name === 'electron' ? [runtime.binary, electronArguments] : [node, [previewMain]];
  const child = spawn(program, [...before, ...args], { env: { ...process.env, ...env } });
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: output.stdout(), stderr: output.stderr() };
}

/** A new empty folder, and how to remove it. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'vestibule-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) };
}

const previewMain = join(root, 'tools/preview/main.ts');
// Chromium's sandbox refuses to run as root.
const electronArguments = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root];

async function launchElectron(
  binary: string,
  { args = [], env = {}, opens = /^app:\/\/kiosk\/$/ }: Start,
): Promise<Kiosk> {
  const app = await _electron.launch({
    executablePath: binary,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...electronArguments, ...args],
    env: { ...definedOnly(process.env), ...env },
  });
  const child = app.process();
  const output = collect(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const page = await app.firstWindow();
  await page.waitForURL(opens);
  return {
    page,
    process: child,
    ...output,
    exited,
    evaluate: (run, argument) =>
      app.evaluate(run as never, argument as never) as ReturnType<Kiosk['evaluate']> as never,
    async close() {
      await app.close();
      return exited;
    },
    kill: () => kill(child, exited),
  };
}

async function launchPreview({
  args = [],
  env = {},
  watched = false,
  opens = /^http:\/\/kiosk\.localhost\/$/,
}: Start): Promise<Kiosk> {
  const port = await freePort();
  const child = fork(
    previewMain,
    [...(watched ? [] : ['--headless']), '--remote-debugging-port', String(port), ...args],
    { execPath: node, execArgv: [], silent: true, env: { ...process.env, ...env } },
  );
  const output = collect(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const evaluate = evaluator(child, exited);
  try {
    await evaluate(({ app }) => app.whenReady());
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const [page] = browser.contexts()[0]?.pages() ?? [];
    if (!page) throw new Error('the preview has no page');
    await page.waitForURL(opens);
    return {
      page,
      process: child,
      ...output,
      exited,
      evaluate,
      async close() {
        if (child.exitCode !== null || child.signalCode !== null) return exited;
        // The answer may be lost with the process.
        await Promise.race([exited, evaluate(({ app }) => app.quit())]);
        return exited;
      },
      kill: () => kill(child, exited),
    };
  } catch (error) {
    child.kill('SIGKILL');
    await exited;
    throw new Error(`the kiosk did not start: ${output.stderr()}`, { cause: error });
  }
}

async function kill(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  // There playwright starts a shell, which would be all that ends.
  if (process.platform === 'win32') spawn('taskkill', ['/T', '/F', '/PID', String(child.pid)]);
  else child.kill('SIGKILL');
  await exited;
}

function evaluator(child: ChildProcess, exited: Promise<unknown>): Kiosk['evaluate'] {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;
  child.on('message', (answered: Answered) => {
    const answer = waiting.get(answered.id);
    waiting.delete(answered.id);
    if ('error' in answered) answer?.reject(new Error(answered.error));
    else answer?.resolve(answered.value);
  });
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the kiosk has ended'));
  });
  return (run, argument) => {
    const answer = Promise.withResolvers<unknown>();
    count += 1;
    waiting.set(count, answer);
    child.send({ id: count, evaluate: String(run), argument } satisfies Asked);
    return answer.promise as ReturnType<Kiosk['evaluate']> as never;
  };
}

function collect(child: ChildProcess): { stdout: () => string; stderr: () => string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return { stdout: () => stdout, stderr: () => stderr };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
