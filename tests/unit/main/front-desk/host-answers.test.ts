import { describe, expect, it } from 'vitest';
import { HostAnswers } from '../../../../src/main/front-desk/host-answers.ts';
import { silent } from '../../../../src/main/log/log.ts';
import { CannotKeepError, type Delivered } from '../../../../src/main/outbox/outbox.ts';
import type { Asked, Reply } from '../../../../src/main/providers/provider.ts';
import type { Outcome, WalkIn } from '../../../../src/shared/domain/arrival.ts';
import type { Errand } from '../../../../src/shared/domain/errand.ts';
import { walkInOf } from '../../../support/arrivals.ts';
import { scripted } from '../../../support/scripted-provider.ts';

/** Somebody waits whose walk-in the provider has, and whose host replies what it is told to. */
function world(
  parts: { outcome?: Outcome; delivered?: Partial<Delivered> | undefined; fails?: Error } = {},
) {
  const walkIn: WalkIn = { ...walkInOf(), asksHost: true };
  const replies: Reply[] = [];
  const asked: Asked[] = [];
  const kept: Errand[] = [];
  const called: string[] = [];
  const { clock, provider } = scripted({
    async hostReply(about) {
      asked.push(about);
      return replies.shift() ?? { kind: 'waiting' };
    },
  });
  const delivered: Delivered = { errand: walkIn, receipt: 'r', hostId: '7', sentAt: 5 };
  const answers = new HostAnswers({
    outbox: {
      async add(errand) {
        if (parts.fails) throw parts.fails;
        kept.push(errand);
        return 'sending';
      },
      delivered: async () =>
        'delivered' in parts ? parts.delivered && { ...delivered, ...parts.delivered } : delivered,
      outcome: () => parts.outcome ?? 'told',
    },
    provider,
    clock,
    calls: { note: (id) => called.push(id) },
    log: silent,
    seconds: 90,
  });
  return { answer: () => answers.of(walkIn.id), asked, called, clock, kept, replies, walkIn };
}

const unreadable: Reply = { kind: 'unreadable', setback: { kind: 'offline', reason: 'no line' } };

describe('what a host says', () => {
  it('is asked of the provider each time that a screen asks, and never besides', async () => {
    const { answer, asked, clock, walkIn } = world();
    expect(await answer()).toBe('waiting');
    await clock.advance(60_000);
    expect(await answer()).toBe('waiting');
    const about = { receipt: 'r', hostId: '7', email: walkIn.visitor.email, at: 5 };
    expect(asked).toEqual([about, about]);
  });

  it.each(['hold', 'come-up', 'accepted'] as const)(
    '%s checks the visitor in, once',
    async (said) => {
      const { answer, called, kept, replies } = world();
      for (let times = 0; times < 2; times += 1)
        replies.push({ kind: 'accepted', answer: said, checkIn: '77' });
      expect([await answer(), await answer()]).toEqual([said, said]);
      expect(kept).toMatchObject([
        { kind: 'check-in', who: { by: 'record', record: '77' } },
        { kind: 'check-in', who: { by: 'record', record: '77' } },
      ]);
      expect(kept[0]?.id).toBe(kept[1]?.id);
      expect(called).toEqual([]);
    },
  );

  it('checks nobody in where the provider has done so', async () => {
    const { answer, kept, replies } = world();
    replies.push({ kind: 'accepted', answer: 'accepted' });
    expect(await answer()).toBe('accepted');
    expect(kept).toEqual([]);
  });

  it('may be no', async () => {
    const { answer, called, kept, replies } = world();
    replies.push({ kind: 'declined' });
    expect(await answer()).toBe('declined');
    expect([called, kept]).toEqual([[], []]);
  });

  it('that does not come in time is for reception, whatever the line does', async () => {
    const { answer, called, clock, replies, walkIn } = world();
    replies.push({ kind: 'waiting' }, unreadable, unreadable);
    expect(await answer()).toBe('waiting');
    await clock.advance(89_999);
    expect(await answer()).toBe('waiting');
    expect(called).toEqual([]);
    await clock.advance(1);
    expect(await answer()).toBe('reception');
    expect(called).toEqual([walkIn.id]);
  });

  it('is for reception when there is nothing left to answer', async () => {
    const { answer, called, replies, walkIn } = world();
    replies.push({ kind: 'gone' });
    expect(await answer()).toBe('reception');
    expect(called).toEqual([walkIn.id]);
  });

  it('is for reception when the check-in cannot be kept', async () => {
    const { answer, called, replies, walkIn } = world({ fails: new CannotKeepError('full') });
    replies.push({ kind: 'accepted', answer: 'hold', checkIn: '77' });
    expect(await answer()).toBe('reception');
    expect(called).toEqual([walkIn.id]);
  });
});

describe('nobody is asked', () => {
  it('before the provider has the walk-in', async () => {
    const { answer, asked } = world({ delivered: undefined });
    expect(await answer()).toBe('waiting');
    expect(asked).toEqual([]);
  });

  it.each([
    ['whose walk-in needs a person', { outcome: 'reception' }],
    ['whose host was never asked', { delivered: { errand: walkInOf() } }],
    ['whom a person has settled, without a receipt', { delivered: { receipt: undefined } }],
    ['of no known host', { delivered: { hostId: undefined } }],
  ] as const)('about somebody %s', async (_who, parts) => {
    const { answer, asked } = world(parts);
    expect(await answer()).toBe('reception');
    expect(asked).toEqual([]);
  });
});
