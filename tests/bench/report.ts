import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Row, Spread } from './measure.ts';

/** Linux, statfs(2). */
const fileSystems: Readonly<Record<number, string>> = {
  61267: 'ext4',
  16914836: 'tmpfs',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  2035054128: 'overlay',
};

/** What the numbers depend on. */
export function machineFacts(folder: string) {
  const { type } = statfsSync(folder);
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${platform()} ${release()}`,
    node: process.version,
    sqlite: process.versions.sqlite,
    folder,
    fileSystem: fileSystems[type] ?? `0x${type.toString(16)}`,
    load: loadavg()[0],
  };
}

export function printTable(rows: readonly Row[]): void {
  console.table(
    rows.map((row) => ({
      measurement: row.what,
      'ours (p95)': shown(row.ours, row.unit),
      'baseline (p95)': row.baseline ? shown(row.baseline.spread, row.unit) : '',
      'baseline is': row.baseline?.name ?? '',
      ratio: compared(row),
      aim: row.aim,
      met: row.met === undefined ? '' : row.met ? 'yes' : 'NO',
    })),
  );
  for (const { what, baseline, note } of rows)
    if (note) console.log(`${what}${baseline ? ` (to ${baseline.name})` : ''}: ${note}`);
  const missed = rows.filter(({ met }) => met === false);
  const aims = rows.filter(({ met }) => met !== undefined);
  console.log(
    missed.length === 0
      ? `All ${aims.length} aims are met.`
      : `${missed.length} of ${aims.length} aims are NOT met:`,
  );
  for (const { what, aim, baseline } of missed)
    console.log(`  ${what}: ${aim}${baseline ? ` (to ${baseline.name})` : ''}`);
}

export function writeJson(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

function compared({ ratio, more, unit }: Row): string {
  if (more !== undefined) return `${more < 0 ? '' : '+'}${number(more)} ${unit}`;
  return ratio === undefined ? '' : number(ratio);
}

function shown({ median, p95, samples }: Spread, unit: Row['unit']): string {
  return samples === 1 ? `${number(median)} ${unit}` : `${number(median)} ${unit} (${number(p95)})`;
}

/** Three digits that count. */
function number(value: number): string {
  return value >= 1_000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}
