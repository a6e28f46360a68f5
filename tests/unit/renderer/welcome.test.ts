import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kiosk } from '#shared/ipc/contract.ts';
import { FlowContext } from '../../../src/renderer/src/flow/context.ts';
import { WelcomeScreen } from '../../../src/renderer/src/flow/screens/welcome.tsx';
import { createFlow } from '../../../src/renderer/src/flow/store.ts';
import { loadTexts } from '../../../src/renderer/src/i18n/index.ts';
import { FakeMain, kiosk } from './support.ts';

const texts = await loadTexts();
const deviceZone = process.env.TZ;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  if (deviceZone === undefined) delete process.env.TZ;
  else process.env.TZ = deviceZone;
});

/** Welcome on a device whose clock says `now`, as it is first painted. */
function welcome(
  now: string,
  site: Partial<Kiosk['site']>,
  status: Partial<Kiosk['status']> = {},
  offers: Partial<Kiosk['offers']> = {},
) {
  vi.setSystemTime(now);
  const flow = createFlow({
    bridge: () => new FakeMain(),
    after: () => () => {},
    newId: () => '',
    loadCheckPhone: async () => () => ({ ok: false, problem: 'empty' }),
  });
  flow.setState({
    kiosk: {
      ...kiosk,
      site: { ...kiosk.site, ...site },
      status: { ...kiosk.status, ...status },
      offers: { ...kiosk.offers, ...offers },
    },
  });
  const value = { ...flow, getInitialState: flow.getState };
  const html = renderToStaticMarkup(
    createElement(
      I18nextProvider,
      { i18n: texts },
      createElement(FlowContext, { value }, createElement(WelcomeScreen)),
    ),
  );
  const shown = (name: string) => new RegExp(`clock-${name}"[^>]*>([^<]*)<`).exec(html)?.[1];
  return { html, time: shown('time'), date: shown('date') };
}

// The country makes it 24 hours, and the day first.
const lordHowe = { timeZone: 'Australia/Lord_Howe', country: 'GB' };
const kathmandu = { timeZone: 'Asia/Kathmandu', country: 'GB' };

describe.each(['UTC', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Kiritimati'])(
  'on a device in %s',
  (zone) => {
    beforeEach(() => {
      process.env.TZ = zone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    });

    it.each([
      ['2026-04-04T14:59:59Z', lordHowe, '01:59', '5 April'],
      ['2026-04-04T15:00:00Z', lordHowe, '01:30', '5 April'],
      ['2026-04-04T15:29:59Z', lordHowe, '01:59', '5 April'],
      ['2026-04-04T15:30:00Z', lordHowe, '02:00', '5 April'],
      ['2026-10-03T15:29:59Z', lordHowe, '01:59', '4 October'],
      ['2026-10-03T15:30:00Z', lordHowe, '02:30', '4 October'],
      ['2026-04-04T18:14:59Z', kathmandu, '23:59', '4 April'],
      ['2026-04-04T18:15:00Z', kathmandu, '00:00', '5 April'],
    ])('%s is the site’s own time', (now, site, time, date) => {
      const shown = welcome(now, site);
      expect(shown.time).toBe(time);
      expect(shown.date).toContain(date);
    });
  },
);

describe('on a device whose clock is wrong', () => {
  it('shows the right time, tells staff by how much, and anything outside', () => {
    const slow = welcome('2026-04-04T17:15:00Z', kathmandu, { clockOffset: 3_600_000 });
    expect(slow.time).toBe('00:00');
    expect(slow.date).toContain('5 April');
    expect(slow.html).toContain('data-clock-offset="3600000"');
    expect(slow.html).toContain('60 minutes slow');
    expect(slow.html).toContain('dateTime="2026-04-04T18:15:00.000Z"');
    const fast = welcome('2026-04-04T18:16:31Z', kathmandu, { clockOffset: -91_000 });
    expect(fast.time).toBe('00:00');
    expect(fast.html).toContain('2 minutes fast');
  });

  it('says nothing of a clock that is right, or not known', () => {
    expect(welcome('2026-04-04T17:15:00Z', kathmandu).html).not.toContain('data-clock-offset');
    const right = welcome('2026-04-04T17:15:00Z', kathmandu, { clockOffset: 0 });
    expect(right.html).toContain('data-clock-offset="0"');
    expect(right.html).not.toContain('Staff');
  });
});

it('tells staff how many wait without a line, and since when, at the site’s time', () => {
  const status = { line: 'offline', waiting: 12, waitingSince: '2026-04-04T15:15:00Z' } as const;
  const { html } = welcome('2026-04-06T09:00:00Z', lordHowe, status);
  expect(html).toContain('wait since 5 Apr, 01:45: 12.');
});

it('tells staff of a visitor who called, and when, at the site’s time', () => {
  const status = { calls: 1, calledAt: '2026-04-04T15:15:00Z' } as const;
  const { html } = welcome('2026-04-04T15:20:00Z', lordHowe, status);
  expect(html).toContain('a visitor called at 01:45.');
  expect(html).toContain('data-calls="1"');
});

it('offers what the provider can do and the site wants, and nothing else', () => {
  const words = {
    checkIn: 'I am expected',
    booking: 'I have a booking',
    signOut: 'Sign out',
    call: 'Call reception',
  };
  const offers = Object.keys(words) as (keyof typeof words)[];
  for (let subset = 0; subset < 2 ** offers.length; subset += 1) {
    const wanted = offers.filter((_, index) => subset & (1 << index));
    const given = Object.fromEntries(offers.map((offer) => [offer, wanted.includes(offer)]));
    const { html } = welcome('2026-04-04T15:20:00Z', lordHowe, {}, given);
    expect(html).toContain('Sign in');
    for (const offer of offers) expect(html.includes(words[offer])).toBe(wanted.includes(offer));
  }
});

it('offers nothing while the disk takes nothing', () => {
  const { html } = welcome('2026-04-04T15:20:00Z', lordHowe, { disk: 'full' });
  expect(html).not.toContain('I am expected');
  expect(html).not.toContain('Sign in<');
});
