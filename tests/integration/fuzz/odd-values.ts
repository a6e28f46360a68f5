/** What no vendor would say, and a provider has to bear. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Stand for what is too long, or too deep, to be made otherwise. */
const DEEP = '@deep@';
const LONG = '@long@';

export const dates = [
  '2026-02-30T25:61:00',
  '/Date(99999999999999999)/',
  '/Date(253402300800000)/',
  '/Date(-1)/',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-03-02T09:00:00+99:99',
  '2026-03-02',
  'yesterday',
];
export const texts = [
  ...dates,
  '',
  ' ',
  '\u0000\r\n',
  '\uD800',
  '\u202Ee',
  '<b>',
  '..',
  LONG,
  '-1',
  '__proto__',
];
export const numbers = [0, -1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 1e-9];
const strange: Json[] = [null, true, false, [], {}, [[]], { a: 1 }, DEEP];
export const odd: Json[] = [...strange, ...numbers, ...texts];

export const encodings = {
  'UTF-8 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 with a mark': (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16': (text: string) => Buffer.from(text, 'utf16le'),
  'Latin-1': (text: string) => Buffer.from(text.replace(/[A-Z]/g, 'Ä'), 'latin1'),
  'broken UTF-8': (text: string) =>
    Buffer.concat([...text].map((one) => Buffer.from(one === 'e' ? [0xc3, 0x28] : one))),
};

export const others = {
  nothing: '',
  blanks: ' \r\n',
  'a page': '<!doctype html><html><body><h1>Please sign in</h1></body></html>',
  null: 'null',
  true: 'true',
  'a number': '-1e999',
  'a text': '"ok"',
  'an array': '[]',
  'an object': '{}',
  'an array of nothing': '[null,null]',
  'two values': '{}{}',
  'a deep one': `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  'a proto': '{"__proto__":{"Records":[],"Value":{"Id":1},"visits":[]},"constructor":1}',
  'more than is read': `"${'x'.repeat(9 * 1024 * 1024)}"`,
};

export const headers: Record<string, string>[] = [
  {},
  {},
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'text/html' },
  { 'content-type': '/;;;' },
  { 'content-encoding': 'gzip' },
  { 'content-length': '99999', connection: 'close' },
  { 'retry-after': '7' },
  { 'retry-after': '1e9' },
  { 'retry-after': '99999999999999999999' },
  { 'retry-after': 'Thu, 99 Foo 9999 00:00:00 GMT' },
  { date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  { date: 'never' },
  { location: 'http://127.0.0.1:9/elsewhere' },
  { 'www-authenticate': 'Bearer error="invalid_token", ,,=' },
  { 'set-cookie': '__proto__=1' },
];

/** As JSON, with what stands for something spelt out. */
export const textOf = (json: Json | undefined): string =>
  (JSON.stringify(json) ?? '')
    .replaceAll(`"${DEEP}"`, `${'[1,'.repeat(20_000)}1${']'.repeat(20_000)}`)
    .replaceAll(LONG, 'a'.repeat(200_000));
