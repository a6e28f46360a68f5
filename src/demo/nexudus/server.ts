import type { Host } from '#shared/domain/host.ts';
import type { DemoOptions, DemoServer, NexudusProfile } from '../demo-server.ts';
import { type Call, json, openLoopback, type Reply } from '../loopback.ts';
import { community } from '../people/people.ts';
import { type Limit, Throttle } from '../throttle.ts';
import { BUSINESS_ID, business, type Coworker, coworkers } from './records.ts';
import { ACCESS_TOKEN_LIFE, Tokens } from './tokens.ts';
import { type VisitorRecord, Visitors } from './visitors.ts';
import { denied, search, signInPage, throttled, told } from './wire.ts';

/** Nexudus, REST API: each endpoint's page names the role that it takes. */
export type Role =
  | 'Coworker-List'
  | 'Visitor-Create'
  | 'Visitor-List'
  | 'Visitor-Read'
  | 'Business-List'
  | 'Business-Read';

/** Nexudus, API limitations: of the dated copies, which disagree, the strictest. Counted over all clients together. */
export const NEXUDUS_LIMITS: readonly Limit[] = [
  { requests: 60, perMs: 60_000, writesOnly: true },
  { requests: 120, perMs: 60_000 },
  { requests: 1, perMs: 100 },
  { requests: 5_000, perMs: 3_600_000 },
];

export interface NexudusOptions extends DemoOptions {
  /** In seconds, as `expires_in` says; 604799 unless given. */
  readonly accessTokenLife?: number;
  /** Refuses addresses at example.com, as one real location does. */
  readonly refuseExampleAddresses?: boolean;
  /** How a list's text filters compare, which the vendor does not say; `contains` unless given. */
  readonly textFilters?: 'contains' | 'exact';
}

export interface NexudusDemo extends DemoServer {
  readonly provider: NexudusProfile;
  /** As they are stored, in the order of their creation, whether they can be read yet or not. */
  readonly visitors: readonly VisitorRecord[];
  /** What the account may do; taken away and given back while the server runs. */
  readonly roles: Set<Role>;
}

export const USERNAME = 'kiosk@harbour.example';

/** The vendor's side of a conversation, however it gets there. */
export interface NexudusPlay
  extends Pick<NexudusDemo, 'visitors' | 'roles' | 'secret' | 'hosts' | 'changeSecret'> {
  answer(call: Call): Reply;
}

/** Plays the Nexudus admin API. */
export function playNexudus(options: NexudusOptions = {}): NexudusPlay {
  const now = options.now ?? Date.now;
  const account = { username: USERNAME, password: 'quiet-harbour-4711' };
  const tokens = new Tokens(account, options.accessTokenLife ?? ACCESS_TOKEN_LIFE, now);
  const throttle = new Throttle(options.limits ?? NEXUDUS_LIMITS, now);
  const roles = new Set<Role>(Object.values(routes).map(({ role }) => role));
  let known: ReadonlyMap<number, Coworker> | undefined;
  const directory = () => {
    known ??= coworkers(community(options.hosts ?? 250));
    return known;
  };
  const visitors = new Visitors({
    coworkers: directory,
    username: USERNAME,
    now,
    readLagMs: options.readLagMs ?? 0,
    refuseExampleAddresses: options.refuseExampleAddresses ?? false,
    textFilters: options.textFilters ?? 'contains',
  });

  return {
    roles,
    get secret() {
      return { name: 'nexudus.password', value: account.password } as const;
    },
    get visitors() {
      return visitors.records;
    },
    get hosts() {
      return [...directory().values()].filter(({ Active }) => Active).map(host);
    },
    changeSecret: (value) => tokens.changePassword(value),
    answer(call) {
      const wait = throttle.take(call.method);
      if (wait > 0) return throttled(wait);
      if (call.path === '/api/token' && call.method === 'POST') return tokens.answer(call);
      if (!call.headers.accept?.includes('application/json')) return signInPage();
      if (!tokens.admits(call)) return denied();
      const [, collection = '', id] = /^(.*?)(?:\/(\d+))?$/.exec(call.path) ?? [];
      const place = id === undefined ? collection : `${collection}/{id}`;
      const route = routes[`${call.method} ${place}`];
      if (!route)
        return Object.keys(routes).some((one) => one.endsWith(` ${place}`))
          ? told(405, `The requested resource does not support http method '${call.method}'.`)
          : told(404, 'No HTTP resource was found that matches the request URI.');
      if (!roles.has(route.role)) return denied();
      return route.answer({ call, id: Number(id), visitors, directory });
    },
  };
}

/** Starts a stand-in for the Nexudus admin API. Rejects with Node's error if the port cannot be had. */
export async function startNexudusDemo(options: NexudusOptions = {}): Promise<NexudusDemo> {
  const play = playNexudus(options);
  const loopback = await openLoopback(options.port ?? 0, options.now ?? Date.now, play.answer);
  const { baseUrl } = loopback;
  // Not spread: some of what is in it changes.
  return Object.assign(play, loopback, {
    provider: { kind: 'nexudus', baseUrl, businessId: BUSINESS_ID, username: USERNAME },
  } as const);
}

interface Question {
  readonly call: Call;
  /** Only where the path has one. */
  readonly id: number;
  readonly visitors: Visitors;
  readonly directory: () => ReadonlyMap<number, Coworker>;
}

const routes: Readonly<Record<string, { role: Role; answer: (question: Question) => Reply }>> = {
  'GET /api/spaces/coworkers': {
    role: 'Coworker-List',
    answer: ({ call, directory }) =>
      search(call.query, [...directory().values()], {
        columns: ['Id', 'FullName', 'Email', 'CompanyName'],
        order: 'Id',
      }),
  },
  'POST /api/spaces/visitors': {
    role: 'Visitor-Create',
    answer: ({ call, visitors }) => visitors.create(call),
  },
  'GET /api/spaces/visitors': {
    role: 'Visitor-List',
    answer: ({ call, visitors }) => visitors.list(call.query),
  },
  'GET /api/spaces/visitors/{id}': {
    role: 'Visitor-Read',
    answer: ({ id, visitors }) => visitors.read(id),
  },
  'GET /api/sys/businesses': {
    role: 'Business-List',
    answer: ({ call }) => search(call.query, [business], { columns: ['Id', 'Name'], order: 'Id' }),
  },
  'GET /api/sys/businesses/{id}': {
    role: 'Business-Read',
    answer: ({ id }) =>
      id === BUSINESS_ID ? json(200, business) : told(404, `There is no Business ${id}.`),
  },
};

function host({ Id, FullName, CompanyName }: Coworker): Host {
  return {
    id: String(Id),
    name: FullName,
    ...(CompanyName === null ? {} : { company: CompanyName }),
  };
}
