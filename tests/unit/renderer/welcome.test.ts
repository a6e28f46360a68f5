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
function welcome(now: string, site: Partial<Kiosk['site']>, status: Partial<Kiosk['status']> = {}) {
  vi.setSystemTime(now);
  const flow = createFlow({
    bridge: () => new FakeMain(),
    after: () => () => {},
    newId: () => '',
    loadCheckPhone: async () => () => ({ ok: false, problem: 'empty' }),
  });
  flow.setState({
    kiosk: { ...kiosk, site: { ...kiosk.site, ...site }, status: { ...kiosk.status, ...status } },
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
