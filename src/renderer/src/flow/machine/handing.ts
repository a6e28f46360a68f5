import { checkName } from '#shared/domain/text.ts';
import { checkFind, isFindField, stillWrong } from '../find.ts';
import type { Call, Confirm, Find, FlowEvent, HandingOver, State } from '../state.ts';
import { toResult, toSearch, toWelcome, toYou } from './go.ts';
import { notKept } from './not-kept.ts';
import { later } from './outcomes.ts';

/** The screens whose answers are handed to main: until it has answered, nothing else changes there. */
export function onHanding(state: HandingOver, event: FlowEvent): State {
  const { handed } = state;
  if (handed)
    return 'id' in event && event.id === handed.id ? onAnswer(state, handed, event) : state;
  switch (state.screen) {
    case 'confirm':
      return onConfirm(state, event);
    case 'find':
      return onFind(state, event);
    case 'call':
      return onCall(state, event);
  }
}

function onAnswer(
  state: HandingOver,
  { id, news }: NonNullable<HandingOver['handed']>,
  event: FlowEvent,
): State {
  switch (event.type) {
    case 'news':
      return { ...state, handed: { id, news: later(news, event.outcome) } };
    case 'kept':
      return toResult(state, id, later(news, event.outcome), event.asksHost);
    case 'not-kept':
      return notKept(state, id, event.failure);
    default:
      return state;
  }
}

function handing<S extends HandingOver>(state: S, id: string): S {
  return { ...state, handed: { id, news: 'sending' } };
}

function onConfirm(state: Confirm, event: FlowEvent): State {
  const { draft } = state;
  switch (event.type) {
    case 'agree':
      return { ...state, draft: { ...draft, agreed: event.agreed }, problem: null };
    case 'confirm':
      return event.terms && !draft.agreed
        ? { ...state, problem: 'not-agreed', checks: state.checks + 1 }
        : handing(state, draft.id);
    case 'back':
      return draft.seeing === 'booking'
        ? toYou(state, draft)
        : toSearch('host', state, { ...draft, seeing: 'host' });
    default:
      return state;
  }
}

function onFind(state: Find, event: FlowEvent): State {
  const { by, typed } = state;
  switch (event.type) {
    case 'type': {
      const { field, text } = event;
      if (!isFindField(field)) return state;
      const problem = stillWrong(state.problem, field);
      return { ...state, typed: { ...typed, [field]: text }, problem };
    }
    case 'by':
      return by === event.by ? state : { ...state, by: event.by, problem: {} };
    case 'hand-over': {
      const problem = checkFind(by, typed);
      return Object.keys(problem).length === 0
        ? handing({ ...state, problem }, event.id)
        : { ...state, problem, checks: state.checks + 1 };
    }
    case 'back':
      return toWelcome(state);
    default:
      return state;
  }
}

function onCall(state: Call, event: FlowEvent): State {
  switch (event.type) {
    case 'type':
      return event.field === 'name' ? { ...state, name: event.text, problem: null } : state;
    case 'hand-over': {
      const checked = checkName(state.name);
      return checked.ok || checked.problem === 'empty'
        ? handing({ ...state, problem: null }, event.id)
        : { ...state, problem: checked.problem, checks: state.checks + 1 };
    }
    case 'back':
      return toWelcome(state);
    default:
      return state;
  }
}
