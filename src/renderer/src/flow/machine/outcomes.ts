import type { Outcome } from '#shared/domain/arrival.ts';
import { awaited, type FlowEvent, type Result, type State } from '../state.ts';

const weight: Record<Outcome, number> = {
  sending: 0,
  recorded: 1,
  told: 2,
  already: 2,
  reception: 2,
};

/** News may arrive out of order: what the visitor has been told is never taken back for something weaker. */
export function later(now: Outcome, news: Outcome): Outcome {
  return weight[news] >= weight[now] ? news : now;
}

export function onResult(state: Result, event: FlowEvent): State {
  switch (event.type) {
    case 'news': {
      const outcome = later(state.outcome, event.outcome);
      return event.id !== state.id || outcome === state.outcome ? state : { ...state, outcome };
    }
    case 'answered': {
      const { errand } = state;
      const news = errand.kind === 'walk-in' && errand.answer !== event.answer;
      return news && awaited(state) === event.id
        ? { ...state, errand: { ...errand, answer: event.answer } }
        : state;
    }
    default:
      return state;
  }
}
