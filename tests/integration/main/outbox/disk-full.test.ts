import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { damage } from '../../../support/damage.ts';
import { mebibyte, ownDisks } from '../../../support/mounted-disk.ts';
import { entriesIn, idsIn, outboxWorld } from '../../../support/outbox-world.ts';
import { failingDisk, failingDisks, ownDisk } from '../../../support/own-disk.ts';

describe.runIf(ownDisks === 'here')('a disk that is full', () => {
  it('nearly: said before anybody begins to type; who has begun is kept, and all is delivered', async () => {
    const disk = ownDisk(24 * mebibyte);
    const world = outboxWorld({ dataDir: join(disk.path, 'data') });
    const { clock, outbox, sent, setLine } = world;
    outbox.start();
    setLine(false);
    expect(world.disk).toEqual(['ready']);
    disk.fill(8 * mebibyte);
    await clock.advance(60_000);
    expect(world.disk.at(-1)).toBe('full');
    const arrival = walkInOf();
    expect(await outbox.add(arrival)).toBe('sending');
    expect(world.disk.at(-1)).toBe('full');
    setLine(true);
    await clock.advance(60_000);
    expect(sent).toEqual([arrival.id]);
    expect(world.disk.at(-1)).toBe('full');
    disk.makeRoom();
    await clock.advance(10_000);
    expect(world.disk.at(-1)).toBe('ready');
  });

  it('to the last byte: refused, nothing half-written, and goes on by itself where there is room', async () => {
    const disk = ownDisk(24 * mebibyte);
    const world = outboxWorld({ dataDir: join(disk.path, 'data') });
    const { clock, dataDir, looked, outbox, sent, setLine } = world;
    outbox.start();
    setLine(false);
    const kept = [walkInOf(), walkInOf(), walkInOf()];
    for (const arrival of kept) await outbox.add(arrival);
    const ids = kept.map(({ id }) => id);
    await clock.advance(0);
    disk.fill(0);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    expect(world.disk.at(-1)).toBe('full');
    setLine(true);
    for (let minute = 0; minute < 10; minute += 1) {
      await clock.advance(60_000);
      disk.fill(0);
      await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    }
    expect(new Set(world.disk.slice(1))).toEqual(new Set(['full']));
    expect(idsIn(dataDir)).toEqual(ids);
    // One try at the disk in ten seconds is no spinning.
    expect(sent.length + looked.length).toBeLessThanOrEqual(60);
    disk.makeRoom();
    await clock.advance(60_000);
    expect(world.disk.at(-1)).toBe('ready');
    expect(sent).toEqual(ids);
    expect(entriesIn(dataDir).map(({ state }) => state)).toEqual(ids.map(() => 'delivered'));
    const next = walkInOf();
    await outbox.add(next);
    await clock.advance(0);
    expect(outbox.outcome(next.id)).toBe('told');
  });

  it('while a request is under way: what came of it is read back, and it is not sent again', async () => {
    const disk = ownDisk(24 * mebibyte);
    const world = outboxWorld({
      dataDir: join(disk.path, 'data'),
      onSend: () => disk.fill(0),
    });
    const { clock, dataDir, looked, outbox, sent } = world;
    outbox.start();
    const arrival = walkInOf();
    await outbox.add(arrival);
    await clock.advance(60_000);
    expect(world.disk.at(-1)).toBe('full');
    disk.makeRoom();
    await clock.advance(60_000);
    expect(sent).toEqual([arrival.id]);
    expect(looked).toContain(arrival.id);
    expect(entriesIn(dataDir)).toEqual([{ id: arrival.id, state: 'delivered' }]);
  });

  it('from the start: said, and used once there is room', async () => {
    const disk = ownDisk(24 * mebibyte);
    disk.fill(0);
    const world = outboxWorld({ dataDir: join(disk.path, 'data') });
    world.outbox.start();
    await expect(world.outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
    await world.clock.advance(60_000);
    expect(new Set(world.disk)).toEqual(new Set(['full']));
    disk.makeRoom();
    await world.clock.advance(10_000);
    expect(world.disk.at(-1)).toBe('ready');
    await world.outbox.add(walkInOf());
  });

  it('with a damaged outbox: both are told apart, and it is rescued once there is room', async () => {
    const disk = ownDisk(24 * mebibyte);
    const world = outboxWorld({ dataDir: join(disk.path, 'data') });
    world.outbox.start();
    world.setLine(false);
    const arrival = walkInOf();
    await world.outbox.add(arrival);
    world.outbox.stop();
    damage(join(world.dataDir, 'outbox.db'), 0, Buffer.alloc(100, 'x'));
    disk.fill(0);
    const next = outboxWorld({ dataDir: world.dataDir, secrets: world.secrets });
    next.outbox.start();
    expect(next.disk).toEqual(['full']);
    expect(readdirSync(world.dataDir)).toEqual(['outbox.db']);
    disk.makeRoom();
    await next.clock.advance(10_000);
    expect(next.disk).toEqual(['full', 'ready']);
    expect(idsIn(world.dataDir)).toEqual([arrival.id]);
  });
});

describe.runIf(ownDisks === 'here')('a disk that is read-only', () => {
  it.each(['with', 'without'])(
    'from the start, %s an outbox on it: said, and used when it can be',
    async (has) => {
      const disk = ownDisk(24 * mebibyte);
      const dataDir = join(disk.path, 'data');
      const before = outboxWorld({ dataDir });
      before.outbox.start();
      before.setLine(false);
      const arrival = walkInOf();
      await before.outbox.add(arrival);
      before.outbox.stop();
      if (has === 'without') rmSync(join(dataDir, 'outbox.db'));
      disk.remount('ro');
      const world = outboxWorld({ dataDir, secrets: before.secrets });
      world.outbox.start();
      await expect(world.outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
      await world.clock.advance(30_000);
      expect(new Set(world.disk)).toEqual(new Set(['read-only']));
      disk.remount('rw');
      await world.clock.advance(30_000);
      expect(world.disk.at(-1)).toBe('ready');
      expect(world.sent).toEqual(has === 'with' ? [arrival.id] : []);
    },
  );

  it.runIf(failingDisks)(
    'from one moment to the next: said, and gone on with when it is mended',
    async () => {
      const disk = failingDisk();
      const world = outboxWorld({ dataDir: join(disk.path, 'data') });
      const { clock, outbox, sent, setLine } = world;
      outbox.start();
      setLine(false);
      const kept = walkInOf();
      await outbox.add(kept);
      await clock.advance(0);
      disk.turnReadOnly();
      await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
      expect(world.disk.at(-1)).toBe('read-only');
      await clock.advance(60_000);
      expect(world.disk.at(-1)).toBe('read-only');
      disk.repair();
      setLine(true);
      await clock.advance(30_000);
      expect(world.disk.at(-1)).toBe('ready');
      expect(sent).toEqual([kept.id]);
    },
  );
});

if (ownDisks === 'in a namespace')
  it('passes in a namespace, where disks can be mounted', () => {
    const vitest = fileURLToPath(import.meta.resolve('vitest/package.json'));
    const inside = spawnSync(
      'unshare',
      [
        '-Urm',
        process.execPath,
        join(vitest, '../vitest.mjs'),
        'run',
        '--configLoader=runner',
        fileURLToPath(import.meta.url),
      ],
      { encoding: 'utf8' },
    );
    expect(inside.stdout + inside.stderr).toMatch(/Tests .*passed/);
    expect(inside.status).toBe(0);
  }, 120_000);
