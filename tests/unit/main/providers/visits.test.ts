import { describe, expect, it } from 'vitest';
import { choose, isTheirs, type KnownVisit } from '../../../../src/main/providers/visits.ts';

const visit = (record: string, more: Partial<KnownVisit> = {}): KnownVisit => ({
  record,
  code: '012345',
  name: 'Zoë Łukasz',
  email: 'zoe@guests.example',
  expectedAt: 1_000,
  arrivedAt: undefined,
  left: false,
  approved: true,
  ...more,
});

describe('whose visit it is', () => {
  it('is said by the code, leading zeros and all', () => {
    expect(isTheirs(visit('a'), { by: 'code', code: '012345' })).toBe(true);
    expect(isTheirs(visit('a', { code: 'ab12' }), { by: 'code', code: 'AB12' })).toBe(true);
    expect(isTheirs(visit('a'), { by: 'code', code: '12345' })).toBe(false);
    expect(isTheirs(visit('a', { code: undefined }), { by: 'code', code: '012345' })).toBe(false);
  });

  it('is said by the full name and the address together', () => {
    const who = { by: 'name', name: 'ZOE  lukasz', email: 'Zoe@guests.example' } as const;
    expect(isTheirs(visit('a'), who)).toBe(true);
    expect(isTheirs(visit('a', { name: 'Zoë' }), who)).toBe(false);
    expect(isTheirs(visit('a', { email: 'xzoe@guests.example' }), who)).toBe(false);
  });
});

describe('who checks in', () => {
  it.each<[string, KnownVisit[], object]>([
    ['nobody', [], { kind: 'nobody' }],
    ['who is expected', [visit('a')], { kind: 'found', record: 'a' }],
    [
      'the nearest of several',
      [visit('a', { expectedAt: 9_000 }), visit('b', { expectedAt: 4_000 })],
      { kind: 'found', record: 'b' },
    ],
    [
      'not the one that the host has not approved',
      [visit('a', { approved: false }), visit('b', { expectedAt: 9_000 })],
      { kind: 'found', record: 'b' },
    ],
    [
      'nobody whom no host has approved',
      [visit('a', { approved: false })],
      { kind: 'not-approved' },
    ],
    ['who comes a second time', [visit('a', { arrivedAt: 5 }), visit('b')], { record: 'b' }],
    ['who is in already', [visit('a', { arrivedAt: 0 })], { kind: 'done', record: 'a' }],
    ['whose visit is over', [visit('a', { arrivedAt: 5, left: true })], { kind: 'unclear' }],
    ['who left and never came', [visit('a', { left: true })], { kind: 'unclear' }],
    [
      'whose time is not known',
      [visit('a', { expectedAt: undefined })],
      { kind: 'found', record: 'a' },
    ],
  ])('%s', (_, theirs, found) => {
    expect(choose('check-in', theirs, 5_000)).toMatchObject(found);
  });
});

describe('who signs out', () => {
  it.each<[string, KnownVisit[], object]>([
    ['nobody', [], { kind: 'nobody' }],
    ['who has not come', [visit('a')], { kind: 'not-in' }],
    ['who is in', [visit('a', { arrivedAt: 1 })], { kind: 'found', record: 'a' }],
    [
      'the latest of several',
      [visit('a', { arrivedAt: 1 }), visit('b', { arrivedAt: 3 }), visit('c', { arrivedAt: 2 })],
      { kind: 'found', record: 'b' },
    ],
    [
      'who is in again',
      [visit('a', { arrivedAt: 1, left: true }), visit('b', { arrivedAt: 3 })],
      { kind: 'found', record: 'b' },
    ],
    ['who has left', [visit('a', { arrivedAt: 1, left: true })], { kind: 'done', record: 'a' }],
    [
      'who has left and is expected again',
      [visit('a', { arrivedAt: 1, left: true }), visit('b')],
      { kind: 'done', record: 'a' },
    ],
  ])('%s', (_, theirs, found) => {
    expect(choose('sign-out', theirs, 5_000)).toMatchObject(found);
  });
});
