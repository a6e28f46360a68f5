import { randomInt, randomUUID } from 'node:crypto';
import { type Call, json, type Reply } from '../loopback.ts';
import { type Checked, checked, jsonOf } from './entity.ts';
import { type Decision, HostAnswers, statusOf } from './host-answers.ts';
import { changedVisitor, type NewVisitor, newVisitor } from './new-visitor.ts';
import { BUSINESS_ID, type Directory } from './records.ts';
import { Shelf } from './shelf.ts';
import { listVisitors, type TextFilters } from './visitor-list.ts';
import { checkedIn, mayNotEnter, recordOf, type VisitorRecord } from './visitor-record.ts';
import { created, type FieldError, instant, invalid, told, updated } from './wire.ts';

export type { VisitorRecord };

export interface VisitorRules {
  readonly directory: () => Directory;
  readonly username: string;
  readonly now: () => number;
  readonly readLagMs: number;
  readonly refuseExampleAddresses: boolean;
  readonly textFilters: TextFilters;
  /** How long a host takes to answer; undefined: no host ever does. */
  readonly answersAfterMs: number | undefined;
}

/** What somebody brings along who was registered elsewhere. */
interface Extras {
  readonly VisitorCode?: string;
  readonly SystemId: string | null;
  readonly CustomFields: unknown;
}

export class Visitors {
  readonly #rules: VisitorRules;
  readonly #shelf: Shelf<VisitorRecord>;
  readonly #answers: HostAnswers;
  readonly #codes = new Set<string>();

  constructor(rules: VisitorRules) {
    this.#rules = rules;
    this.#shelf = new Shelf(rules.now, rules.readLagMs);
    this.#answers = new HostAnswers(rules.answersAfterMs ?? Number.POSITIVE_INFINITY);
  }

  get records(): readonly VisitorRecord[] {
    return this.#upToDate().records;
  }

  stored(id: number): VisitorRecord | undefined {
    return this.#upToDate().stored(id);
  }

  readable(): readonly VisitorRecord[] {
    return this.#upToDate().readable();
  }

  read(id: number): Reply {
    const record = this.#upToDate().read(id);
    return record ? json(200, record) : unknown(id);
  }

  list(query: URLSearchParams): Reply {
    return listVisitors(query, this.readable(), this.#rules.textFilters);
  }

  create(call: Call): Reply {
    const sent = jsonOf(call);
    if ('refusal' in sent) return sent.refusal;
    const result = this.check(sent.given);
    if ('errors' in result) return invalid(result.errors);
    const record = this.add(result.value, this.#rules.username);
    return created('Visitor', record.Id, record.UpdatedOn, record.UpdatedBy);
  }

  /** Nexudus, REST API, Update visitor: the record is what is sent, and not what it was. */
  update(call: Call): Reply {
    const sent = jsonOf(call);
    if ('refusal' in sent) return sent.refusal;
    const { Id } = sent.given as { Id?: unknown };
    const before = typeof Id === 'number' ? this.stored(Id) : undefined;
    if (typeof Id === 'number' && !before) return unknown(Id);
    const result = checked(changedVisitor, sent.given);
    if ('errors' in result) return invalid(result.errors);
    const { value } = result;
    const errors = this.#misfits(value);
    // What is stored counts, not what is sent with it: nobody lets themselves in. Who is in already stays in.
    if (before && value.Arrived && !before.Arrived && mayNotEnter(before.HostApprovalStatus))
      errors.push({
        AttemptedValue: true,
        Message: 'is not possible until the host has approved the visit',
        PropertyName: 'Arrived',
      });
    if (!before || errors.length > 0) return invalid(errors);
    const { UniqueId, VisitorCode, CreatedOn } = before;
    const record = recordOf(value, this.#coworker(value), {
      Id: before.Id,
      UniqueId,
      VisitorCode,
      CreatedOn,
      UpdatedOn: instant(this.#rules.now()),
      UpdatedBy: this.#rules.username,
      SystemId: value.SystemId ?? null,
      CustomFields: value.CustomFields ?? null,
      LocalizationDetails: value.LocalizationDetails ?? null,
    });
    this.#put(record);
    return updated('Visitor', record.Id, record.UpdatedOn, record.UpdatedBy);
  }

  check(given: unknown): Checked<NewVisitor> {
    const result = checked(newVisitor, given);
    const errors = 'errors' in result ? result.errors : this.#misfits(result.value);
    return errors.length > 0 ? { errors } : result;
  }

  /** A visitor of whom all is well. */
  add(given: NewVisitor, by: string): VisitorRecord {
    const record = this.#fresh(checkedIn(given, this.#rules.now()), by);
    this.#put(record);
    return record;
  }

  /** One that can be read at once, as somebody who was registered long ago. */
  place(given: NewVisitor, extras: Extras): VisitorRecord {
    const record = this.#fresh(given, this.#rules.username, extras);
    this.#codes.add(record.VisitorCode);
    this.#shelf.place(record);
    return record;
  }

  /** @throws if there is no such visitor */
  decide(id: number, decision: Decision): VisitorRecord {
    const record = this.stored(id);
    if (!record) throw new RangeError(`There is no Visitor ${id}`);
    return this.#decided(record, decision, this.#rules.now());
  }

  #decided(record: VisitorRecord, decision: Decision, at: number): VisitorRecord {
    const decided: VisitorRecord = {
      ...record,
      HostApprovalStatus: statusOf[decision],
      UpdatedOn: instant(at),
      UpdatedBy: record.CoworkerEmail ?? record.UpdatedBy,
    };
    this.#put(decided, at);
    return decided;
  }

  #put(record: VisitorRecord, at = this.#rules.now()): void {
    this.#shelf.put(record, at);
    this.#answers.note(record, at);
  }

  /** With what hosts have answered by now. */
  #upToDate(): Shelf<VisitorRecord> {
    for (const { id, at } of this.#answers.due(this.#rules.now())) {
      const record = this.#shelf.stored(id);
      if (record) this.#decided(record, 'hold', at);
    }
    return this.#shelf;
  }

  #fresh(given: NewVisitor, by: string, extras?: Extras): VisitorRecord {
    const now = instant(this.#rules.now());
    return recordOf(given, this.#coworker(given), {
      Id: this.#shelf.nextId(),
      UniqueId: randomUUID(),
      VisitorCode: this.#unusedCode(),
      CreatedOn: now,
      UpdatedOn: now,
      UpdatedBy: by,
      SystemId: null,
      CustomFields: null,
      LocalizationDetails: null,
      ...extras,
    });
  }

  #unusedCode(): string {
    for (;;) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      if (this.#codes.has(code)) continue;
      this.#codes.add(code);
      return code;
    }
  }

  #coworker({ CoworkerId }: NewVisitor) {
    return CoworkerId ? this.#rules.directory().get(CoworkerId) : undefined;
  }

  #misfits(visitor: NewVisitor): FieldError[] {
    const { BusinessId, CoworkerId, Email } = visitor;
    const errors: FieldError[] = [];
    const misfit = (PropertyName: string, AttemptedValue: unknown, Message: string) =>
      errors.push({ AttemptedValue, Message, PropertyName });
    if (BusinessId !== BUSINESS_ID) misfit('BusinessId', BusinessId, 'does not exist');
    if (CoworkerId && !this.#rules.directory().has(CoworkerId))
      misfit('CoworkerId', CoworkerId, 'does not exist');
    // Seen by a client's author at one real location.
    if (this.#rules.refuseExampleAddresses && /@example\.com$/i.test(Email))
      misfit('Email', Email, 'Invalid Email Address');
    return errors;
  }
}

const unknown = (id: number): Reply => told(404, `There is no Visitor ${id}.`);
