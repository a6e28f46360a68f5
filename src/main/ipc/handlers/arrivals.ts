import type { WalkIn } from '#shared/domain/arrival.ts';
import { checkPhone } from '#shared/domain/phone.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { companyAsked } from '#shared/domain/walk-in.ts';
import type { Kept } from '#shared/ipc/contract.ts';
import { type Failure, failed, type Result, success } from '#shared/ipc/result.ts';
import { CannotKeepError, type Outbox } from '../../outbox/outbox.ts';

/** Keeps a walk-in that the visitor has confirmed. */
export function addArrival(parts: { outbox: Outbox; profile: Profile }) {
  return async (walkIn: WalkIn): Promise<Result<Kept>> => {
    const problems: NonNullable<Failure['fields']> = [];
    const phone = phoneOf(walkIn, parts.profile, problems);
    if (companyAsked(parts.profile) === 'required' && walkIn.visitor.company === undefined)
      problems.push({ field: 'company', problem: 'empty' });
    if (
      parts.profile.walkIn.terms &&
      walkIn.agreement?.version !== parts.profile.walkIn.terms.version
    )
      problems.push({ field: 'terms', problem: 'not-agreed' });
    if (problems.length > 0) return failed('invalid', problems);
    const { phone: _, ...visitor } = walkIn.visitor;
    const checked: WalkIn = {
      ...walkIn,
      visitor: phone === undefined ? visitor : { ...visitor, phone },
    };
    try {
      return success({ id: checked.id, outcome: await parts.outbox.add(checked) });
    } catch (error) {
      if (error instanceof CannotKeepError) return failed('cannot-keep');
      throw error;
    }
  };
}

function phoneOf(
  { visitor }: WalkIn,
  profile: Profile,
  problems: NonNullable<Failure['fields']>,
): string | undefined {
  if (visitor.phone === undefined) {
    if (profile.walkIn.phone === 'required') problems.push({ field: 'phone', problem: 'empty' });
    return undefined;
  }
  const checked = checkPhone(visitor.phone, profile.site.country);
  if (checked.ok) return checked.value;
  problems.push({ field: 'phone', problem: checked.problem });
  return undefined;
}
