import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { MemorySecrets } from '../../src/main/credentials/memory.ts';
import type { SecretStore } from '../../src/main/credentials/secret-store.ts';
import type { Delivery, Provider, Settlement } from '../../src/main/providers/provider.ts';
import { createOutbox } from './create-outbox.ts';
import { everyKind } from './every-kind.ts';
import { logLines } from './log-lines.ts';
import { tempFolder } from './temp-folder.ts';
import { VirtualClock } from './virtual-clock.ts';

export const offline: Delivery = {
  kind: 'not-sent',
  setback: { kind: 'offline', reason: 'no line' },
};

/**
 * An outbox in a folder of its own, whose provider answers what it is told to, and delivers when it is told nothing.
 * What it is asked to look for it finds if it was sent here.
 */
export function outboxWorld(
  parts: {
    dataDir?: string;
    secrets?: SecretStore;
    sent?: string[];
    onSend?: () => void;
    whenOver?: (stop: () => void) => void;
  } = {},
) {
  const { dataDir = join(tempFolder(), 'data'), secrets = new MemorySecrets() } = parts;
  const clock = new VirtualClock();
  const sent = parts.sent ?? [];
  const looked: string[] = [];
  const answers: Delivery[] = [];
  const disk: string[] = [];
  let line = true;
  const { log, lines } = logLines();
  const provider: Provider = {
    account: 'here',
    needsHost: false,
    asksHost: 'never',
    arrivalsAtOnce: 1,
    async *hosts() {},
    probe: async () => '',
    operations: everyKind({
      async settle({ errand: { id } }): Promise<Settlement> {
        if (!line) return { kind: 'unreadable', setback: { kind: 'offline', reason: 'no line' } };
        looked.push(id);
        return sent.includes(id) ? { kind: 'found', receipt: id } : { kind: 'absent' };
      },
      async send({ errand: { id } }) {
        if (!line) return offline;
        const answer = answers.shift() ?? { kind: 'delivered', receipt: id };
        if (answer.kind !== 'not-sent' && answer.kind !== 'refused') sent.push(id);
        parts.onSend?.();
        return answer;
      },
    }),
  };
  const outbox = createOutbox({
    dataDir,
    provider,
    clock,
    secrets,
    random: () => 0.5,
    log,
    keepEndedSince: (now) => now - 24 * 3_600_000,
    onDisk: (state) => disk.push(state),
  });
  const { whenOver = onTestFinished } = parts;
  whenOver(() => outbox.stop());
  return {
    answers,
    clock,
    dataDir,
    disk,
    lines,
    /** What was looked for at the provider. */
    looked,
    outbox,
    secrets,
    /** What has reached the provider, as often as it did. */
    sent,
    setLine(up: boolean) {
      line = up;
      if (up) outbox.tryNow();
    },
  };
}

/** The entries that somebody finds who looks into an outbox. */
export function entriesIn(dataDir: string, name = 'outbox.db'): { id: string; state: string }[] {
  const database = new DatabaseSync(join(dataDir, name), { readOnly: true });
  const rows = database.prepare('SELECT id, state FROM entries ORDER BY seq').all();
  database.close();
  return rows.map(({ id, state }) => ({ id: String(id), state: String(state) }));
}

export const idsIn = (dataDir: string, name?: string): string[] =>
  entriesIn(dataDir, name).map(({ id }) => id);
