import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MemorySecrets } from '../../../../src/main/credentials/memory.ts';
import { EntryKeys } from '../../../../src/main/outbox/entry-keys.ts';
import { DeliveryLoop } from '../../../../src/main/outbox/loop.ts';
import { CannotKeepError, Outbox } from '../../../../src/main/outbox/outbox.ts';
import type { Delivery, Provider } from '../../../../src/main/providers/provider.ts';
import { Backoff } from '../../../../src/main/retry/backoff.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { logLines } from '../../../support/log-lines.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/** An outbox in a folder of its own, whose provider answers what it is told to. */
function world(dataDir = join(tempFolder(), 'data')) {
  const clock = new VirtualClock();
  const sent: string[] = [];
  const answers: Delivery[] = [];
  const disk: string[] = [];
  const secrets = new MemorySecrets();
  const { log, lines } = logLines();
  const provider: Provider = {
    account: 'here',
    needsHost: false,
    async *hosts() {},
    probe: async () => '',
    settle: async () => ({ kind: 'absent' }),
    async checkIn({ arrival }) {
      const answer = answers.shift() ?? { kind: 'delivered', receipt: arrival.id };
      if (answer.kind === 'delivered') sent.push(arrival.id);
      return answer;
    },
  };
  const outbox = new Outbox({
    dataDir,
    account: 'here',
    clock,
    log,
    stamp: () => ({ at: clock.now(), offset: 0, run: 'run', elapsed: 0 }),
    runBegan: () => undefined,
    keepEndedSince: (now) => now - 24 * 3_600_000,
    createKeys: (store) =>
      new EntryKeys({ store, secrets, clock, log, onKeychain: () => {}, onLost: () => {} }),
    createLoop: (store, keys) =>
      new DeliveryLoop({
        store,
        keys,
        provider,
        hostNamed: () => ({ kind: 'not-yet' }),
        isTimeKnown: () => true,
        clock,
        random: () => 0.5,
        backoff: new Backoff(clock, () => 0.5),
        log,
        onChange: () => {},
        onContact: () => {},
        onDiskError: (error) => outbox.diskFailed(error),
      }),
    onDisk: (state) => disk.push(state),
  });
  onTestFinished(() => outbox.stop());
  return { answers, clock, dataDir, disk, lines, outbox, sent };
}

/** The entries that somebody finds who looks into the data folder. */
function onDisk(dataDir: string): string[] {
  const database = new DatabaseSync(join(dataDir, 'outbox.db'), { readOnly: true });
  const rows = database.prepare('SELECT id FROM entries ORDER BY seq').all();
  database.close();
  return rows.map(({ id }) => String(id));
}

const offline: Delivery = { kind: 'not-sent', setback: { kind: 'offline', reason: 'no line' } };

describe('what a visitor may be told', () => {
  it('is "sending" once it is on disk, then what is known', async () => {
    const { clock, dataDir, disk, outbox, sent } = world();
    outbox.start();
    const arrival = walkInOf();
    expect(await outbox.add(arrival)).toBe('sending');
    expect(onDisk(dataDir)).toEqual([arrival.id]);
    await clock.advance(0);
    expect(outbox.outcome(arrival.id)).toBe('told');
    expect(await outbox.add(arrival)).toBe('told');
    await clock.advance(60_000);
    expect(sent).toEqual([arrival.id]);
    expect(disk).not.toContain('failing');
  });

  it('is "recorded" at once while there is no line, and "told" when there is', async () => {
    const { answers, clock, outbox } = world();
    outbox.start();
    answers.push(offline, offline);
    await outbox.add(walkInOf());
    await clock.advance(0);
    const arrival = walkInOf();
    expect(await outbox.add(arrival)).toBe('recorded');
    expect(outbox.counts()).toMatchObject({ waiting: 2, waitingSince: clock.now() });
    await clock.advance(60_000);
    expect(outbox.outcome(arrival.id)).toBe('told');
  });

  it('is "reception" when the provider does not take it', async () => {
    const { answers, clock, outbox } = world();
    outbox.start();
    answers.push({ kind: 'refused', message: 'no', fields: [] });
    const arrival = walkInOf();
    await outbox.add(arrival);
    await clock.advance(0);
    expect(outbox.outcome(arrival.id)).toBe('reception');
    expect(await outbox.add(arrival)).toBe('reception');
    expect(outbox.counts()).toMatchObject({ waiting: 0, needsPerson: 1 });
  });
});

describe('a disk that cannot be used', () => {
  it('from the start: said at once, refused, and used when it can be, without a restart', async () => {
    const folder = join(tempFolder(), 'data');
    writeFileSync(folder, 'a file where the folder should be');
    const { clock, disk, lines, outbox, sent } = world(folder);
    outbox.start();
    expect(disk).toEqual(['failing']);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(outbox.counts()).toBeUndefined();
    rmSync(folder);
    await clock.advance(10_000);
    expect(disk).toEqual(['failing', 'ready']);
    const arrival = walkInOf();
    await outbox.add(arrival);
    await clock.advance(0);
    expect(sent).toEqual([arrival.id]);
    expect(lines.map(({ event }) => event)).toContain('disk failing');
  });

  it('with a file that is no database: the file is left as it is', async () => {
    const folder = tempFolder();
    writeFileSync(
      join(folder, 'outbox.db'),
      'this is not a database, though it is long enough for one'.repeat(40),
    );
    const { disk, outbox } = world(folder);
    outbox.start();
    expect(disk).toEqual(['damaged']);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  });

  // Windows lets nobody move or delete a folder in which a file is open.
  describe.runIf(process.platform !== 'win32')('a folder that goes away', () => {
    it.each<[string, (dataDir: string) => void]>([
      ['deleted', (dataDir) => rmSync(dataDir, { recursive: true })],
      ['moved away', (dataDir) => renameSync(dataDir, `${dataDir}-away`)],
      [
        'replaced by a file',
        (dataDir) => {
          rmSync(dataDir, { recursive: true });
          writeFileSync(dataDir, '');
        },
      ],
      [
        'emptied',
        (dataDir) => {
          rmSync(dataDir, { recursive: true });
          mkdirSync(dataDir);
        },
      ],
    ])(
      'while it runs, its folder %s: nobody is told "recorded" of what is not there',
      async (_, spoil) => {
        const { clock, dataDir, disk, outbox, sent } = world();
        outbox.start();
        await outbox.add(walkInOf());
        await clock.advance(0);
        spoil(dataDir);
        const lost = walkInOf();
        await expect(outbox.add(lost)).rejects.toThrow(CannotKeepError);
        expect(disk.at(-1)).toBe('gone');
        rmSync(dataDir, { recursive: true, force: true });
        await clock.advance(10_000);
        expect(disk.at(-1)).toBe('ready');
        const kept = walkInOf();
        await outbox.add(kept);
        expect(onDisk(dataDir)).toEqual([kept.id]);
        await clock.advance(0);
        expect(sent.at(-1)).toBe(kept.id);
      },
    );
  });

  it('while it runs, locked by somebody: refused, then kept again', async () => {
    const { clock, dataDir, disk, outbox } = world();
    outbox.start();
    const other = new DatabaseSync(join(dataDir, 'outbox.db'));
    other.exec('BEGIN IMMEDIATE');
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(disk.at(-1)).toBe('failing');
    other.exec('ROLLBACK');
    other.close();
    await clock.advance(10_000);
    const arrival = walkInOf();
    await outbox.add(arrival);
    expect(disk.at(-1)).toBe('ready');
    await clock.advance(0);
    expect(outbox.outcome(arrival.id)).toBe('told');
  });
});

describe('what was delivered', () => {
  it('is erased after a day, on its own', async () => {
    const { answers, clock, dataDir, outbox } = world();
    outbox.start();
    const [goes, refused] = [walkInOf(), walkInOf()];
    answers.push(
      { kind: 'delivered', receipt: 'r' },
      { kind: 'refused', message: 'no', fields: [] },
    );
    await outbox.add(goes);
    await outbox.add(refused);
    await clock.advance(23 * 3_600_000);
    expect(onDisk(dataDir)).toEqual([goes.id, refused.id]);
    await clock.advance(3 * 3_600_000);
    expect(onDisk(dataDir)).toEqual([refused.id]);
  });
});

describe('an outbox that is stopped', () => {
  it('leaves nothing due, and takes nothing more', async () => {
    const { answers, clock, outbox } = world();
    outbox.start();
    answers.push(offline);
    await outbox.add(walkInOf());
    await clock.advance(0);
    outbox.stop();
    expect(clock.pending).toBe(0);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  });
});
