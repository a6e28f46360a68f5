import fc from 'fast-check';
import {
  dates,
  encodings,
  headers,
  type Json,
  numbers,
  odd,
  others,
  textOf,
  texts,
} from './odd-values.ts';

/** What becomes of one answer. It is small, and says by itself what was done, so that a counterexample can be read. */
export interface Spoil {
  /** Which answer of the conversation, counted round and round. */
  readonly nth: number;
  /** And all that follow it. */
  readonly andAll: boolean;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

type Body =
  | { readonly kind: 'as it is' }
  | { readonly kind: 'changed'; readonly changes: readonly Change[] }
  /** Values all over it are something else of the same type, one in `every`. */
  | { readonly kind: 'strewn'; readonly of: Strewn; readonly every: number; readonly odd: number }
  /** From 0 to 1, how much of it comes. */
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'encoded'; readonly as: keyof typeof encodings }
  | { readonly kind: 'other'; readonly text: keyof typeof others };

/** `fit`: something else of the same type. */
const ways = ['replace', 'fit', 'remove', 'wrap', 'repeat', 'add', 'add __proto__'] as const;

interface Change {
  /** From 0 to 1, which of all the values in it. */
  readonly where: number;
  readonly how: (typeof ways)[number];
  /** And of all that have the same name. */
  readonly everywhere: boolean;
  /** Which of the odd values, counted round and round. */
  readonly odd: number;
}

const strewn = ['dates', 'texts', 'numbers', 'all'] as const;
type Strewn = (typeof strewn)[number];

/** Those that mean something, and any other. */
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 302, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);
const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const keysOf = <T extends object>(of: T) => fc.constantFrom(...(Object.keys(of) as (keyof T)[]));

const change: fc.Arbitrary<Change> = fc.record({
  where: part,
  how: fc.oneof(fc.constant('fit' as const), fc.constantFrom(...ways)),
  everywhere: fc.boolean(),
  odd: fc.nat({ max: 99 }),
});

const body: fc.Arbitrary<Body> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('changed' as const),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('strewn' as const),
      of: fc.constantFrom(...strewn),
      every: fc.constantFrom(2, 5, 20),
      odd: fc.nat({ max: 999 }),
    }),
  },
  fc.record({ kind: fc.constant('as it is' as const) }),
  fc.record({ kind: fc.constant('cut' as const), at: part }),
  fc.record({ kind: fc.constant('encoded' as const), as: keysOf(encodings) }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('other' as const), text: keysOf(others) }),
  },
);

export const spoil: fc.Arbitrary<Spoil> = fc.record({
  nth: fc.nat({ max: 11 }),
  andAll: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  status: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, status),
  headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.constantFrom(...headers)),
  body,
});

/** The bytes that go out instead of an answer's text. */
export function spoiled(text: string, how: Body): string | Uint8Array {
  switch (how.kind) {
    case 'as it is':
      return text;
    case 'cut':
      return text.slice(0, Math.floor(text.length * how.at));
    case 'encoded':
      return encodings[how.as](text);
    case 'other':
      return others[how.text];
    case 'strewn':
      return text === '' ? text : textOf(strew({ '': parsed(text) }, how)['']);
    case 'changed':
      return text === '' ? text : textOf(how.changes.reduce(changed, { '': parsed(text) })['']);
  }
}

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

type Root = { [key: string]: Json };

function changed(root: Root, { where, how, odd: index, everywhere }: Change): Root {
  const places = placesIn(root);
  const [parent, key] = places[Math.floor(where * places.length)] ?? [root, ''];
  const same = places.filter(([other, name]) =>
    everywhere ? name === key : other === parent && name === key,
  );
  for (const [of, name] of same) {
    const other = altered(of[name] as Json, how, index);
    if (other !== undefined) put(of, name, other);
    else if (Array.isArray(of)) of.splice(Number(name), 1);
    else delete of[name];
  }
  return root;
}

/** Undefined where nothing is to be left. */
function altered(value: Json, how: Change['how'], index: number): Json | undefined {
  switch (how) {
    case 'replace':
      return at(odd, index);
    case 'fit':
      return fitting(value, index);
    case 'remove':
      return undefined;
    case 'wrap':
      return index % 2 === 0 ? [value] : { value };
    case 'repeat':
      return Array.from({ length: 8 }, () => structuredClone(value));
    case 'add':
    case 'add __proto__':
      if (value !== null && typeof value === 'object' && !Array.isArray(value))
        put(value, how === 'add' ? 'Added' : '__proto__', at(odd, index));
      return value;
  }
}

function strew(root: Root, { of, every, odd: from }: Extract<Body, { kind: 'strewn' }>): Root {
  const isOne: Record<Strewn, (value: Json | undefined) => boolean> = {
    dates: isDate,
    texts: (value) => typeof value === 'string',
    numbers: (value) => typeof value === 'number',
    all: () => true,
  };
  for (const [index, [parent, key]] of placesIn(root).entries()) {
    // Far from each other for any two neighbours, and the same for the same counterexample.
    const dice = Math.imul(index + 1, 2_654_435_761 + from) >>> 8;
    const value = parent[key];
    if (value === undefined || !isOne[of](value) || dice % every !== 0) continue;
    put(parent, key, fitting(value, Math.floor(dice / every)));
  }
  return root;
}

const isDate = (value: Json | undefined) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);

/** Something else of the same type. */
function fitting(value: Json, index: number): Json {
  if (typeof value === 'string') return at(isDate(value) ? dates : texts, index);
  if (typeof value === 'number') return at(numbers, index);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return index % 2 === 0 ? [] : [...value, ...value];
  return value === null ? at(odd, index) : {};
}

const at = <T>(of: readonly T[], index: number): T => of[index % of.length] as T;

/** Also `__proto__`, as any other. */
function put(parent: Json[] | Root, key: string, value: Json): void {
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function placesIn(parent: Json[] | Root): [Root, string][] {
  return Object.entries(parent).flatMap(([key, value]) => [
    [parent as Root, key] as [Root, string],
    ...(value !== null && typeof value === 'object' ? placesIn(value) : []),
  ]);
}
