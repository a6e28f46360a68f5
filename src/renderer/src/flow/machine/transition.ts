import type { Language } from '#shared/domain/profile.ts';
import { blankDraft, type Draft, isYouField } from '../draft.ts';
import type { Listing } from '../lookup.ts';
import type { Confirm, FlowEvent, Search, State, Welcome, You } from '../state.ts';
import { toCall, toConfirm, toFind, toSearch, toYou, welcome } from './go.ts';
import { onHanding } from './handing.ts';
import { onResult } from './outcomes.ts';
import { onBooking, onHost } from './searches.ts';

/** The next state; the same object when the event means nothing where the visitor is. */
export function transition(state: State, event: FlowEvent): State {
  if (event.type === 'leave') return welcome;
  if (event.type === 'speak') return speaking(state, event.language);
  if (event.type === 'directory') return withDirectory(state, event.directory);
  switch (state.screen) {
    case 'welcome':
      return onWelcome(state, event);
    case 'you':
      return onYou(state, event);
    case 'host':
      return onHost(state, event);
    case 'booking':
      return onBooking(state, event);
    case 'confirm':
    case 'find':
    case 'call':
      return onHanding(state, event);
    case 'result':
      return onResult(state, event);
  }
}

function onWelcome(state: Welcome, event: FlowEvent): State {
  switch (event.type) {
    case 'sign-in':
      return toYou(state, blankDraft(event.directory));
    case 'book-in':
      return toSearch('booking', state, blankDraft(event.directory, 'booking'));
    case 'find':
      return toFind(state, event.purpose);
    case 'call':
      return toCall(state);
    default:
      return state;
  }
}

function onYou(state: You, event: FlowEvent): State {
  const { draft } = state;
  switch (event.type) {
    case 'type': {
      const { field, text } = event;
      if (!isYouField(field)) return state;
      const { [field]: _, ...problem } = state.problem;
      return { ...state, draft: { ...draft, [field]: text }, problem };
    }
    case 'you-checked':
      if (Object.keys(event.problems).length > 0)
        return { ...state, problem: event.problems, checks: state.checks + 1 };
      return draft.seeing === 'host'
        ? toSearch('host', state, draft)
        : toConfirm(state, draft, event.id);
    case 'back':
      return draft.seeing === 'booking' ? toSearch('booking', state, draft) : state;
    default:
      return state;
  }
}

/** Terms are agreed to in the language that they were read in, so another language asks anew. */
function speaking(state: State, language: Language): State {
  if (state.language === language) return state;
  const spoken = { ...state, language };
  return 'draft' in spoken ? withDraft(spoken, { agreed: false }) : spoken;
}

function withDirectory(state: State, listing: Listing): State {
  if (!('draft' in state) || state.draft.host.listing === listing) return state;
  return withDraft(state, { host: { ...state.draft.host, listing } });
}

function withDraft<S extends You | Search<'host'> | Search<'booking'> | Confirm>(
  state: S,
  change: Partial<Pick<Draft, 'host' | 'agreed'>>,
): S {
  return { ...state, draft: { ...state.draft, ...change } };
}
