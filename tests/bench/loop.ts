import { join } from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { makeBacklog } from './backlog.ts';
import { startDemo } from './demo-process.ts';
import { Gaps } from './gaps.ts';
import { hanging, outboxFor, unlimited, walkInTo } from './kiosk.ts';
import { type Measurement, Rounds, type Row } from './measure.ts';

const ROUNDS = 5;
/** Things done in each round, so that one in a hundred can be told. */
const EACH = 100;
const BETWEEN = 5;
const WAITING = 100_000;

/** How long the event loop is held up by one add, and by one delivery, while much waits; and by nothing at all. */
export const loop: Measurement = async ({ folder, say }) => {
  const demo = await startDemo({ kind: 'spacebring', limits: false, latency: 0 });
  const host = demo.host;
  const adding = join(folder, 'adding');
  const delivering = join(folder, 'delivering');
  await makeBacklog(adding, WAITING, { host });
  await makeBacklog(delivering, WAITING, { host });
  const gaps = new Gaps();
  const rounds = { add: new Rounds(), deliver: new Rounds(), idle: new Rounds() };

  const kept = outboxFor({ dataDir: adding, provider: await unlimited(hanging) });
  kept.start();
  await kept.add(walkInTo(host));
  const addAll = async () => {
    for (let count = 0; count < EACH; count += 1) {
      await wait(BETWEEN);
      gaps.take();
      await kept.add(walkInTo(host));
      await turn();
      await turn();
      rounds.add.add(gaps.take());
    }
  };

  const deliverAll = async () => {
    const done = Promise.withResolvers<void>();
    let count = 0;
    const outbox = outboxFor({
      dataDir: delivering,
      provider: await unlimited(fetch, demo),
      onChange(outbox) {
        const blocked = gaps.take();
        // The first has the opening in it, and the closing before that.
        if (count > 0) rounds.deliver.add(blocked);
        count += 1;
        if (count <= EACH) return;
        outbox.stop();
        done.resolve();
      },
    });
    gaps.take();
    outbox.start();
    await done.promise;
  };

  const idleAll = async () => {
    for (let count = 0; count < EACH; count += 1) {
      gaps.take();
      await wait(BETWEEN);
      rounds.idle.add(gaps.take());
    }
  };

  try {
    for (let number = 1; number <= ROUNDS; number += 1) {
      say(`loop: round ${number} of ${ROUNDS}`);
      for (const one of Object.values(rounds)) one.next();
      await addAll();
      await idleAll();
      await deliverAll();
    }
  } finally {
    gaps.stop();
    kept.stop();
    await demo.end();
  }
  const idle = rounds.idle.spread;
  const row = (what: string, took: Rounds): Row => ({
    what,
    unit: 'ms',
    ours: took.spread,
    baseline: { name: 'doing nothing', spread: idle },
    ratio: took.ratioTo(rounds.idle),
    aim: 'p99 ≤ 10 ms',
    met: idle.p99 > 10 ? undefined : took.spread.p99 <= 10,
    note: `p99 ${took.spread.p99.toFixed(1)} ms, and ${idle.p99.toFixed(1)} ms when nothing is done${idle.p99 > 10 ? ': the machine is too busy for this aim to be judged' : ''}`,
  });
  return [
    row('loop blocked by one add, 100,000 waiting', rounds.add),
    row('loop blocked by one delivery, 100,000 waiting', rounds.deliver),
  ];
};
