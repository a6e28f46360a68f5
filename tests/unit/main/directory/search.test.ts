import { describe, expect, it } from 'vitest';
import { community } from '../../../../src/demo/people/people.ts';
import { HostSearch } from '../../../../src/main/directory/search.ts';

const names = [
  'Maya Okafor',
  'Zoë Łukasiewicz',
  'Conor O’Brien',
  'Siobhán Ó Súilleabháin',
  'Anna-Lena Größler',
  '王芳',
  '王小明',
  '김서연',
  '佐藤 美咲',
  'ليلى حداد',
  'Jean Luc Picard',
  'Maria Silva',
  'Maria Santos',
  'Maria Souza',
  'Maria Costa',
  'Maria Rocha',
  'Maria Dias',
  'Wu',
  'Iñaki Ibáñez',
];
const hosts = names.map((name, index) => ({ id: String(index), name }));
const search = await HostSearch.of(hosts);
const found = (typed: string) => search.find(typed).map(({ name }) => name);

describe('the search for a host', () => {
  it.each([
    ['the beginning of a name', 'may', 'Maya Okafor'],
    ['the beginning of a family name', 'oka', 'Maya Okafor'],
    ['other case and more space', '  MAYA   okaf ', 'Maya Okafor'],
    ['the words the other way round', 'okafor maya', 'Maya Okafor'],
    ['no accents', 'zoe lukasiewicz', 'Zoë Łukasiewicz'],
    ['accents taken apart', 'zoe\u0308 \u0141uk', 'Zoë Łukasiewicz'],
    ['ss for ß', 'grossler', 'Anna-Lena Größler'],
    ['no hyphen', 'anna lena', 'Anna-Lena Größler'],
    ['one apostrophe for another', "o'brien", 'Conor O’Brien'],
    ['no apostrophe', 'obrien', 'Conor O’Brien'],
    ['a letter too many', 'okaffor', 'Maya Okafor'],
    ['a letter too few', 'okfor', 'Maya Okafor'],
    ['a wrong letter', 'okavor', 'Maya Okafor'],
    ['two letters swapped', 'okafro', 'Maya Okafor'],
    ['two letters swapped at the front', 'kofaor', undefined],
    ['two neighbours swapped at the front', 'koafor', 'Maya Okafor'],
    ['an error in one of two words', 'maya okaofr', 'Maya Okafor'],
    ['an error in each of two words', 'mxya okavor', 'Maya Okafor'],
    ['two errors in a word', 'oxaxor', undefined],
    ['a word that is not there', 'maya smith', undefined],
    ['two characters of Chinese', '王小', '王小明'],
    ['two characters of Korean', '김서', '김서연'],
    ['two characters of Japanese', '美咲', '佐藤 美咲'],
    ['Arabic', 'حداد', 'ليلى حداد'],
    ['three words', 'jean luc pic', 'Jean Luc Picard'],
  ])('knows %s (%s)', (_, typed, name) => {
    expect(found(typed)[0]).toBe(name);
  });

  it('gives five at most, those that are spelt so first', () => {
    expect(found('maria')).toHaveLength(5);
    expect(found('maria s').sort()).toEqual(['Maria Santos', 'Maria Silva', 'Maria Souza']);
  });

  it.each(['', '   ', 'ma', 'a b', '王', '...', "'''", '🙂🙂🙂'])(
    'gives nobody for %j',
    (typed) => {
      expect(found(typed)).toEqual([]);
    },
  );

  it('knows a whole name however it is accented, and who shares it', async () => {
    expect(search.named('  zoe  LUKASIEWICZ ')).toEqual([hosts[1]]);
    expect(search.named('zoe')).toEqual([]);
    const twins = await HostSearch.of([
      { id: 'a', name: 'Daniel Kim' },
      { id: 'b', name: 'Daniel Kím' },
      { id: 'a', name: 'Daniel Kim' },
    ]);
    expect(twins.named('daniel kim').map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('finds each of a large community, typed without accents or with an error', async () => {
    const people = community(2_000).people.map(({ number, fullName }) => ({
      id: String(number),
      name: fullName,
    }));
    const large = await HostSearch.of(people);
    for (const person of people.filter((_, index) => index % 40 === 0)) {
      expect(large.find(person.name).map(({ id }) => id)).toContain(person.id);
      const longest = person.name.split(' ').sort((a, b) => b.length - a.length)[0] ?? '';
      if (longest.length < 6 || !/^\p{Script=Latin}+$/u.test(longest)) continue;
      const typo = person.name.replace(longest, `${longest.slice(0, 3)}q${longest.slice(4)}`);
      expect(large.find(typo).map(({ id }) => id)).toContain(person.id);
    }
  });
});
