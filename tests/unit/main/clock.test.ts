import { uptime } from 'node:os';
import { expect, it } from 'vitest';
import { bootId, systemClock } from '../../../src/main/clock.ts';

it('elapsed time is counted from the start of the machine, in whole milliseconds', () => {
  const elapsed = systemClock.elapsed();
  expect(Number.isInteger(elapsed)).toBe(true);
  // Each system has its own idea of when its start is over.
  expect(Math.abs(elapsed - uptime() * 1000)).toBeLessThan(60_000);
  expect(systemClock.elapsed()).toBeGreaterThanOrEqual(elapsed);
});

it('only Linux names the time since the machine was started', () => {
  if (process.platform === 'linux') expect(bootId()).toMatch(/^[0-9a-f-]{36}$/);
  else expect(bootId()).toBeUndefined();
});
