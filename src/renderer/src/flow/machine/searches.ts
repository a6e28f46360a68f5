import { enoughToSearch } from '#shared/domain/text.ts';
import { checkBooking, checkHost, type Draft } from '../draft.ts';
import type { Listed, Looked, Lookup, LookupProblem } from '../lookup.ts';
import type { FlowEvent, LookupEvent, Search, State } from '../state.ts';
import { toConfirm, toWelcome, toYou } from './go.ts';

export function onHost(state: Search<'host'>, event: FlowEvent): State {
  const { draft } = state;
  switch (event.type) {
    case 'host-given': {
      const problem = silent(checkHost(draft), state.problem);
      return problem === null
        ? toConfirm(state, draft, event.id)
        : { ...state, problem, checks: state.checks + 1 };
    }
    case 'no-host':
      return toConfirm(state, { ...draft, seeing: 'team' }, event.id);
    case 'back':
      return toYou(state, draft);
    default:
      return isOf('host', event) ? looked(state, event) : state;
  }
}

export function onBooking(state: Search<'booking'>, event: FlowEvent): State {
  const { draft } = state;
  switch (event.type) {
    case 'booking-given': {
      const problem = silent(checkBooking(draft), state.problem);
      return problem === null
        ? toYou(state, draft)
        : { ...state, problem, checks: state.checks + 1 };
    }
    case 'no-booking':
      return toYou(state, { ...draft, seeing: 'host' });
    case 'back':
      return toWelcome(state);
    default:
      return isOf('booking', event) ? looked(state, event) : state;
  }
}

/** Nobody can choose from a list that main could not give. */
function silent(found: LookupProblem | null, now: LookupProblem | null): LookupProblem | null {
  return found === 'choose' && now === 'no-answer' ? 'no-answer' : found;
}

function isOf<K extends Looked>(of: K, event: FlowEvent | LookupEvent<K>): event is LookupEvent<K> {
  return ('of' in event && event.of === of) || ('field' in event && event.field === of);
}

function looked<K extends Looked>(state: Search<K>, event: LookupEvent<K>): Search<K> {
  const lookups: { readonly [L in Looked]: Lookup<Listed[L]> } = state.draft;
  const lookup: Lookup<Listed[K]> = lookups[state.screen];
  const to = (change: Partial<Lookup<Listed[K]>>, problem: LookupProblem | null): Search<K> => {
    const draft: Draft = { ...state.draft, [state.screen]: { ...lookup, ...change } };
    return { ...state, draft, problem };
  };
  switch (event.type) {
    case 'type': {
      const found = enoughToSearch(event.text) ? lookup.found : null;
      return to({ text: event.text, found, chosen: null }, null);
    }
    case 'found': {
      if (event.query !== lookup.text.trim()) return state;
      const { listing } = event;
      const found = enoughToSearch(event.query) ? event.found : null;
      const chosen = event.found.find(({ id }) => id === lookup.chosen?.id) ?? null;
      const still = state.problem === 'choose' && event.found.length > 0;
      return to({ listing, found, chosen }, still ? 'choose' : null);
    }
    case 'not-searched':
      return event.query === lookup.text.trim() ? { ...state, problem: 'no-answer' } : state;
    case 'choose':
      return to({ chosen: event.item }, null);
  }
}
