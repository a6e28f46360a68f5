import type { Fault, FaultRule } from '../../../src/demo/faults.ts';
import { seeded } from '../../../src/demo/random.ts';
import type { Step } from './steps.ts';

const vendors = ['nexudus', 'spacebring'] as const;
type Vendor = (typeof vendors)[number];

/** How a kiosk begins: with a keychain, with one that is unlocked later, or with what schema version 1 left behind. */
const beginnings = ['new', 'keychain locked', 'version 1'] as const;
type Beginning = (typeof beginnings)[number];

/** One life of a kiosk process, and its end. */
export interface Kill {
  /** A step, or a moment after its start (ms) at which somebody else kills it. */
  readonly at: Step | number;
  /** At which passage of the step. */
  readonly passage: number;
  /** Where the step is a commit: how long after it has begun, in µs. */
  readonly within: number;
  readonly isKeychainLocked: boolean;
  readonly erases: boolean;
  /** What its requests meet. */
  readonly faults: readonly FaultRule[];
  readonly seed: number;
}

/** A kiosk and a server that are new, the kills, and then a run to the end. */
export interface Round {
  readonly vendor: Vendor;
  readonly beginning: Beginning;
  /** How long the server's reads trail its writes. */
  readonly readLagMs: number;
  readonly kills: readonly Kill[];
}

/** Nexudus was seen to take about a second; a kiosk that starts anew needs longer than that to look. */
const readLags = [0, 1_000, 8_000] as const;

/** What happens once in the life of an outbox, in the order of its happening. */
const once = {
  firstKey: ['keychain: set', 'key: before commit', 'key: after commit'],
  firstKeyOnDisk: ['key: after commit'],
  migration: [
    'migrate: in the middle',
    'migrate: before commit',
    'migrate: after commit',
    'reseal: after commit',
  ],
  keyLeavesTheDisk: [
    'keychain: set',
    'reseal: before commit',
    'reseal: after commit',
    'erase key: before commit',
    'erase key: after commit',
  ],
} as const satisfies Record<string, readonly Step[]>;

/** What happens every day. */
const daily: readonly Step[] = [
  'add: written',
  'add: before commit',
  'add: in commit',
  'add: after commit',
  'send: before',
  'send: after commit',
  'request: sent',
  'request: read by the server',
  'request: answered',
  'deliver: before',
  'deliver: written',
  'deliver: in commit',
  'deliver: after commit',
  'unsettle: after commit',
  'put back: after commit',
  'read back: answered',
  'recover: after commit',
  'erase entries: written',
  'erase entries: after commit',
];
/** Of the daily kills, as many come at any moment, to each round of the steps. */
const AT_ANY_MOMENT = 8;
/** The latest of these moments, in ms. */
const LATEST = 250;

/** About how long SQLite needs to write a commit, in µs, without the time in which it waits for the disk. */
const LONGEST_COMMIT = 300;

/** Every step that a plan of more than a few rounds has. */
export const plannedSteps: readonly Step[] = [
  ...new Set([...Object.values(once).flat(), ...daily]),
];

/** Steps of a process's start, which it passes once. */
const atStart = /^(keychain|key|migrate|recover|erase)/;

/** The same rounds for the same seed. */
export function plan(kills: number, seed: number): Round[] {
  const random = seeded(seed);
  const anyDay = dealer([...daily, ...Array<undefined>(AT_ANY_MOMENT).fill(undefined)], random);
  const rounds: Round[] = [];
  for (let left = kills; left > 0; ) {
    const vendor = vendors[rounds.length % vendors.length] ?? 'nexudus';
    const beginning = beginnings[rounds.length % beginnings.length] ?? 'new';
    const one = (step: Step | undefined, isKeychainLocked = false) =>
      killAt(step, { vendor, isKeychainLocked, random });
    const some = (count: number, isKeychainLocked = false) =>
      Array.from({ length: count }, () => one(anyDay(), isKeychainLocked));
    const planned = {
      new: () => [...once.firstKey.map((step) => one(step)), ...some(8)],
      'keychain locked': () => [
        ...once.firstKeyOnDisk.map((step) => one(step, true)),
        // As many as are sealed anew later, one by one.
        { ...one('add: after commit', true), passage: 8 },
        ...some(2, true),
        ...once.keyLeavesTheDisk.map((step) => one(step)),
        ...some(4),
      ],
      'version 1': () => [...once.migration.map((step) => one(step)), ...some(6)],
    }[beginning]();
    const readLagMs = readLags[Math.floor(random() * readLags.length)] ?? 0;
    rounds.push({ vendor, beginning, readLagMs, kills: planned.slice(0, left) });
    left -= planned.length;
  }
  return rounds;
}

function killAt(
  step: Step | undefined,
  {
    vendor,
    isKeychainLocked,
    random,
  }: { vendor: Vendor; isKeychainLocked: boolean; random: () => number },
): Kill {
  const below = (limit: number) => Math.floor(random() * limit);
  const needed = step && faultNeededFor(step, vendor);
  const passage = step === undefined || needed || atStart.test(step) ? 1 : 1 + below(4);
  return {
    at: step ?? below(LATEST),
    passage,
    within: below(LONGEST_COMMIT),
    isKeychainLocked,
    erases: step?.startsWith('erase entries') ?? false,
    faults: [
      ...(needed ? [{ match: visits('POST', vendor), do: needed }] : []),
      ...some(6, posting, 'POST'),
      ...some(3, posting, 'PUT'),
      ...some(3, reading, 'GET'),
    ],
    seed: below(2 ** 31),
  };

  /** Of the next requests of that method, about half go well. */
  function some(count: number, faults: readonly Fault[], method: Method): FaultRule[] {
    return Array.from({ length: count }, () => ({
      match: visits(method, vendor),
      do: faults[below(faults.length * 2)] ?? { kind: 'delay', ms: 0 },
    }));
  }
}

type Method = 'GET' | 'POST' | 'PUT';

const visits = (method: Method, vendor: Vendor) => ({
  method,
  path: { nexudus: /^\/api\/spaces\/(booking)?visitors/, spacebring: /^\/visitors\// }[vendor],
});

/** What a request meets now and then. */
const posting: readonly Fault[] = [
  { kind: 'commit-then-drop' },
  { kind: 'drop' },
  { kind: 'delay', ms: 40 },
  { kind: 'status', status: 500, commit: true },
  { kind: 'status', status: 500 },
  { kind: 'truncated' },
  { kind: 'refuse' },
];
const reading: readonly Fault[] = [
  { kind: 'drop' },
  { kind: 'delay', ms: 40 },
  { kind: 'status', status: 500 },
];

/** Without it, the step would not be reached. */
function faultNeededFor(step: Step, vendor: Vendor): Fault | undefined {
  if (step.startsWith('unsettle') || step.startsWith('read back'))
    return { kind: 'commit-then-drop' };
  if (step.startsWith('put back'))
    return { kind: 'throttle', status: vendor === 'nexudus' ? 409 : 429, retryAfter: 1 };
  return undefined;
}

/** Deals the cards one by one, and shuffles them again when there are none left. */
function dealer<T>(cards: readonly T[], random: () => number): () => T {
  let deck: T[] = [];
  return () => {
    if (deck.length === 0) deck = [...cards];
    const [card] = deck.splice(Math.floor(random() * deck.length), 1) as [T];
    return card;
  };
}
