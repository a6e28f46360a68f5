import { offers, type Profile } from '#shared/domain/profile.ts';

/** What a kiosk is when nothing has been set up: a whole demonstration that needs no account. */
export const demoProfile: Profile = {
  site: {
    name: 'Harbour Works',
    timeZone: 'Europe/Lisbon',
    country: 'PT',
    languages: ['en', 'ar'],
  },
  provider: { kind: 'demo', of: 'nexudus' },
  walkIn: { phone: 'optional', company: 'optional', asksHost: false, hostSeconds: 90 },
  offers: [...offers],
  idleSeconds: 60,
  retentionHours: 24,
};
