import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from '../../../tools/preview/page/wire.ts';

const json = fc.jsonValue({ noUnicodeString: false }).filter((value) => !hasNegativeZero(value));
const value = fc.oneof(
  json,
  fc.constant(undefined),
  fc.array(fc.option(json, { nil: undefined })),
  fc.dictionary(fc.string(), fc.option(json, { nil: undefined })),
);

// JSON writes -0 as 0.
function hasNegativeZero(part: unknown): boolean {
  if (typeof part === 'object' && part !== null) return Object.values(part).some(hasNegativeZero);
  return Object.is(part, -0);
}

test('what goes in comes out, undefined included', () => {
  fc.assert(
    fc.property(value, (given) => {
      const got = decode(encode(given));
      expect(got).toStrictEqual(given === null ? null : structuredClone(given));
    }),
  );
});

test('an absent key and an undefined one stay different', () => {
  expect(Object.keys(decode(encode({ a: undefined })) as object)).toEqual(['a']);
  expect(Object.keys(decode(encode({})) as object)).toEqual([]);
});

test.each([
  [new Date(0)],
  [new Map()],
  [1n],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [() => {}],
  [Symbol('s')],
  [{ deep: [new Set()] }],
])('refuses %o by name', (given) => {
  expect(() => encode(given)).toThrow(/does not cross in the preview/);
});

test('both run from their source, as they do in the page', () => {
  const run = (source: string) => new Function(`return (${source})`)();
  const text = run(String(encode))({ a: [undefined, { b: null }] }) as string;
  expect(run(String(decode))(text)).toStrictEqual({ a: [undefined, { b: null }] });
});
