import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Language } from '#shared/domain/profile.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import type { After } from './after.ts';
import { type CheckPhone, checkYou, youFields } from './draft.ts';
import { createEnding } from './ending.ts';
import { createIdle } from './idle.ts';
import { welcome } from './machine/go.ts';
import { transition } from './machine/transition.ts';
import { requestOf } from './request.ts';
import { createSearching } from './searching.ts';
import type { FlowEvent, HandingOver, State } from './state.ts';
import { createWaiting } from './waiting.ts';
import { asked } from './watcher.ts';

const REOPEN_MS = 5_000;

export interface FlowParts {
  readonly bridge: () => Bridge;
  readonly after: After;
  /** A new UUID for each call. */
  readonly newId: () => string;
  readonly loadCheckPhone: () => Promise<CheckPhone>;
}

export interface Flow {
  /** What main says of this site, or null before it has. */
  readonly kiosk: Kiosk | null;
  /** Main could not be reached: visitors are sent to reception until it can. */
  readonly closed: boolean;
  readonly state: State;
  /** Seconds until everything typed is forgotten, while "Still here?" stands; else null. */
  readonly secondsLeft: number | null;
  /** Opens the kiosk and listens to main; the returned function stops both. */
  start(): () => void;
  /** Somebody touched the screen or a key. */
  touched(): void;
  send(event: FlowEvent): void;
  /** Continue on You. */
  giveSelf(): Promise<void>;
  /** Continue on Host. */
  giveHost(): void;
  /** On from Host without one. */
  giveNoHost(): void;
  /** The way on of Find and Call. */
  handOver(): void;
}

/** The language on the screen: the visitor's choice, or the site's first. */
export function languageOf({ kiosk, state }: Pick<Flow, 'kiosk' | 'state'>): Language {
  return state.language ?? kiosk?.site.languages[0] ?? 'en';
}

export function createFlow(parts: FlowParts): StoreApi<Flow> {
  const { bridge, after, newId, loadCheckPhone } = parts;
  let cancelReopen = () => {};

  return createStore<Flow>()((set, get) => {
    const watchers = [createSearching, createWaiting, createEnding].map((create) =>
      create({ bridge, after, send }),
    );
    const idle = createIdle({
      after,
      patience() {
        const { kiosk, state } = get();
        const theirs = state.screen !== 'result' && state !== welcome;
        return kiosk && theirs ? kiosk.idleSeconds * 1000 : null;
      },
      leavesUnasked: () => get().state.screen === 'welcome',
      onCount: (secondsLeft) => {
        if (get().secondsLeft !== secondsLeft) set({ secondsLeft });
      },
      onLeft: () => send({ type: 'leave' }),
    });

    function send(event: FlowEvent): void {
      const before = get().state;
      const state = transition(before, event);
      if (state === before) return;
      set({ state });
      if ('handed' in state && state.handed && !('handed' in before && before.handed))
        void keep(state, state.handed.id);
      for (const { watch } of watchers) watch(before, state);
      if (state.screen !== before.screen || state.language !== before.language) idle.rest();
    }

    async function open(): Promise<void> {
      const answer = await asked(() => bridge().open());
      set(answer.ok ? { kiosk: answer.value, closed: false } : { closed: true });
      if (!answer.ok) cancelReopen = after(REOPEN_MS, () => void open());
    }

    async function keep(state: HandingOver, id: string): Promise<void> {
      const { kiosk } = get();
      if (!kiosk) return;
      const request = requestOf(state, id, kiosk, languageOf({ kiosk, state }));
      const answer = await asked(() => bridge().add(request));
      const { asksHost } = kiosk.walkIn;
      send(
        answer.ok
          ? { type: 'kept', id, outcome: answer.value.outcome, asksHost }
          : { type: 'not-kept', id, failure: answer.error },
      );
    }

    return {
      kiosk: null,
      closed: false,
      state: welcome,
      secondsLeft: null,

      start() {
        const forgetEntries = bridge().onEntryChanged((news) => send({ type: 'news', ...news }));
        const forgetStatus = bridge().onStatusChanged((status) => {
          const { kiosk } = get();
          if (kiosk) set({ kiosk: { ...kiosk, status } });
          send({ type: 'directory', directory: status.directory });
        });
        void open();
        return () => {
          forgetEntries();
          forgetStatus();
          cancelReopen();
          for (const { stop } of [...watchers, idle]) stop();
        };
      },

      touched: idle.rest,
      send,

      giveHost: () => send({ type: 'host-given', id: newId() }),
      giveNoHost: () => send({ type: 'no-host', id: newId() }),
      handOver: () => send({ type: 'hand-over', id: newId() }),

      async giveSelf() {
        const { kiosk, state } = get();
        if (!kiosk || state.screen !== 'you') return;
        const { draft } = state;
        const checkPhone =
          draft.phone.trim() === '' ? blankPhone : await loadCheckPhone().catch(() => anyPhone);
        const now = get().state;
        if (now.screen !== 'you' || youFields.some((field) => now.draft[field] !== draft[field]))
          return;
        const problems = checkYou(draft, kiosk, checkPhone);
        send({ type: 'you-checked', problems, id: newId() });
      },
    };
  });
}

/** Knows the one answer that needs no tables of numbers. */
const blankPhone: CheckPhone = () => ({ ok: false, problem: 'empty' });

/** Stands in when the rule cannot be loaded; main checks the number again before it keeps it. */
const anyPhone: CheckPhone = (value) => ({ ok: true, value });
