// `npm run bench -- outbox`: prints how fast the outbox is beside its baselines. It informs, and never fails on a number.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { add } from '../tests/bench/add.ts';
import { deliver } from '../tests/bench/deliver.ts';
import { loop } from '../tests/bench/loop.ts';
import type { Measurement, Row } from '../tests/bench/measure.ts';
import { open } from '../tests/bench/open.ts';
import { machineFacts, printTable, writeJson } from '../tests/bench/report.ts';
import { tap } from '../tests/bench/tap.ts';
import { root } from './setup/paths.mjs';

const measurements: Readonly<Record<string, Measurement>> = { add, open, deliver, loop, tap };
const names = Object.keys(measurements);

const usage = `Usage: npm run bench -- outbox [--only ${names.join(',')}] [--entries N]

  --only      some of the measurements, with commas between
  --entries   how many are delivered without limits; 5000 unless given`;

class UsageError extends Error {}

function readFlags(args: string[]): { chosen: string[]; entries: number } {
  const { values, positionals } = parse(args);
  if (positionals.join(' ') !== 'outbox') throw new UsageError('Say what to measure: outbox.');
  const chosen = values.only?.split(',') ?? names;
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new UsageError(`--only: there is no ${unknown.join(', ')}`);
  const entries = Number(values.entries ?? 5_000);
  if (!Number.isInteger(entries) || entries < 100)
    throw new UsageError('--entries: give a whole number from 100');
  return { chosen, entries };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { only: { type: 'string' }, entries: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function main(): Promise<void> {
  const { chosen, entries } = readFlags(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'vestibule-bench-'));
  const machine = machineFacts(folder);
  console.log(
    `${machine.cores} cores, Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.fileSystem} at ${folder}, load ${machine.load?.toFixed(1)}`,
  );
  const rows: Row[] = [];
  const began = new Date();
  try {
    for (const name of chosen) {
      const measure = measurements[name];
      const say = (line: string) => process.stderr.write(`${line}\n`);
      const own = await mkdtemp(join(folder, `${name}-`));
      rows.push(...((await measure?.({ folder: own, entries, say })) ?? []));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  printTable(rows);
  const file = join(root, 'out/bench/outbox.json');
  const load = { before: machine.load, after: loadavg()[0] };
  writeJson(file, { began, ended: new Date(), machine: { ...machine, load }, entries, rows });
  console.log(file);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
