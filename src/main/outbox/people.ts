import { fullName } from '#shared/domain/arrival.ts';
import type { Errand, Who } from '#shared/domain/errand.ts';
import { fold } from '#shared/domain/text.ts';

/** Whether an errand is the arrival of somebody who says who they are. */
export function isArrivalOf(errand: Errand, who: Who): boolean {
  if (errand.kind === 'check-in') return keyOf(errand.who) === keyOf(who);
  if (errand.kind !== 'walk-in') return false;
  const { visitor } = errand;
  return keyOf({ by: 'name', name: fullName(visitor), email: visitor.email }) === keyOf(who);
}

function keyOf(who: Who): string {
  switch (who.by) {
    case 'code':
      return `code ${who.code}`;
    case 'record':
      return `record ${who.record}`;
    case 'name':
      return `name ${who.email.toLowerCase()} ${fold(who.name)}`;
  }
}

/**
 * Errands with the same key are twins: their records could be taken for each other by a provider that keeps no mark of
 * ours. A host who was typed may turn out to be one who was chosen, so only the host's name counts. Undefined for what
 * has no twin.
 */
export function twinKey(errand: Errand): string | undefined {
  switch (errand.kind) {
    case 'walk-in':
      return `walk-in ${errand.visitor.email.toLowerCase()} ${fold(errand.host.name)}`;
    case 'contact':
    case 'registration':
      return `${errand.kind} ${errand.visitor.email.toLowerCase()}`;
    case 'check-in':
    case 'sign-out':
    case 'booking-link':
    case 'call':
    case 'decision':
      return undefined;
  }
}
