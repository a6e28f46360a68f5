import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { OutboxStore } from '../../../../src/main/outbox/store.ts';
import { crash } from '../../../support/crash/crash.ts';
import { plannedSteps } from '../../../support/crash/plan.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

describe('a kiosk that is killed', () => {
  it('at every step and at any moment, still has or has sent all that it confirmed, once and in order', async () => {
    const report = await crash({ kills: 150, seed: 7 });
    expect(report.broken).toEqual([]);
    expect(report.kills).toBe(150);
    const rare = plannedSteps.filter((step) => (report.atStep.get(step) ?? 0) < 3);
    expect(rare).toEqual([]);
    expect(report.atStep.get('any moment')).toBeGreaterThanOrEqual(20);
    expect(report.confirmed).toBeGreaterThanOrEqual(150);
  }, 300_000);

  it('would also survive a power cut, which no kill shows: each commit waits for the disk', () => {
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    onTestFinished(() => exec.mockRestore());
    const store = new OutboxStore(tempFolder());
    onTestFinished(() => store.close());
    const connection = exec.mock.contexts[0] as DatabaseSync;
    const setting = (name: string) => connection.prepare(`PRAGMA ${name}`).get();
    expect(setting('journal_mode')).toEqual({ journal_mode: 'wal' });
    // 2 is FULL: the log is synced after each commit (sqlite.org/pragma.html#pragma_synchronous).
    expect(setting('synchronous')).toEqual({ synchronous: 2 });
    // macOS has a sync that reaches the disk's own memory, and one that reaches the disk.
    expect(setting('fullfsync')).toEqual({ fullfsync: 1 });
  });
});
