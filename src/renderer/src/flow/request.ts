import type { HostChoice } from '#shared/domain/arrival.ts';
import type { Claim } from '#shared/domain/errand.ts';
import type { Language } from '#shared/domain/profile.ts';
import type { Kiosk, Request } from '#shared/ipc/contract.ts';
import { askedOf, type Draft } from './draft.ts';
import type { Confirm, Find, HandingOver } from './state.ts';

type Errand = Request<'entries.add'>;

/** Who is visited: the booking's host, the one chosen from the list, or the name as typed. */
export function hostOf({ seeing, host, booking }: Draft): HostChoice {
  const chosen = seeing === 'booking' ? booking.chosen?.host : host.chosen;
  return chosen
    ? { kind: 'chosen', id: chosen.id, name: chosen.name }
    : { kind: 'typed', name: host.text.trim() };
}

/** The wording to show: in the visitor's language, else in the first that the profile gives. */
export function termsIn(
  terms: NonNullable<Kiosk['walkIn']['terms']>,
  language: Language,
): { language: Language; text: string } {
  const own = terms.text[language];
  if (own !== undefined) return { language, text: own };
  const [first] = Object.entries(terms.text) as [Language, string][];
  return first ? { language: first[0], text: first[1] } : { language, text: '' };
}

/** The draft as main takes it. Fields that this kiosk does not ask for are left out, and so are blank ones. */
export function visitOf(draft: Confirm['draft'], kiosk: Kiosk, language: Language): Errand {
  const given = askedOf(kiosk.walkIn)
    .map(({ field }) => [field, draft[field]] as const)
    .filter(([, typed]) => typed.trim() !== '');
  const { terms } = kiosk.walkIn;
  const details = {
    id: draft.id,
    visitor: { firstName: draft.firstName, email: draft.email, ...Object.fromEntries(given) },
    ...(terms && {
      agreement: { version: terms.version, language: termsIn(terms, language).language },
    }),
  };
  if (draft.seeing === 'team') return { kind: 'contact', ...details };
  const booking = draft.seeing === 'booking' ? draft.booking.chosen : null;
  return {
    kind: 'walk-in',
    ...details,
    host: hostOf(draft),
    ...(booking && { booking: booking.id }),
  };
}

function claimOf({ by, typed }: Find): Claim {
  return by === 'code'
    ? { by, code: typed.code }
    : { by, name: typed.name.trim(), email: typed.email.trim() };
}

/** What a screen hands to main. */
export function requestOf(
  state: HandingOver,
  id: string,
  kiosk: Kiosk,
  language: Language,
): Errand {
  switch (state.screen) {
    case 'confirm':
      return visitOf(state.draft, kiosk, language);
    case 'find':
      return { kind: state.purpose, id, who: claimOf(state) };
    case 'call':
      return { kind: 'call', id, ...(state.name.trim() !== '' && { name: state.name.trim() }) };
  }
}
