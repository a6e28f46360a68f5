import type { z } from 'zod';
import { fullName } from '#shared/domain/arrival.ts';
import type { Host } from '#shared/domain/host.ts';
import type { LiveProfile } from '#shared/domain/profile.ts';
import { fold } from '#shared/domain/text.ts';
import type { Call, HttpClient } from '../../http/client.ts';
import { type Judged, judge, undelivered, unexpected } from '../answers.ts';
import {
  type Delivery,
  type Provider,
  type Setback,
  SetbackError,
  type Settlement,
  type Visit,
} from '../provider.ts';
import type { ProviderSecret } from '../provider-secret.ts';
import {
  companies,
  company,
  created,
  membership,
  memberships,
  type RequestVisitor,
  refused,
  requestBody,
  requests,
  visitRequest,
} from './messages.ts';

/** Spacebring, pagination: 1 to 100. */
const PAGE = '100';
/** Far above any location; a list that never ends would keep the kiosk asking for ever. */
const PAGES = 10_000;
/** How far from the sending a request's createDate may lie: the two clocks differ. */
const CLOCK_TOLERANCE = 5 * 60_000;

type Page<K extends string> = { [key in K]: unknown[] } & {
  nextPageToken?: string | null | undefined;
};

/** Spacebring, by its REST API with Basic authentication. */
export class Spacebring implements Provider {
  readonly account: string;
  readonly needsHost = true;
  readonly #http: HttpClient;
  readonly #secret: ProviderSecret;
  readonly #profile: Extract<LiveProfile, { kind: 'spacebring' }>;
  readonly #log: (event: string, facts: Record<string, string | number | boolean>) => void;
  /** The secret that has been read, kept until it is refused: a keychain that locks later stops nobody. */
  #held: string | undefined;

  constructor(parts: {
    http: HttpClient;
    secret: ProviderSecret;
    profile: Extract<LiveProfile, { kind: 'spacebring' }>;
    account: string;
    log: (event: string, facts: Record<string, string | number | boolean>) => void;
  }) {
    this.#http = parts.http;
    this.#secret = parts.secret;
    this.#profile = parts.profile;
    this.#log = parts.log;
    this.account = parts.account;
  }

  async *hosts(): AsyncGenerator<Host[], void, void> {
    const titles = new Map<string, string>();
    for await (const rows of this.#pages('/community/companies/v1', 'companies', companies)) {
      for (const row of this.#parse(company, rows))
        if (row.title?.trim()) titles.set(row.id, row.title.trim());
    }
    for await (const rows of this.#pages('/community/memberships/v1', 'memberships', memberships)) {
      yield this.#parse(membership, rows).flatMap((row) => hostOf(row, titles));
    }
  }

  async probe(): Promise<string> {
    const page = await this.#page('/community/memberships/v1', memberships, { limit: '1' });
    return `Signed in to ${this.#profile.baseUrl} with the client id of the profile; ${page.memberships.length > 0 ? 'its hosts can be read' : 'it has no hosts yet'}.`;
  }

  async checkIn(visit: Visit): Promise<Delivery> {
    if (visit.hostId === undefined)
      return {
        kind: 'refused',
        message: 'Spacebring takes no visit without a host',
        fields: [{ field: 'userRefHost', message: 'is missing' }],
      };
    const judged = await this.#call({
      method: 'POST',
      path: '/visitors/requests/v1',
      body: requestBody(visit, visit.hostId, this.#profile.locationId),
    });
    if (!judged.ok) return undelivered(judged);
    const { status, json } = judged.answer;
    if (status >= 400) return refusal(status, json);
    const read = created.safeParse(json);
    if (!read.success) return { kind: 'unsettled', setback: unexpected(status) };
    return { kind: 'delivered', receipt: read.data.request.id };
  }

  async settle(
    visit: Visit,
    sentAt: number,
    isClaimed: (receipt: string) => boolean,
  ): Promise<Settlement> {
    const email = visit.arrival.visitor.email.toLowerCase();
    const name = fold(fullName(visit.arrival.visitor));
    const found: string[] = [];
    const namesakes: string[] = [];
    try {
      const filter = { 'createDate[gte]': new Date(sentAt - CLOCK_TOLERANCE).toISOString() };
      for await (const rows of this.#pages('/visitors/requests/v1', 'requests', requests, filter)) {
        for (const row of this.#parse(visitRequest, rows)) {
          if (
            row.visitor?.email?.toLowerCase() === email &&
            row.userRefHost === visit.hostId &&
            !isClaimed(row.id)
          ) {
            found.push(row.id);
            if (nameOf(row.visitor) === name) namesakes.push(row.id);
          }
        }
      }
    } catch (error) {
      if (error instanceof SetbackError) return { kind: 'unreadable', setback: error.setback };
      throw error;
    }
    if (found.length === 0) return { kind: 'absent' };
    const [receipt, ...others] = namesakes;
    if (receipt !== undefined && others.length === 0) return { kind: 'found', receipt };
    // There is no free field to carry a reference: two that fit cannot be told apart, and one of another name may
    // be somebody who shares the address, or this visitor under the name that Spacebring knows them by.
    const known = found.length === 1 ? 'a request' : `${found.length} requests`;
    return { kind: 'ambiguous', reason: `${known} of that e-mail address for that host` };
  }

  async *#pages<K extends string>(
    path: string,
    key: K,
    schema: z.ZodType<Page<K>>,
    filter: Record<string, string> = {},
  ): AsyncGenerator<unknown[], void, void> {
    let token: string | undefined;
    for (let number = 1; number <= PAGES; number += 1) {
      const query = {
        limit: PAGE,
        ...filter,
        ...(token === undefined ? {} : { nextPageToken: token }),
      };
      const page = await this.#page(path, schema, query);
      yield page[key];
      // The field is absent on the last page; one that repeats would never end.
      if (!page.nextPageToken || page.nextPageToken === token) return;
      token = page.nextPageToken;
    }
  }

  async #page<T>(path: string, schema: z.ZodType<T>, query: Record<string, string>): Promise<T> {
    const judged = await this.#call({
      method: 'GET',
      path,
      query: { locationRef: this.#profile.locationId, ...query },
      traffic: path.startsWith('/community') ? 'background' : 'read',
    });
    if (!judged.ok) throw new SetbackError(judged.setback);
    const read = schema.safeParse(judged.answer.json);
    if (judged.answer.status < 300 && read.success) return read.data;
    throw new SetbackError(unexpected(judged.answer.status));
  }

  async #call(call: Call): Promise<Judged> {
    const secret = this.#held ?? (await this.#read());
    if (typeof secret !== 'string') return { ok: false, sent: false, setback: secret };
    const judged = judge(await this.#http.call({ ...call, headers: this.#headers(secret) }));
    if (!judged.ok) return judged;
    const { status } = judged.answer;
    if (status !== 401 && status !== 403) {
      this.#held = secret;
      return judged;
    }
    this.#held = undefined;
    const state = status === 401 ? 'refused' : 'no-role';
    return {
      ok: false,
      sent: false,
      setback: this.#secret.deny(secret, state, `the provider answered ${status}`),
    };
  }

  async #read(): Promise<string | Setback> {
    const read = await this.#secret.read();
    return read.ok ? read.secret : read.setback;
  }

  #headers(secret: string): Record<string, string> {
    return {
      authorization: `Basic ${Buffer.from(`${this.#profile.clientId}:${secret}`).toString('base64')}`,
      'spacebring-network-id': this.#profile.networkId,
    };
  }

  #parse<T>(schema: z.ZodType<T>, rows: unknown[]): T[] {
    const parsed = rows.map((row) => schema.safeParse(row));
    const unreadable = parsed.filter((row) => !row.success).length;
    if (unreadable > 0) this.#log('rows unreadable', { rows: unreadable });
    return parsed.flatMap((row) => (row.success ? [row.data] : []));
  }
}

function refusal(status: number, json: unknown): Delivery {
  const read = refused.safeParse(json).data;
  return {
    kind: 'refused',
    message: read?.message ?? `the provider answered ${status}`,
    fields: (read?.issues ?? []).map((issue) => ({
      field: issue.path.join('.'),
      message: issue.message,
    })),
  };
}

function nameOf({ name, surname }: RequestVisitor): string {
  return fold(`${name ?? ''} ${surname ?? ''}`);
}

/** Somebody to visit: an approved member who has not left. The host's id is userRef, not the membership's own. */
function hostOf(row: z.infer<typeof membership>, titles: ReadonlyMap<string, string>): Host[] {
  const id = row.userRef ?? row.user?.id;
  const name = [row.user?.name, row.user?.surname]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  const gone =
    Boolean(row.deleteDate) ||
    row.type === 'nonmember' ||
    (row.status ?? 'approved') !== 'approved';
  if (!id || !name || gone) return [];
  const title = row.companyRef ? titles.get(row.companyRef) : undefined;
  return [{ id, name, ...(title ? { company: title } : {}) }];
}
