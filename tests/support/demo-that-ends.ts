// A demo kiosk that takes one guest and is stopped. The process ends by itself if nothing of it goes on.
// Run as: node demo-that-ends.ts <data folder>
import { setTimeout as wait } from 'node:timers/promises';
import { walkInOf } from './arrivals.ts';
import { composedKiosk } from './composed-kiosk.ts';

const kiosk = await composedKiosk({ dataDir: process.argv[2] ?? '' });
await kiosk.handlers['entries.add'](walkInOf({ kind: 'typed', name: 'Maya' }));
while (
  !kiosk.told.some(({ event, news }) => event === 'entries.changed' && news.outcome === 'told')
)
  await wait(5);
await kiosk.stop();
