import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretFault } from '../../../src/main/credentials/secret-fault.ts';

describe('what can be a secret', () => {
  it.each([
    ['', 'empty'],
    ['one\ntwo', 'more than one line'],
    ['one\rtwo', 'more than one line'],
    ['one\r\n', 'more than one line'],
    ['one\0two', 'NUL'],
  ])('%j is refused with a remedy', (secret, words) => {
    expect(secretFault(secret)).toContain(words);
    expect(secretFault(secret)).toContain('Give it');
  });

  const unit = fc.constantFrom(
    '\r',
    '\n',
    '\0',
    ' ',
    '\t',
    '\u0007',
    '\u2028',
    'a',
    'é',
    '鍵',
    '🔑',
  );

  it('is any other single line, and no complaint repeats one', () => {
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), (secret) => {
        const characters = new Set(secret);
        const unfit = ['\r', '\n', '\0'].some((character) => characters.has(character));
        expect(secretFault(secret) === undefined).toBe(!unfit);
      }),
    );
    expect(secretFault(' \t a ')).toBeUndefined();
    expect(secretFault('hunter2\nhunter2')).not.toContain('hunter2');
  });
});
