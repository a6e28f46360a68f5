import { describe, expect, it } from 'vitest';
import { simulateFleet } from '../../../tools/fleet/simulate.ts';

/** So short that every kiosk still has its token. */
const down = 30 * 60_000;

describe('kiosks of one account that lose the line and regain it together', () => {
  it('stay below every limit, deliver each arrival once, and take a tenth longer than they must', async () => {
    const report = await simulateFleet({ kiosks: 60, down, guests: 60, shared: true });
    for (const { limit, requests } of report.highest)
      expect(requests).toBeLessThanOrEqual(limit.requests);
    expect(report).toMatchObject({ delivered: 60 * 60, doubled: 0, turnedAway: 0 });
    expect(report.writes).toBe(60 * 60);
    expect(report.took).toBeLessThanOrEqual(1.1 * report.leastPossible);
  }, 300_000);

  it('that do not know of each other are turned away, keep the silence, and lose and double nothing', async () => {
    const report = await simulateFleet({ kiosks: 20, down, guests: 5, shared: false });
    expect(report.turnedAway).toBeGreaterThan(20);
    expect(report).toMatchObject({ delivered: 20 * 5, doubled: 0, unsilent: 0 });
  }, 300_000);
});
