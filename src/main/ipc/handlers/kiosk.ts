import type { Profile } from '#shared/domain/profile.ts';
import type { Status } from '#shared/domain/status.ts';
import { companyAsked } from '#shared/domain/walk-in.ts';
import type { Kiosk } from '#shared/ipc/contract.ts';
import { type Result, success } from '#shared/ipc/result.ts';
import { asksHost, offersOf } from '../../front-desk/offers.ts';
import type { Provider } from '../../providers/provider.ts';

/** Tells a screen that opens what its site is and how the kiosk stands. */
export function openKiosk(profile: Profile, provider: Provider, status: () => Status) {
  return async (): Promise<Result<Kiosk>> => {
    const { phone, terms } = profile.walkIn;
    return success({
      site: profile.site,
      demo: profile.provider.kind === 'demo',
      walkIn: {
        phone,
        company: companyAsked(profile),
        ...(terms ? { terms } : {}),
        asksHost: asksHost(profile, provider),
      },
      offers: offersOf(profile, provider),
      idleSeconds: profile.idleSeconds,
      status: status(),
    });
  };
}
