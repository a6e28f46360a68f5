import { dayOf } from '../../src/main/time/site-day.ts';

/** What a provider is told of the site whose kiosk it serves: that of the demo servers. */
export const harbourWorks = {
  siteName: 'Harbour Works',
  dayOf: (instant: number) => dayOf(instant, 'Europe/Lisbon'),
} as const;
