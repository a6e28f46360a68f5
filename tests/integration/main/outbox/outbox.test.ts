import { describe, expect, it } from 'vitest';
import { CannotKeepError } from '../../../../src/main/outbox/outbox.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { idsIn, offline, outboxWorld } from '../../../support/outbox-world.ts';

describe('what a visitor may be told', () => {
  it('is "sending" once it is on disk, then what is known', async () => {
    const { clock, dataDir, disk, outbox, sent } = outboxWorld();
    outbox.start();
    const arrival = walkInOf();
    expect(await outbox.add(arrival)).toBe('sending');
    expect(idsIn(dataDir)).toEqual([arrival.id]);
    await clock.advance(0);
    expect(outbox.outcome(arrival.id)).toBe('told');
    expect(await outbox.add(arrival)).toBe('told');
    await clock.advance(60_000);
    expect(sent).toEqual([arrival.id]);
    expect(disk).not.toContain('failing');
  });

  it('is "recorded" at once while there is no line, and "told" when there is', async () => {
    const { answers, clock, outbox } = outboxWorld();
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
    const { answers, clock, outbox } = outboxWorld();
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

describe('what was delivered', () => {
  it('is erased after a day, on its own', async () => {
    const { answers, clock, dataDir, outbox } = outboxWorld();
    outbox.start();
    const [goes, refused] = [walkInOf(), walkInOf()];
    answers.push(
      { kind: 'delivered', receipt: 'r' },
      { kind: 'refused', message: 'no', fields: [] },
    );
    await outbox.add(goes);
    await outbox.add(refused);
    await clock.advance(23 * 3_600_000);
    expect(idsIn(dataDir)).toEqual([goes.id, refused.id]);
    await clock.advance(3 * 3_600_000);
    expect(idsIn(dataDir)).toEqual([refused.id]);
  });
});

describe('an outbox that is stopped', () => {
  it('leaves nothing due, and takes nothing more', async () => {
    const { answers, clock, outbox } = outboxWorld();
    outbox.start();
    answers.push(offline);
    await outbox.add(walkInOf());
    await clock.advance(0);
    outbox.stop();
    expect(clock.pending).toBe(0);
    await expect(outbox.add(walkInOf())).rejects.toThrow(CannotKeepError);
  });
});
