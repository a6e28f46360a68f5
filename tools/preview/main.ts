/*
 * Runs the built app without the Electron binary: `electron` is a stand-in on plain Node, its windows are pages of a
 * real Chromium. What the stand-in lacks throws by name.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ArgumentError, isHeadless, readArguments } from './arguments.ts';
import { createPreview } from './electron/create.ts';
import { provideElectron } from './module-hooks.ts';
import { answerParent } from './remote-evaluate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const main = join(root, 'out/main/index.js');

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** Chromium itself starts without a word when it cannot have its port. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

function argumentsOrExit() {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    if (error instanceof ArgumentError) fail(error.message);
    throw error;
  }
}

const { debuggingPort, rest } = argumentsOrExit();
if (debuggingPort !== undefined && !(await isFree(debuggingPort)))
  fail(
    `--remote-debugging-port ${debuggingPort}: something else listens there. Give another port.`,
  );
if (!existsSync(main)) fail(`${main} is missing: the app is not built. \`npm start\` builds it.`);
const headless = isHeadless(rest, process.env, process.platform);

const preview = createPreview(root, { headless, debuggingPort }, (line) => {
  process.stderr.write(`preview: ${line}\n`);
});
provideElectron(preview.electron);
process.argv = [process.execPath, root, ...rest];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => preview.app.quit());
quitWithParent();

await import(pathToFileURL(main).href);
if (!preview.app.isExiting()) {
  await preview.start().catch((error: Error) => fail(`The preview cannot start: ${error.message}`));
  if (process.send) answerParent(preview.electron, () => preview.app.quit());
  if (headless) process.stdout.write(`${whereToLook()}\n`);
}

/** A command that was killed cannot end what it started. */
function quitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) preview.app.quit();
  }, 500).unref();
}

function whereToLook(): string {
  return debuggingPort === undefined
    ? 'No window: the kiosk runs headless. To look at it, give --remote-debugging-port 9222 and open chrome://inspect in a Chromium, or run `npm run demo` for screenshots under out/demo/.'
    : `No window: the kiosk runs headless. Look at it at http://127.0.0.1:${debuggingPort} (chrome://inspect in a Chromium), or run \`npm run demo\` for screenshots under out/demo/.`;
}
