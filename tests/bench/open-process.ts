// Opens an outbox in a process of its own, so that its memory can be told. Run as: node --expose-gc open-process.ts FOLDER
import { setTimeout as wait } from 'node:timers/promises';
import { Gaps } from './gaps.ts';
import { hanging, outboxFor, unlimited } from './kiosk.ts';

export interface Opened {
  /** From the start to knowing how many wait, in ms. */
  readonly took: number;
  /** The longest time for which nothing else could go on, in the first second; in ms. */
  readonly blocked: number;
  /** Of the process, once all is quiet; in MB. */
  readonly memory: number;
  readonly waiting: number | undefined;
}

async function open(dataDir: string): Promise<Opened> {
  const outbox = outboxFor({ dataDir, provider: await unlimited(hanging) });
  await wait(100);
  const gaps = new Gaps();
  await wait(20);
  gaps.take();
  const began = performance.now();
  outbox.start();
  const waiting = outbox.counts()?.waiting;
  const took = performance.now() - began;
  await wait(1_000);
  const blocked = gaps.take();
  gaps.stop();
  globalThis.gc?.();
  await wait(50);
  const memory = process.memoryUsage.rss() / 2 ** 20;
  outbox.stop();
  return { took, blocked, memory, waiting };
}

if (import.meta.main) {
  process.stdout.write(JSON.stringify(await open(process.argv[2] ?? '')));
  // What was under way is of no interest any more.
  process.exit();
}
