import { seeded } from '../random.ts';
import { type Culture, companyTitles, cultures } from './names.ts';

export interface Company {
  /** From 1, the same in every run. */
  readonly number: number;
  readonly title: string;
}

/** `current`: can be visited. The others are in a vendor's lists as well, and a kiosk has to leave them out. */
export type Standing = 'current' | 'former' | 'applicant' | 'outsider';

export interface Person {
  /** From 1, the same in every run and for every count of hosts. */
  readonly number: number;
  readonly given: string;
  readonly family?: string;
  readonly fullName: string;
  readonly company?: Company;
  readonly standing: Standing;
  readonly email: string;
  readonly phone: string;
  /** What a kiosk must never keep. */
  readonly accessPin: string;
  /** YYYY-MM-DD */
  readonly born: string;
}

export interface Community {
  readonly companies: readonly Company[];
  readonly people: readonly Person[];
}

const others: readonly Standing[] = ['former', 'applicant', 'outsider'];
/** How many of each of them there are, before everybody else. */
const OF_EACH = 4;

/** Hosts that tests and screenshots count on; the last two share a name and nothing else. */
const known = [
  { given: 'Maya', family: 'Okafor', company: 0 },
  { given: 'Zoë', family: 'Łukasiewicz', company: 4 },
  { given: 'Daniel', family: 'Kim', company: 2 },
  { given: 'Daniel', family: 'Kim', company: 37 },
];

/**
 * A community that is the same in every run: `hosts` people who can be visited, a dozen who cannot.
 * But for one pair, no two people have the same name.
 */
export function community(hosts: number): Community {
  const random = seeded(2026);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const companies = companyTitles.split(',').map((title, index) => ({ number: index + 1, title }));
  const pools = poolsByShare();
  const seen = new Set(known.map(({ given, family }) => `${given} ${family}`));

  function unusedName(): Pick<Person, 'given' | 'family' | 'fullName'> {
    for (;;) {
      const pool = pick(pools);
      const given = pick(pool.given);
      let family = pool.family.length === 0 ? undefined : pick(pool.family);
      let fullName = joined(pool.culture, given, family);
      if (seen.has(fullName) && family !== undefined && pool.culture.joins !== undefined) {
        const second = pick(pool.family);
        if (second === family) continue;
        family += pool.culture.joins + second;
        fullName = joined(pool.culture, given, family);
      }
      if (seen.has(fullName)) continue;
      seen.add(fullName);
      return family === undefined ? { given, fullName } : { given, family, fullName };
    }
  }

  const people: Person[] = [];
  const before = others.length * OF_EACH;
  for (let number = 1; number <= before + hosts; number += 1) {
    const fixed = known[number - 1 - before];
    const name = fixed ? { ...fixed, fullName: `${fixed.given} ${fixed.family}` } : unusedName();
    // One in eight works for themselves.
    const company = fixed
      ? companies[fixed.company]
      : random() < 0.125
        ? undefined
        : pick(companies);
    people.push({
      number,
      given: name.given,
      ...(name.family === undefined ? {} : { family: name.family }),
      fullName: name.fullName,
      ...(company === undefined ? {} : { company }),
      standing: number > before ? 'current' : (others[(number - 1) % others.length] ?? 'former'),
      email: `member${number}@harbour.example`,
      phone: `+3519${digits(random, 8)}`,
      accessPin: digits(random, 6),
      born: `19${60 + Math.floor(random() * 40)}-0${1 + Math.floor(random() * 9)}-1${digits(random, 1)}`,
    });
  }
  return { companies, people };
}

interface Pool {
  readonly culture: Culture;
  readonly given: readonly string[];
  readonly family: readonly string[];
}

function poolsByShare(): Pool[] {
  return cultures.flatMap((culture) => {
    const family = culture.family === '' ? [] : culture.family.split(',');
    const pool = { culture, given: culture.given.split(','), family };
    return new Array<Pool>(culture.share).fill(pool);
  });
}

function joined(culture: Culture, given: string, family: string | undefined): string {
  if (family === undefined) return given;
  return culture.familyFirst === undefined
    ? `${given} ${family}`
    : family + culture.familyFirst + given;
}

const digits = (random: () => number, count: number): string =>
  String(Math.floor(random() * 10 ** count)).padStart(count, '0');
