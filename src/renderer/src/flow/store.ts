import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Language } from '#shared/domain/profile.ts';
import { enoughToSearch, NAME_LENGTH } from '#shared/domain/text.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';
import type { After } from './after.ts';
import { type CheckPhone, checkYou, walkInOf, youFields } from './draft.ts';
import { transition, welcome } from './machine.ts';
import type { Confirm, FlowEvent, State } from './state.ts';

/** How long the result stands without change before the screen is free for the next visitor, in ms. */
export const RESULT_MS = 15_000;
/** How long "sending" may be shown after the commit, in ms. */
const SENDING_MS = 3_000;
/** How long "Still here?" waits for an answer, in seconds. */
const ASK_SECONDS = 10;
const REOPEN_MS = 5_000;
const SEARCH_PAUSE_MS = 120;

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
}

/** The language on the screen: the visitor's choice, or the site's first. */
export function languageOf({ kiosk, state }: Pick<Flow, 'kiosk' | 'state'>): Language {
  return state.language ?? kiosk?.site.languages[0] ?? 'en';
}

async function asked<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch {
    // Main tells the log what went wrong; here it only matters that there is no answer.
    return { ok: false, error: { code: 'internal' } };
  }
}

export function createFlow(parts: FlowParts): StoreApi<Flow> {
  const { bridge, after, newId, loadCheckPhone } = parts;
  const nothing = () => {};
  let cancelReopen = nothing;
  let cancelIdle = nothing;
  let cancelSearch = nothing;
  let cancelResult = nothing;

  return createStore<Flow>()((set, get) => {
    function send(event: FlowEvent): void {
      const before = get().state;
      const state = transition(before, event);
      if (state === before) return;
      set({ state });
      if (state.screen === 'confirm' && state.busy && !(before.screen === 'confirm' && before.busy))
        void keep(state);
      watchHost(before, state);
      watchResult(before, state);
      if (state.screen !== before.screen || state.language !== before.language) rest();
    }

    async function open(): Promise<void> {
      const answer = await asked(() => bridge().open());
      set(answer.ok ? { kiosk: answer.value, closed: false } : { closed: true });
      if (!answer.ok) cancelReopen = after(REOPEN_MS, () => void open());
    }

    async function keep(state: Confirm): Promise<void> {
      const { kiosk } = get();
      if (!kiosk) return;
      const { id } = state.draft;
      const request = walkInOf(state.draft, kiosk, languageOf({ kiosk, state }));
      const answer = await asked(() => bridge().add(request));
      send(
        answer.ok
          ? { type: 'kept', id, outcome: answer.value.outcome }
          : { type: 'not-kept', id, failure: answer.error },
      );
    }

    function watchHost(before: State, state: State): void {
      if (state.screen !== 'host') {
        cancelSearch();
        return;
      }
      const { host, directory } = state.draft;
      const same =
        before.screen === 'host' &&
        before.draft.host === host &&
        before.draft.directory === directory;
      if (same) return;
      cancelSearch();
      if (enoughToSearch(host))
        cancelSearch = after(SEARCH_PAUSE_MS, () => void search(host.trim()));
    }

    async function search(query: string): Promise<void> {
      const asking = [...query].slice(0, NAME_LENGTH).join('');
      const answer = await asked(() => bridge().search({ query: asking }));
      send(answer.ok ? { type: 'found', query, ...answer.value } : { type: 'not-searched', query });
    }

    function watchResult(before: State, state: State): void {
      if (state.screen !== 'result') {
        cancelResult();
        return;
      }
      const { id, outcome } = state;
      if (before.screen === 'result' && before.outcome === outcome) return;
      cancelResult();
      cancelResult =
        outcome === 'sending'
          ? after(SENDING_MS, () => send({ type: 'news', id, outcome: 'recorded' }))
          : after(RESULT_MS, () => send({ type: 'leave' }));
    }

    /** Starts waiting for the visitor anew, where there is something that would be theirs. */
    function rest(): void {
      cancelIdle();
      const { kiosk, state, secondsLeft } = get();
      if (secondsLeft !== null) set({ secondsLeft: null });
      const theirs = state.screen !== 'result' && state !== welcome;
      if (kiosk && theirs) cancelIdle = after(kiosk.idleSeconds * 1000, ask);
    }

    function ask(): void {
      if (get().state.screen === 'welcome') send({ type: 'leave' });
      else count(ASK_SECONDS);
    }

    function count(secondsLeft: number): void {
      if (secondsLeft === 0) {
        send({ type: 'leave' });
        return;
      }
      set({ secondsLeft });
      cancelIdle = after(1000, () => count(secondsLeft - 1));
    }

    return {
      kiosk: null,
      closed: false,
      state: welcome,
      secondsLeft: null,

      start() {
        const forgetArrivals = bridge().onArrivalChanged((news) => send({ type: 'news', ...news }));
        const forgetStatus = bridge().onStatusChanged((status) => {
          const { kiosk } = get();
          if (kiosk) set({ kiosk: { ...kiosk, status } });
          send({ type: 'directory', directory: status.directory });
        });
        void open();
        return () => {
          forgetArrivals();
          forgetStatus();
          for (const cancel of [cancelReopen, cancelIdle, cancelSearch, cancelResult]) cancel();
        };
      },

      touched: rest,
      send,

      giveHost: () => send({ type: 'host-given', id: newId() }),

      async giveSelf() {
        const { kiosk, state } = get();
        if (!kiosk || state.screen !== 'you') return;
        const { draft } = state;
        const checkPhone =
          draft.phone.trim() === '' ? blankPhone : await loadCheckPhone().catch(() => anyPhone);
        const now = get().state;
        if (now.screen === 'you' && youFields.every((field) => now.draft[field] === draft[field]))
          send({ type: 'you-checked', problems: checkYou(draft, kiosk, checkPhone) });
      },
    };
  });
}

/** Knows the one answer that needs no tables of numbers. */
const blankPhone: CheckPhone = () => ({ ok: false, problem: 'empty' });

/** Stands in when the rule cannot be loaded; main checks the number again before it keeps it. */
const anyPhone: CheckPhone = (value) => ({ ok: true, value });
