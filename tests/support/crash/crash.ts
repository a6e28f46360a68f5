import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { plan, type Round } from './plan.ts';
import { runRound } from './round.ts';
import type { Step } from './steps.ts';

/** What came of all kills. */
export interface CrashReport {
  readonly kills: number;
  readonly atStep: ReadonlyMap<Step | 'any moment', number>;
  readonly rounds: number;
  /** Arrivals that were confirmed to a visitor. */
  readonly confirmed: number;
  /** Arrivals that the servers have got, some of which had not been confirmed when their kiosk was killed. */
  readonly received: number;
  /** What was promised and not done, a line each. */
  readonly broken: readonly string[];
}

/** So many kiosks live at once: one that waits for its time leaves the processor to the others. */
const AT_ONCE = 6;

/** Kills kiosks, as many times in all, as the seed says. */
export async function crash(
  { kills, seed }: { kills: number; seed: number },
  onKill: (killed: number) => void = () => {},
): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-crash-kiosk-'));
  const atStep = new Map<Step | 'any moment', number>();
  const broken: string[] = [];
  let killed = 0;
  let confirmed = 0;
  let received = 0;
  const rounds = plan(kills, seed);
  const waiting = rounds.entries();

  async function work(script: string): Promise<void> {
    for (const [index, round] of waiting) await one(script, index, round);
  }

  async function one(script: string, index: number, round: Round): Promise<void> {
    try {
      const report = await runRound(script, round, ({ at }) => {
        const step = typeof at === 'number' ? 'any moment' : at;
        atStep.set(step, (atStep.get(step) ?? 0) + 1);
        killed += 1;
        onKill(killed);
      });
      confirmed += report.confirmed;
      received += report.received;
    } catch (error) {
      broken.push(`round ${index + 1}: ${(error as Error).message}`);
    }
  }

  try {
    const script = await bundled(folder);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(script)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills: killed, atStep, rounds: rounds.length, confirmed, received, broken };
}

/** The kiosk in one file, as the app itself is built: it starts several times as fast. */
async function bundled(folder: string): Promise<string> {
  await build({
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('kiosk.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'kiosk.mjs' } },
    },
  });
  return join(folder, 'kiosk.mjs');
}
