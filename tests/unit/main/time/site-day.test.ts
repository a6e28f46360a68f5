import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../../src/main/time/site-day.ts';

const at = (text: string) => Date.parse(text);
const HOUR = 3_600_000;

describe('the day of a site', () => {
  it.each([
    // Kathmandu is 5:45 ahead of UTC the whole year.
    ['Asia/Kathmandu', '2026-03-02T18:14:59.999Z', '2026-03-01T18:15:00Z'],
    ['Asia/Kathmandu', '2026-03-02T18:15:00Z', '2026-03-02T18:15:00Z'],
    // Lord Howe goes from 10:30 to 11:00 and back, at 2 in the morning.
    ['Australia/Lord_Howe', '2026-10-03T16:00:00Z', '2026-10-03T13:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T12:59:59Z', '2026-10-03T13:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T13:00:00Z', '2026-10-04T13:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T13:29:59Z', '2026-04-04T13:00:00Z'],
    // A day that begins at one o'clock, since midnight was skipped.
    ['Africa/Cairo', '2026-04-24T12:00:00Z', '2026-04-23T22:00:00Z'],
    // Kiritimati is fourteen hours ahead, Pago Pago eleven behind.
    ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-01T10:00:00Z'],
    ['Pacific/Pago_Pago', '2026-01-01T10:59:00Z', '2025-12-31T11:00:00Z'],
  ])('in %s at %s has begun at %s', (timeZone, now, start) => {
    expect(new Date(startOfDay(at(now), timeZone)).toISOString()).toBe(
      new Date(start).toISOString(),
    );
  });

  it('has begun at most 25 hours ago, and is the same for whoever asks later in it', () => {
    const zones = fc.constantFrom('Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Lisbon', 'UTC');
    const instants = fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') });
    fc.assert(
      fc.property(zones, instants, (zone, now) => {
        const start = startOfDay(now, zone);
        expect(start).toBeLessThanOrEqual(now);
        expect(now - start).toBeLessThan(25 * HOUR);
        expect(startOfDay(start, zone)).toBe(start);
        expect(startOfDay(start - 1, zone)).toBeLessThan(start);
      }),
    );
  });

  it('does not depend on the zone that the device is set to', () => {
    const before = process.env.TZ;
    try {
      const days = ['UTC', 'Pacific/Kiritimati', 'America/New_York'].map((zone) => {
        process.env.TZ = zone;
        return startOfDay(at('2026-10-04T12:59:59Z'), 'Australia/Lord_Howe');
      });
      expect(new Set(days)).toEqual(new Set([at('2026-10-03T13:30:00Z')]));
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});
