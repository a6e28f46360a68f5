import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const page = new URL('../../../docs/offline-contract.md', import.meta.url);
const promises = readFileSync(page, 'utf8')
  .split(/^## (?=\d)/m)
  .slice(1)
  .map((text) => ({ name: text.slice(0, text.indexOf('\n')), text }));

/** The tests that a promise names: `[what it says](where it is)`. */
const testsIn = (text: string) =>
  [...text.matchAll(/\[([^\]]+)\]\((\.\.\/tests\/[^)]+)\)/g)].map(([, title = '', file = '']) => ({
    title,
    file: fileURLToPath(new URL(file, page)),
  }));

it('makes thirteen promises', () => {
  expect(promises.map(({ name }) => Number.parseInt(name, 10))).toEqual(
    Array.from({ length: 13 }, (_, index) => index + 1),
  );
});

describe.each(promises)('$name', ({ text }) => {
  const named = testsIn(text);

  it('has tests', () => {
    expect(named).not.toEqual([]);
  });

  it.each(named)('$title', ({ title, file }) => {
    expect(existsSync(file)).toBe(true);
    // A title stands in quotes where it is given; one that is filled in is named by what stands in the file.
    const source = readFileSync(file, 'utf8').replaceAll('\\', '');
    expect(["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))).toBe(true);
  });
});
