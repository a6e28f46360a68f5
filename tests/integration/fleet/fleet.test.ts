import { describe, expect, it } from 'vitest';
import { simulateFleet } from '../../../tools/fleet/simulate.ts';

describe('kiosks of one account that lose the line and regain it together', () => {
  it('stay below every limit, deliver each arrival once, and take a tenth longer than they must', async () => {
    const report = await simulateFleet({ kiosks: 60, guests: 59, shared: true });
    for (const { limit, requests } of report.highest)
      expect(requests).toBeLessThanOrEqual(limit.requests);
    expect(report).toMatchObject({ delivered: 60 * 59, doubled: 0, turnedAway: 0 });
    expect(report.writes).toBe(60 * 60);
    expect(report.took).toBeLessThanOrEqual(1.1 * report.leastPossible);
  }, 120_000);

  it('that do not know of each other are turned away, keep the silence, and lose and double nothing', async () => {
    const report = await simulateFleet({ kiosks: 20, guests: 5, shared: false });
    expect(report.turnedAway).toBeGreaterThan(20);
    expect(report).toMatchObject({ delivered: 20 * 5, doubled: 0, unsilent: 0 });
  }, 120_000);
});
