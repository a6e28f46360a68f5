import type { Agreement, Visitor } from '#shared/domain/arrival.ts';
import { checkPhone } from '#shared/domain/phone.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { companyAsked } from '#shared/domain/walk-in.ts';
import type { Failure } from '#shared/ipc/result.ts';

type Problems = NonNullable<Failure['fields']>;

export type CheckedVisitor =
  | { readonly ok: true; readonly visitor: Visitor }
  | { readonly ok: false; readonly problems: Problems };

/** Holds what a visitor has given against what the site asks for, with the phone number as E.164. */
export function checkedVisitor(
  { visitor, agreement }: { visitor: Visitor; agreement?: Agreement | undefined },
  profile: Profile,
): CheckedVisitor {
  const problems: Problems = [];
  const phone = phoneOf(visitor, profile, problems);
  if (companyAsked(profile) === 'required' && visitor.company === undefined)
    problems.push({ field: 'company', problem: 'empty' });
  const { terms } = profile.walkIn;
  if (terms && agreement?.version !== terms.version)
    problems.push({ field: 'terms', problem: 'not-agreed' });
  if (problems.length > 0) return { ok: false, problems };
  const { phone: _, ...rest } = visitor;
  return { ok: true, visitor: phone === undefined ? rest : { ...rest, phone } };
}

function phoneOf(
  { phone }: Visitor,
  { site, walkIn }: Profile,
  problems: Problems,
): string | undefined {
  if (phone === undefined) {
    if (walkIn.phone === 'required') problems.push({ field: 'phone', problem: 'empty' });
    return undefined;
  }
  const checked = checkPhone(phone, site.country);
  if (checked.ok) return checked.value;
  problems.push({ field: 'phone', problem: checked.problem });
  return undefined;
}
