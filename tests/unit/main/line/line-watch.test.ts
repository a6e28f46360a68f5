import { describe, expect, it } from 'vitest';
import { LineWatch } from '../../../../src/main/line/line-watch.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

describe('watching the line', () => {
  it('tells of each return, and of nothing else', async () => {
    const clock = new VirtualClock();
    let online = false;
    let returns = 0;
    const watch = new LineWatch(
      () => online,
      clock,
      () => {
        returns += 1;
      },
    );
    watch.start();
    await clock.advance(10_000);
    expect(returns).toBe(0);
    for (const [now, seen] of [
      [true, 1],
      [true, 1],
      [false, 1],
      [true, 2],
    ] as const) {
      online = now;
      await clock.advance(5_000);
      expect(returns).toBe(seen);
    }
    watch.stop();
    expect(clock.pending).toBe(0);
  });
});
