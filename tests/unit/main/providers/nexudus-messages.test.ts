import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookingRow,
  coworker,
  page,
  publicVisitorRow,
  readInstant,
  utc,
  visitor,
  written,
} from '../../../../src/main/providers/nexudus/messages.ts';

describe('an instant of Nexudus', () => {
  it.each<[unknown, string | undefined]>([
    ['2026-03-02T09:30:15Z', '2026-03-02T09:30:15'],
    ['2026-03-02T09:30:15', '2026-03-02T09:30:15'],
    ['2026-03-02T09:30', '2026-03-02T09:30:00'],
    ['2026-03-02T09:30:15.1234567Z', '2026-03-02T09:30:15'],
    ['2026-03-02T09:30:15+05:45', '2026-03-02T03:45:15'],
    [`/Date(${Date.parse('2026-03-02T09:30:15Z')})/`, '2026-03-02T09:30:15'],
    [`/Date(${Date.parse('2026-03-02T09:30:15Z')}+0100)/`, '2026-03-02T09:30:15'],
    ['2026-13-02T09:30:15Z', undefined],
    ['2026-03-02', undefined],
    ['tomorrow', undefined],
    [1_772_443_815_000, undefined],
    [null, undefined],
  ])('%j is %s', (given, meaning) => {
    const at = readInstant(given);
    expect(at === undefined ? undefined : utc(at)).toBe(meaning);
  });
});

describe('what is read', () => {
  it('never throws, whatever it is', () => {
    const schemas = [bookingRow, coworker, page, publicVisitorRow, visitor, written];
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of schemas) schema.safeParse(value);
      }),
    );
  });

  it('takes what is missing, null, or of a wrong kind for missing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('FullName', 'Email', 'Arrived', 'ArrivalDate', 'HostApprovalStatus', 'X'),
          fc.jsonValue(),
        ),
        (fields) => {
          expect(visitor.safeParse({ ...fields, Id: 7 })).toMatchObject({
            success: true,
            data: { Id: 7 },
          });
        },
      ),
    );
  });
});
