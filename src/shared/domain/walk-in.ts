import { type Profile, providerKind } from './profile.ts';
import { vendors } from './vendors/vendors.ts';

export type Need = Profile['walkIn']['phone'];

/** Whether the walk-in asks for a company: never where the provider has no field for it. */
export function companyAsked(profile: Profile): Need {
  if (!vendors[providerKind(profile.provider)].hasCompany) return 'hidden';
  return profile.walkIn.company ?? 'optional';
}
