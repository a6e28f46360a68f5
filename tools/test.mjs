#!/usr/bin/env node
// `npm test`: installs what is missing and runs everything, each part to its end even when one before it failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './setup/bundle.mjs';
import { fetchElectron } from './setup/electron-binary.mjs';
import { installPackages } from './setup/npm-packages.mjs';
import { node24, root } from './setup/paths.mjs';
import { fail } from './setup/run.mjs';
import { installSystemPackages, system } from './setup/system-packages.mjs';

const linux = process.platform === 'linux';
// Most of what the tests start is a Node of its own: what one has compiled serves the next.
process.env.NODE_COMPILE_CACHE ??= join(root, 'out/compiled');
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
const out = (/** @type {string} */ name) => join(root, 'out/test', name);

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, ok: boolean, seconds: number, counts: Counts }} Part
 */

/** @type {Part[]} */
const parts = [];

try {
  const electron = prepare();
  rmSync(out(''), { recursive: true, force: true });
  // The screens wait for the clock more than they keep a processor busy: they are looked at beside all the rest, which
  // keeps to one processor meanwhile.
  const screens = many('e2e', e2e(electron), playwrightCounts, 'pipe');
  await one('format and lint', node24, [
    bin('@biomejs/biome/bin/biome'),
    'ci',
    '--error-on-warnings',
    '.',
  ]);
  for (const folder of typed())
    await one(`types of ${folder}`, node24, [bin('typescript/bin/tsc'), '-p', folder]);
  await many('unit', vitest('unit'), vitestCounts);
  await many('integration', vitest('integration', ['--maxWorkers=1']), vitestCounts);
  await screens;
} catch (error) {
  fail(error);
}
summarise();

function prepare() {
  installPackages();
  const electron = fetchElectron();
  installSystemPackages([
    ...(linux ? [system.libsecret, system.dbus, system.keyring] : []),
    ...(electron ? (linux ? [system.xvfb] : []) : [system.chromium]),
  ]);
  buildApp();
  return electron;
}

/** Every folder with a tsconfig of its own: each is a zone, checked with what that zone may know. */
function typed() {
  const zones = readdirSync(join(root, 'src')).map((zone) => `src/${zone}`);
  return [...zones, 'tools', 'tests'].filter((folder) =>
    existsSync(join(root, folder, 'tsconfig.json')),
  );
}

/** @param {string} project @param {string[]} [more] */
function vitest(project, more = []) {
  const report = out(`${project}.json`);
  return {
    command: node24,
    report,
    args: [
      bin('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      ...more,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
  };
}

/** @param {string | undefined} electron */
function e2e(electron) {
  const args = [bin('playwright/cli.js'), 'test'];
  const report = out('e2e.json');
  const needsDisplay = electron && linux && !process.env.DISPLAY;
  return needsDisplay
    ? { command: 'xvfb-run', report, args: ['-a', node24, ...args] }
    : { command: node24, report, args };
}

/**
 * A part that passes or fails as a whole.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 */
async function one(name, command, args) {
  const { ok, seconds } = await run(name, command, args);
  parts.push({ name, ok, seconds, counts: { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 } });
}

/**
 * A part of many tests, counted from the report that its runner writes.
 * @param {string} name
 * @param {{ command: string, args: string[], report: string }} runner
 * @param {(report: any) => Counts} count
 * @param {'inherit' | 'pipe'} [output] `pipe`: it runs beside others, and is shown when it has ended
 */
async function many(name, { command, args, report }, count, output) {
  const { ok, seconds } = await run(name, command, args, output);
  const counts = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  // A runner that fails without a failed test has not run them all; one without any test has shown nothing.
  if (ok ? counts.passed === 0 : counts.failed === 0) counts.failed = 1;
  parts.push({ name, ok: ok && counts.failed === 0, seconds, counts });
}

/** @param {any} report @returns {Counts} */
function vitestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} report @returns {Counts} */
function playwrightCounts({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/**
 * @param {string} name @param {string} command @param {string[]} args
 * @param {'inherit' | 'pipe'} [output]
 */
async function run(name, command, args, output = 'inherit') {
  const title = `\n── ${name}\n`;
  if (output === 'inherit') process.stdout.write(title);
  const began = Date.now();
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', output, output] });
  let said = title;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const ok = await once(child, 'close').then(
    ([code]) => code === 0,
    (error) => {
      said += `${error.message}\n`;
      if (output === 'inherit') process.stdout.write(`${error.message}\n`);
      return false;
    },
  );
  if (output === 'pipe') process.stdout.write(said);
  return { ok, seconds: (Date.now() - began) / 1000 };
}

function summarise() {
  process.stdout.write('\n');
  for (const { name, ok, seconds, counts } of parts) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(
      `${ok ? '✓' : '✗'} ${name.padEnd(22)} ${counts.passed} passed, ${counts.failed} failed${skipped} · ${seconds.toFixed(1)} s\n`,
    );
  }
  const sum = (/** @type {keyof Counts} */ key) =>
    parts.reduce((total, part) => total + part.counts[key], 0);
  process.stdout.write(
    `\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`,
  );
  process.exit(parts.every((part) => part.ok) ? 0 : 1);
}
