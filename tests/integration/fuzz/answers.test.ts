import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoServer } from '../../../src/demo/demo-server.ts';
import type { Place } from '../contract/places.ts';
import { type Spoil, spoil, spoiled } from './spoil.ts';
import { type Outcome, type Target, typed } from './targets.ts';
import { nexudus, nexudusCustomer, spacebring, spacebringOAuth } from './vendors.ts';

/** The same in each run, unless another is given; fast-check prints it with what it finds. */
const seed = Number(process.env.FUZZ_SEED ?? 20_260_302);
const numRuns = Number(process.env.FUZZ_RUNS ?? 8);

/** A secret that was turned down is not tried again before that. */
const REST = 11 * 60_000;
const DAY = 24 * 3600_000;
/** Where an answer leads to the next, for ever. */
const MOST_CALLS = 30;

const unheard: unknown[] = [];
const hear = (reason: unknown) => unheard.push(reason);
beforeAll(() => void process.on('unhandledRejection', hear));
afterAll(() => void process.off('unhandledRejection', hear));

interface Played extends Place {
  readonly demo: DemoServer;
  /** Somebody signs in, where that takes somebody. */
  readonly signIn?: () => Promise<void>;
  /** Those that the vendor has given out. */
  readonly tokens: Set<string>;
}

/** Uses the provider once, with good answers but for those that are spoiled. */
async function once(place: Played, { prepare }: Target, how?: Spoil, calls = 1): Promise<Outcome> {
  const act = await prepare();
  let count = 0;
  place.tap = async (answer, again) => {
    const index = count;
    count += 1;
    const text = await answer.clone().text();
    for (const [, token = ''] of text.matchAll(/_token":"([^"]+)"/g)) place.tokens.add(token);
    if (!how || index > MOST_CALLS) return answer;
    const first = how.nth % calls;
    if (how.andAll ? index < first : index !== first) return answer;
    const { status = answer.status, headers } = how;
    const body = spoiled(text, how.body);
    place.demo.faults.next({ match: {}, do: { kind: 'raw', status, headers, body } });
    return again();
  };
  try {
    return await place.during(act());
  } finally {
    place.tap = undefined;
    place.demo.faults.clear();
  }
}

/** How many calls it takes when all is well. */
async function callsOf(place: Played, target: Target): Promise<number> {
  const act = await target.prepare();
  const before = place.demo.requests.length;
  expect(await place.during(act())).toMatchObject({ kind: target.good });
  return place.demo.requests.length - before;
}

/** Once all that was said has been slept over, it is as good as ever. */
async function recovers(place: Played, target: Target, how: Spoil): Promise<void> {
  await place.clock.advance('retry-after' in how.headers ? DAY + REST : REST);
  const again = () => once(place, target).catch((error: unknown) => ({ kind: String(error) }));
  let came = await again();
  // A refresh token in an answer that nobody could read is gone, and somebody has to sign in again.
  if (came.kind !== target.good && place.signIn) {
    await place.signIn();
    came = await again();
  }
  expect(came).toMatchObject({ kind: target.good });
}

function keepsToItself({ lines, demo, tokens }: Played): void {
  const log = JSON.stringify(lines).toLowerCase();
  expect(log).toContain('"http"');
  for (const secret of [...Object.values(typed), demo.secret.value, ...tokens])
    expect(log).not.toContain(secret.toLowerCase());
}

const timeout = 30_000 + 3_000 * numRuns;
const all = { nexudus, nexudusCustomer, spacebring, spacebringOAuth };

describe.each(Object.entries(all))('whatever %s answers', { timeout }, (_, open) => {
  it('comes to something that has a name, and is over once the answers are good', async () => {
    const { targets, ...played } = await open();
    const place = Object.assign(played.place, played, { tokens: new Set<string>() });
    for (const target of targets) {
      const calls = await callsOf(place, target);
      const property = fc.asyncProperty(spoil, async (how) => {
        const outcome = await once(place, target, how, calls);
        expect(target.outcomes.safeParse(outcome)).toMatchObject({ success: true });
        await recovers(place, target, how);
        await turn();
        expect(unheard.splice(0)).toEqual([]);
      });
      await fc.assert(property, { seed, numRuns }).catch((error: unknown) => {
        throw new Error(`${target.name}: ${(error as Error).message}`, { cause: error });
      });
      keepsToItself(place);
    }
  });
});
