import type { ErrandOf } from '#shared/domain/errand.ts';
import { undelivered } from '../answers.ts';
import type { Delivery, Dispatch, Operation, Sent, Settlement } from '../provider.ts';
import { notSent, refusal, type SpacebringApi, unreadable } from './api.ts';
import { hostRefOf, type Visit, type VisitRequest, visitRequest } from './messages.ts';
import type { Visits } from './visits.ts';
import { REQUESTS } from './walk-ins.ts';

type Decision = ErrandOf<'decision'>;

/** A host's answer to a request, given for them, which takes a token. Spacebring knows yes and no: both ways to wait are a yes. */
export class Decisions implements Operation<Decision> {
  readonly #api: SpacebringApi;
  readonly #visits: Visits;
  /** By the errand's id, until its answer is known: a request may be gone once it is answered. */
  readonly #requests = new Map<string, VisitRequest>();

  constructor(api: SpacebringApi, visits: Visits) {
    this.#api = api;
    this.#visits = visits;
  }

  async send(dispatch: Dispatch<Decision>): Promise<Delivery> {
    const { id, record, decision } = dispatch.errand;
    try {
      const request = this.#requests.get(id) ?? (await this.#read(record));
      if (request) this.#requests.set(id, request);
      const came =
        decision === 'decline' ? await this.#reject(record) : await this.#approve(dispatch);
      if (came.kind !== 'unsettled') this.#requests.delete(id);
      return came;
    } catch (error) {
      return notSent(error);
    }
  }

  async settle({ errand }: Dispatch<Decision>, sent: Sent): Promise<Settlement> {
    const { id, record, decision } = errand;
    try {
      if (decision === 'decline')
        return (await this.#read(record)) ? { kind: 'absent' } : { kind: 'found', receipt: record };
      const request = this.#requests.get(id) ?? (await this.#read(record));
      if (!request)
        return {
          kind: 'ambiguous',
          reason: 'the request has been answered, and how can no longer be told',
        };
      const visit = await this.#visitOf(request, sent.at);
      if (!visit) return { kind: 'absent' };
      this.#requests.delete(id);
      return { kind: 'found', receipt: visit.id };
    } catch (error) {
      return unreadable(error);
    }
  }

  async #approve({ errand, confirmedAt }: Dispatch<Decision>): Promise<Delivery> {
    const answer = await this.#api.send(`${pathOf(errand.record)}/approve`, 'visit');
    const request = this.#requests.get(errand.id);
    if (answer.kind !== 'refused' || !request) return answer;
    // It may have been approved already: by an earlier try, or by the host.
    const visit = await this.#visitOf(request, Date.parse(confirmedAt));
    return visit ? { kind: 'delivered', receipt: visit.id } : answer;
  }

  async #reject(record: string): Promise<Delivery> {
    const judged = await this.#api.post(`${pathOf(record)}/reject`, undefined, true);
    if (!judged.ok) return undelivered(judged);
    if (judged.answer.status >= 400) return refusal(judged.answer);
    return { kind: 'delivered', receipt: record };
  }

  #read(record: string): Promise<VisitRequest | undefined> {
    return this.#api.read(REQUESTS, record, 'request', visitRequest);
  }

  async #visitOf(request: VisitRequest, since: number): Promise<Visit | undefined> {
    const [hostId, email] = [hostRefOf(request), request.visitor?.email];
    if (hostId === undefined || email === undefined) return undefined;
    return (await this.#visits.since(since, { hostId, email }))[0];
  }
}

const pathOf = (record: string) => `${REQUESTS}/${encodeURIComponent(record)}`;
