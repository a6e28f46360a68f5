import { describe, expect, it } from 'vitest';
import { fullName } from '../../../src/shared/domain/arrival.ts';
import { type Backstage, contextOf } from '../../contract/context.ts';
import { play, type Scenario } from '../../contract/scenario.ts';
import { scenarios } from '../../contract/scenarios.ts';
import { nexudusPlace, type Place, spacebringPlace } from './places.ts';

type Stage = { readonly place: Place; readonly backstage: Backstage };

/** As slow to show what was written as the vendor was seen to be, and more hosts than a page holds. */
const lag = { readLagMs: 1_000, hosts: 300 };

async function nexudus(options: { hasCustomer?: boolean } = {}): Promise<Stage> {
  const place = await nexudusPlace({ ...lag, ...options, refuseExampleAddresses: true });
  const { demo } = place;
  let guests = 0;
  const backstage: Backstage = {
    hosts: demo.hosts,
    expectGuest: (guest) => {
      guests += 1;
      const code = `0${10_000 + guests}`;
      const coworkerId = Number(demo.hosts[0]?.id);
      demo.expect({ fullName: fullName(guest), email: guest.email, code, coworkerId });
      return code;
    },
    hostAccepts: (receipt) => void demo.decide(Number(receipt), 'hold'),
    hostDeclines: (receipt) => void demo.decide(Number(receipt), 'reject'),
  };
  return { place, backstage };
}

async function spacebring(options: Parameters<typeof spacebringPlace>[0] & object): Promise<Stage> {
  const place = await spacebringPlace({ ...lag, ...options });
  const { demo } = place;
  let guests = 0;
  const backstage: Backstage = {
    hosts: demo.hosts,
    expectGuest: ({ firstName: name, lastName: surname = '', email }) => {
      guests += 1;
      return demo.expect({ name, surname, email, code: `0${10_000 + guests}` }).code;
    },
    hostAccepts: (receipt) => void demo.approve(receipt),
    hostDeclines: (receipt) => demo.reject(receipt),
  };
  return { place, backstage };
}

const isOf =
  (...words: readonly string[]) =>
  ({ name }: Scenario) =>
    words.some((word) => name.includes(word));

/** Who is played, what takes an e-mail address for none, and what the vendor has no operation for. */
const stages: [string, () => Promise<Stage>, string, (scenario: Scenario) => boolean][] = [
  ['Nexudus', nexudus, 'ada@example.com', isOf('contact', 'call', 'who has no host')],
  [
    'Nexudus, with a customer in whose name guests are registered',
    () => nexudus({ hasCustomer: true }),
    'ada@example.com',
    isOf('contact', 'call', 'who has no host'),
  ],
  [
    'Spacebring, with Basic',
    () => spacebring({}),
    '',
    isOf('booking', 'registration', 'registers', 'no host is asked', 'call', 'from somebody else'),
  ],
  [
    'Spacebring, with Basic, where a yes is a check-in and requests are kept',
    () => spacebring({ approvalChecksIn: true, keepsDecidedRequests: true }),
    '',
    isOf('booking', 'registration', 'registers', 'no host is asked', 'call', 'from somebody else'),
  ],
  [
    'Spacebring, with somebody who signed in',
    () => spacebring({ hasOAuth: true }),
    '',
    isOf('booking', 'registration', 'registers', 'no host is asked'),
  ],
];

describe.each(stages)('%s', (_, enter, refusedEmail, isLacking) => {
  async function played(scenario: Scenario): Promise<string> {
    const { place, backstage } = await enter();
    const { clock, during, provider, wait } = place;
    const now = () => clock.now();
    const email = 'vestibule@guests.example';
    const context = contextOf({ provider, email, refusedEmail, now, wait, backstage });
    const verdict = await during(play(scenario, context));
    return 'why' in verdict ? `${verdict.kind}: ${verdict.why}` : verdict.kind;
  }

  const offered = scenarios.filter((one) => !isLacking(one)).map((one) => [one.name, one] as const);

  it.each(offered)('%s', async (_, scenario) => {
    expect(await played(scenario)).toBe('passed');
  });

  it('offers nothing else', async () => {
    for (const scenario of scenarios.filter(isLacking))
      expect([scenario.name, await played(scenario)]).toEqual([scenario.name, 'not offered']);
  });
});
