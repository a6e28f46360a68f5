// `npm run fleet`: a thousand kiosks lose the line for hours and regain it together. Says what came of it, and draws it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { picture } from './fleet/picture.ts';
import { type FleetReport, simulateFleet } from './fleet/simulate.ts';
import { root } from './setup/paths.mjs';

/** For how long nobody has a line, in ms. */
const DOWN = 4 * 3_600_000;

/** The most that emptying the queues may take, as a multiple of the least possible time. */
const MOST = 1.1;

function describe(report: FleetReport, ratio: number): string {
  const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`;
  const waited = report.kiosks * report.guests;
  return [
    `${report.kiosks} kiosks, ${waited} arrivals, the line down for ${report.lineBack - report.lineDown} min`,
    `delivered         ${report.delivered}, of them ${report.doubled} doubled`,
    `writes            ${report.writes}: the arrivals and a token for each kiosk`,
    `least possible    ${minutes(report.leastPossible)}, by the vendor's limits`,
    `taken             ${minutes(report.took)}, ${ratio.toFixed(3)} times that`,
    `turned away       ${report.turnedAway}`,
    ...report.highest.map(
      ({ limit, requests }) =>
        `at the most       ${requests} ${limit.writesOnly ? 'writes' : 'requests'} in ${limit.perMs / 1000} s, of ${limit.requests}`,
    ),
    '',
  ].join('\n');
}

const report = await simulateFleet({ kiosks: 1000, down: DOWN, guests: 5, shared: true });
const ratio = report.took / report.leastPossible;
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out/fleet.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(root, 'docs/images/fleet.svg'), picture(report));
process.stdout.write(`${describe(report, ratio)}Wrote out/fleet.json and docs/images/fleet.svg\n`);
const isWhole = report.delivered === report.kiosks * report.guests && report.doubled === 0;
if (!isWhole || report.turnedAway > 0 || ratio > MOST) process.exitCode = 1;
