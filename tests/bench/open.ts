import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeBacklog } from './backlog.ts';
import { type Measurement, Rounds, type Row } from './measure.ts';
import type { Opened } from './open-process.ts';

const ROUNDS = 9;
const WAITING = 100_000;
const program = fileURLToPath(new URL('open-process.ts', import.meta.url));
const run = promisify(execFile);

/** Opening an outbox in which much waits, beside an empty one. The file is in the system's cache both times. */
export const open: Measurement = async ({ folder, say }) => {
  const full = { dataDir: join(folder, 'full'), ...rounds() };
  const empty = { dataDir: join(folder, 'empty'), ...rounds() };
  await makeBacklog(full.dataDir, WAITING);
  await makeBacklog(empty.dataDir, 0);
  for (let number = 1; number <= ROUNDS; number += 1) {
    say(`open: round ${number} of ${ROUNDS}`);
    for (const { dataDir, took, blocked, memory } of [full, empty]) {
      const opened = await openOnce(dataDir);
      if (dataDir === full.dataDir && opened.waiting !== WAITING)
        throw new Error(`${opened.waiting} wait instead of ${WAITING}`);
      for (const one of [took, blocked, memory]) one.next();
      took.add(opened.took);
      blocked.add(opened.blocked);
      memory.add(opened.memory);
    }
  }
  const row = (what: string, key: 'took' | 'memory', unit: Row['unit'], most: number): Row => {
    const [ours, baseline] = [full[key].spread, empty[key].spread];
    const more = ours.median - baseline.median;
    return {
      what,
      unit,
      ours,
      baseline: { name: 'an empty one', spread: baseline },
      more,
      aim: `≤ ${most} ${unit} more`,
      met: more <= most,
    };
  };
  const { spread } = full.blocked;
  return [
    row('open, 100,000 waiting', 'took', 'ms', 300),
    row('memory, 100,000 waiting', 'memory', 'MB', 40),
    {
      what: 'loop blocked by opening, 100,000 waiting',
      unit: 'ms',
      ours: spread,
      baseline: { name: 'an empty one', spread: empty.blocked.spread },
      ratio: full.blocked.ratioTo(empty.blocked),
      aim: 'most ≤ 10 ms',
      met: spread.most <= 10,
      note: `the longest hold-up in the first second of each opening; most ${spread.most.toFixed(1)} ms`,
    },
  ];
};

const rounds = () => ({ took: new Rounds(), blocked: new Rounds(), memory: new Rounds() });

async function openOnce(dataDir: string): Promise<Opened> {
  const { stdout } = await run(process.execPath, ['--expose-gc', program, dataDir]);
  return JSON.parse(stdout) as Opened;
}
