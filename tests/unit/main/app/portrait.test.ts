import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portraitWithin } from '../../../../src/main/app/portrait.ts';

test.each([
  [
    { width: 1080, height: 1920 },
    { width: 1080, height: 1920 },
  ],
  [
    { width: 3840, height: 2160 },
    { width: 1080, height: 1920 },
  ],
  [
    { width: 1920, height: 960 },
    { width: 540, height: 960 },
  ],
  [
    { width: 270, height: 1920 },
    { width: 270, height: 480 },
  ],
])('in %o the window is %o', (area, size) => {
  expect(portraitWithin(area)).toEqual(size);
});

test('it always fits and keeps a tablet’s shape', () => {
  const side = fc.integer({ min: 100, max: 8000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const size = portraitWithin({ width, height });
      expect(size.width).toBeLessThanOrEqual(Math.min(width, 1080));
      expect(size.height).toBeLessThanOrEqual(Math.min(height, 1920));
      // Each side is cut to a whole pixel.
      expect(Math.abs(size.width * 16 - size.height * 9)).toBeLessThan(16);
    }),
  );
});
