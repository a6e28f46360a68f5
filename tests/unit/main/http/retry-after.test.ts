import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../../src/main/http/retry-after.ts';

const now = Date.parse('2026-03-02T09:30:15.000Z');
const DAY = 24 * 3_600_000;

describe('Retry-After', () => {
  it.each<[string | null, number | undefined]>([
    [null, undefined],
    ['', undefined],
    ['0', 0],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['999999999999', DAY],
    ['9'.repeat(400), DAY],
    ['Mon, 02 Mar 2026 09:30:45 GMT', 30_000],
    ['Monday, 02-Mar-26 09:30:45 GMT', 30_000],
    ['Mon Mar  2 09:30:45 2026 GMT', 30_000],
    ['Mon, 02 Mar 2026 09:30:00 GMT', 0],
    ['Fri, 02 Mar 2096 09:30:00 GMT', DAY],
    ['soon', undefined],
    ['soon 5', undefined],
    ['-5', undefined],
    ['5 seconds', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['2026', 2_026_000],
  ])('%j is %j ms', (header, wait) => {
    expect(retryAfter(header, now)).toBe(wait);
  });
});
