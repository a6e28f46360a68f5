import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { community } from '../../../src/demo/people/people.ts';

describe('the demo community', () => {
  it('is the same in every run, and a larger one begins with the smaller', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)].map(community);
        expect(large?.people.slice(0, small?.people.length)).toEqual(small?.people);
      }),
      { numRuns: 20 },
    );
  });

  it.each([0, 1, 250, 50_000])(
    'has exactly %i who can be visited, and some who cannot',
    (hosts) => {
      const { people } = community(hosts);
      expect(people.filter(({ standing }) => standing === 'current')).toHaveLength(hosts);
      for (const standing of ['former', 'applicant', 'outsider'])
        expect(people.some((person) => person.standing === standing)).toBe(true);
    },
  );

  it('has one pair of namesakes at different companies, and no other', () => {
    const { people } = community(50_000);
    const namesakes = people.filter(({ fullName }) => fullName === 'Daniel Kim');
    expect(new Set(namesakes.map(({ company }) => company?.title)).size).toBe(2);
    expect(new Set(people.map(({ fullName }) => fullName)).size).toBe(people.length - 1);
  });

  it('has the people and companies that others count on', () => {
    const { people, companies } = community(250);
    const of = (name: string) => people.find(({ fullName }) => fullName === name);
    expect(of('Maya Okafor')?.company?.title).toBe('Tidewater Studio');
    expect(of('Zoë Łukasiewicz')?.standing).toBe('current');
    expect(new Set(companies.map(({ title }) => title)).size).toBe(60);
    expect(people.some(({ company }) => company === undefined)).toBe(true);
    expect(people.some(({ family }) => family === undefined)).toBe(true);
  });

  it.each(['Arabic', 'Greek', 'Cyrillic', 'Han', 'Hangul'])('has %s names among 250', (script) => {
    const letters = new RegExp(`\\p{Script=${script}}`, 'u');
    expect(community(250).people.some(({ fullName }) => letters.test(fullName))).toBe(true);
  });

  it('has no name that is not composed (NFC) or has space around it', () => {
    for (const { fullName } of community(5000).people)
      expect(fullName).toBe(fullName.normalize('NFC').trim());
  });
});
