// `npm run test:crash`: kills kiosks at every step and at any moment, and says whether they kept their promises.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type CrashReport, crash } from '../tests/support/crash/crash.ts';

const usage =
  'usage: npm run test:crash -- [--kills N] [--seed S]\n' +
  '  2000 kills and a seed of its own unless given. The same seed gives the same kills, but for what falls at any moment.\n';

class UsageError extends Error {}

function readFlags(): { kills: number; seed: number } {
  const { values } = parse();
  return {
    kills: whole('--kills', values.kills ?? '2000'),
    seed: whole('--seed', values.seed ?? String(randomInt(2 ** 31))),
  };
}

function parse() {
  try {
    return parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
  } catch (error) {
    // Node's message names the flag, and then goes on about positional arguments, of which there are none here.
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function whole(flag: string, given: string): number {
  if (/^[1-9]\d{0,9}$/.test(given)) return Number(given);
  throw new UsageError(`${flag} ${given}: give a whole number above 0`);
}

function describe(report: CrashReport, seconds: number): string {
  const steps = [...report.atStep].sort(([one], [other]) => one.localeCompare(other));
  return [
    '',
    ...steps.map(([step, kills]) => `  ${String(kills).padStart(6)}  ${step}`),
    `${report.kills} kills in ${report.rounds} rounds, ${seconds.toFixed(0)} s`,
    `${report.confirmed} arrivals confirmed, ${report.received} at the servers`,
    report.broken.length === 0
      ? 'Everything that was confirmed is at the servers, once and in order, and nothing else that nobody asked for.'
      : `BROKEN in ${report.broken.length} rounds:`,
    ...report.broken.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

async function main({ kills, seed }: { kills: number; seed: number }): Promise<void> {
  const began = Date.now();
  process.stdout.write(`${kills} kills, --seed ${seed}\n`);
  const report = await crash({ kills, seed }, (killed) => {
    if (killed % 100 === 0) process.stdout.write(`${killed} `);
  });
  process.stdout.write(describe(report, (Date.now() - began) / 1000));
  if (report.broken.length > 0) process.exitCode = 1;
}

try {
  await main(readFlags());
} catch (error) {
  const hint = error instanceof UsageError ? `\n${usage}` : '\n';
  process.stderr.write(`test:crash: ${(error as Error).message}${hint}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
