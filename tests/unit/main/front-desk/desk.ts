import { FrontDesk } from '../../../../src/main/front-desk/front-desk.ts';
import type { Found, Provider } from '../../../../src/main/providers/provider.ts';
import { checkProfile } from '../../../../src/main/settings/profile-file.ts';
import type { Claim, Errand } from '../../../../src/shared/domain/errand.ts';
import { scripted } from '../../../support/scripted-provider.ts';

/** A front desk over an outbox that notes what it is given, and a provider that finds what it is told to. */
export function frontDesk(
  parts: {
    of?: string;
    site?: { country?: string };
    profile?: object;
    provider?: Partial<Provider>;
    fails?: Error;
    /** What looking for somebody finds; by itself, nobody. */
    found?: Found | Promise<Found>;
    /** Whether the outbox has an arrival of anybody. */
    hasArrival?: boolean;
  } = {},
) {
  const kept: Errand[] = [];
  const called: string[] = [];
  const looked: { purpose: string; who: Claim }[] = [];
  const { clock, provider } = scripted({
    find: async (purpose, who) => {
      looked.push({ purpose, who });
      return parts.found ?? { kind: 'nobody' };
    },
    ...parts.provider,
  });
  const profile = checkProfile(
    {
      site: { name: 'x', timeZone: 'UTC', ...parts.site },
      provider: { kind: 'demo', of: parts.of ?? 'nexudus' },
      ...parts.profile,
    },
    'p.json',
  );
  const desk = new FrontDesk({
    outbox: {
      async add(errand, more) {
        if (parts.fails) throw parts.fails;
        kept.push(errand, ...(more?.followers ?? []));
        return 'sending';
      },
      mayHaveArrivalOf: async () => parts.hasArrival ?? false,
    },
    provider,
    profile,
    clock,
    calls: { note: (id) => called.push(id) },
  });
  return { called, clock, desk, kept, looked };
}
