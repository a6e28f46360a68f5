import type { HostAnswer } from '#shared/domain/arrival.ts';
import type { Messages } from '../i18n/en.ts';
import type { Errand, Result } from './state.ts';

type Message = keyof Messages['result'];

/** What the result says: its messages, and the picture that goes with them. */
export interface Said {
  readonly picture: 'none' | 'tick' | 'waiting' | 'reception';
  readonly title: Message;
  readonly next?: Message;
}

type WalkIn = Extract<Errand, { kind: 'walk-in' }>;
type Other = Exclude<Errand['kind'], 'walk-in'>;
type Settled = Exclude<Result['outcome'], 'sending' | 'reception'>;

const tick = (title: Message, next?: Message): Said => ({
  picture: 'tick',
  title,
  ...(next && { next }),
});
const reception = (next?: Message): Said => ({
  picture: 'reception',
  title: 'reception-title',
  ...(next && { next }),
});

const signedIn = tick('in-title', 'in-next');
const alreadyIn = tick('in-already-title', 'in-next');
const passedOn = tick('contact-title', 'contact-next');
const called = tick('call-title', 'call-next');

/** Nothing here says that a host has been told: of a visit that was registered before that is not known. */
const others: Record<Other, Record<Settled, Said>> = {
  'check-in': {
    told: signedIn,
    already: alreadyIn,
    recorded: tick('recorded-title', 'recorded-typed-next'),
  },
  'sign-out': {
    told: tick('out-title', 'out-next'),
    already: tick('out-already-title', 'out-next'),
    recorded: tick('out-recorded-title', 'recorded-typed-next'),
  },
  contact: {
    told: passedOn,
    already: passedOn,
    recorded: tick('contact-recorded-title', 'contact-recorded-next'),
  },
  call: { told: called, already: called, recorded: tick('call-recorded-title', 'call-next') },
};

const answered: Record<HostAnswer, Said> = {
  waiting: { picture: 'waiting', title: 'asked-title', next: 'asked-next' },
  hold: tick('hold-title'),
  'come-up': tick('come-up-title'),
  accepted: tick('accepted-title', 'in-next'),
  declined: reception(),
  reception: reception('no-answer-next'),
};

/** A host whom nobody matched is never said to have been told. */
function ofWalkIn({ host, answer }: WalkIn, outcome: Settled): Said {
  const typed = host.kind === 'typed';
  if (outcome === 'already') return alreadyIn;
  if (outcome === 'recorded') {
    if (answer !== null) return tick('recorded-title', 'asked-later-next');
    return tick('recorded-title', typed ? 'recorded-typed-next' : 'recorded-next');
  }
  if (answer !== null) return answered[answer];
  return typed ? tick('told-typed-title', 'told-typed-next') : tick('told-title', 'told-next');
}

/** What has become of the visit, in honest words. */
export function saidOf({ errand, outcome }: Pick<Result, 'errand' | 'outcome'>): Said {
  if (outcome === 'sending') return { picture: 'none', title: 'sending' };
  if (outcome === 'reception') return reception('reception-next');
  return errand.kind === 'walk-in' ? ofWalkIn(errand, outcome) : others[errand.kind][outcome];
}
