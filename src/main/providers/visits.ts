import type { Claim } from '#shared/domain/errand.ts';
import { fold } from '#shared/domain/text.ts';
import type { Found, Purpose } from './provider.ts';

/** A visit of today as every provider has it, whatever its own names are. */
export interface KnownVisit {
  readonly record: string;
  readonly code: string | undefined;
  readonly name: string;
  readonly email: string;
  /** Instants in ms since the epoch; undefined when unknown, or not yet. */
  readonly expectedAt: number | undefined;
  readonly arrivedAt: number | undefined;
  readonly left: boolean;
  readonly approved: boolean;
}

/** Whether a visit is the one that somebody says is theirs. */
export function isTheirs(visit: KnownVisit, who: Claim): boolean {
  if (who.by === 'code') return visit.code?.toUpperCase() === who.code;
  return isSamePerson(visit, who);
}

type Person = Readonly<Record<'name' | 'email', string>>;

/** By the full name and the e-mail address, however each is spelt. */
export function isSamePerson(one: Person, other: Person): boolean {
  return (
    one.email.toLowerCase() === other.email.toLowerCase() && fold(one.name) === fold(other.name)
  );
}

/**
 * Which of somebody's visits of today is meant.
 * @param at when they stood at the screen (ms since the epoch): of several that are to come, the nearest is meant
 */
export function choose(purpose: Purpose, theirs: readonly KnownVisit[], at: number): Found {
  const within = theirs.filter((visit) => visit.arrivedAt !== undefined && !visit.left);
  const over = theirs.filter((visit) => visit.left);
  const toCome = theirs.filter((visit) => visit.arrivedAt === undefined && !visit.left);
  if (purpose === 'sign-out') {
    const latest = within.toSorted((a, b) => (b.arrivedAt ?? 0) - (a.arrivedAt ?? 0))[0];
    if (latest) return { kind: 'found', record: latest.record };
    if (over[0]) return { kind: 'done', record: over[0].record };
    return toCome.length > 0 ? { kind: 'not-in' } : { kind: 'nobody' };
  }
  const distance = ({ expectedAt = at }: KnownVisit) => Math.abs(expectedAt - at);
  const nearest = toCome
    .filter(({ approved }) => approved)
    .toSorted((a, b) => distance(a) - distance(b))[0];
  if (nearest) return { kind: 'found', record: nearest.record };
  if (toCome.length > 0) return { kind: 'not-approved' };
  if (within[0]) return { kind: 'done', record: within[0].record };
  return over.length > 0 ? { kind: 'unclear' } : { kind: 'nobody' };
}
