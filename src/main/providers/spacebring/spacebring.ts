import type { Claim } from '#shared/domain/errand.ts';
import type { Host } from '#shared/domain/host.ts';
import type { LiveProfile } from '#shared/domain/profile.ts';
import type { Log } from '../../log/log.ts';
import type { Day } from '../../time/site-day.ts';
import type { Asked, Found, Operations, Provider, Purpose, Reply, SignIn } from '../provider.ts';
import { SpacebringApi } from './api.ts';
import { checkIns } from './check-ins.ts';
import { contacts } from './contacts.ts';
import type { Credentials } from './credentials.ts';
import { Decisions } from './decisions.ts';
import { HostReplies } from './host-replies.ts';
import { hasHosts, hosts } from './hosts.ts';
import { tickets } from './tickets.ts';
import { Visits } from './visits.ts';
import { walkIns } from './walk-ins.ts';

/** Spacebring, by its REST API. */
export class Spacebring implements Provider {
  readonly account: string;
  readonly operations: Operations;
  readonly needsHost = true;
  /** A request is a question to its host. */
  readonly asksHost = 'always';
  readonly arrivalsAtOnce = 1;
  readonly signIn?: SignIn;
  readonly #profile: Extract<LiveProfile, { kind: 'spacebring' }>;
  readonly #api: SpacebringApi;
  readonly #visits: Visits;
  readonly #hostReplies: HostReplies;

  /**
   * @param parts.signIn how somebody becomes the user whose credentials these are; absent with the network's own, by
   * which some operations cannot be had
   * @param parts.dayOf the day in the site's zone
   */
  constructor(parts: {
    credentials: Credentials;
    signIn?: SignIn | undefined;
    profile: Extract<LiveProfile, { kind: 'spacebring' }>;
    account: string;
    log: Log;
    dayOf: (instant: number) => Day;
    siteName: string;
  }) {
    const { credentials, profile, log, signIn } = parts;
    const { networkId, locationId } = profile;
    const api = new SpacebringApi({ credentials, networkId, locationId, log });
    const visits = new Visits(api, parts.dayOf);
    this.account = parts.account;
    this.#profile = profile;
    this.#api = api;
    this.#visits = visits;
    this.#hostReplies = new HostReplies(api, visits);
    if (signIn) this.signIn = signIn;
    this.operations = {
      'walk-in': walkIns(api),
      'check-in': checkIns('check-in', api, visits),
      'sign-out': checkIns('sign-out', api, visits),
      contact: contacts(api),
      // These take a token (Spacebring, OpenAPI, `security`).
      ...(signIn
        ? { call: tickets(api, parts.siteName), decision: new Decisions(api, visits) }
        : {}),
    };
  }

  hosts(): AsyncGenerator<Host[], void, void> {
    return hosts(this.#api);
  }

  async probe(): Promise<string> {
    const { baseUrl } = this.#profile;
    const known = (await hasHosts(this.#api)) ? 'its hosts can be read' : 'it has no hosts yet';
    const who = this.signIn
      ? 'as whoever signed in on its page'
      : 'with the client id of the profile';
    return `Signed in to ${baseUrl} ${who}; ${known}.`;
  }

  find(purpose: Purpose, who: Claim, at: number): Promise<Found> {
    return this.#visits.find(purpose, who, at);
  }

  hostReply(asked: Asked): Promise<Reply> {
    return this.#hostReplies.to(asked);
  }
}
