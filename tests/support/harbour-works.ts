import { dayOf } from '../../src/main/time/site-day.ts';

/** What a provider is told of the site whose kiosk it serves: that of the demo servers. */
const site = { name: 'Harbour Works', timeZone: 'Europe/Lisbon' } as const;
export const harbourWorks = {
  site,
  siteName: site.name,
  dayOf: (instant: number) => dayOf(instant, site.timeZone),
} as const;
