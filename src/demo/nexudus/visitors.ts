import { randomInt, randomUUID } from 'node:crypto';
import { type Call, isJson, json, parsed, type Reply } from '../loopback.ts';
import { type NewVisitor, newVisitor } from './new-visitor.ts';
import { BUSINESS_ID, BUSINESS_NAME, type Coworker } from './records.ts';
import { created, type FieldError, instant, invalid, readInstant, search, told } from './wire.ts';

/** A visitor as Nexudus keeps it: Nexudus, REST API, Get visitors by id. */
export type VisitorRecord = Readonly<ReturnType<typeof recordOf>>;

export interface VisitorRules {
  readonly coworkers: () => ReadonlyMap<number, Coworker>;
  readonly username: string;
  readonly now: () => number;
  readonly readLagMs: number;
  readonly refuseExampleAddresses: boolean;
  readonly textFilters: 'contains' | 'exact';
}

export class Visitors {
  readonly #rules: VisitorRules;
  readonly #kept: { readonly record: VisitorRecord; readonly readableAt: number }[] = [];
  // Where the numbers begin differs from run to run, so that nothing kept by a kiosk seems to belong to a later one.
  #lastId = randomInt(10_000_000, 1_000_000_000);

  constructor(rules: VisitorRules) {
    this.#rules = rules;
  }

  get records(): readonly VisitorRecord[] {
    return this.#kept.map(({ record }) => record);
  }

  create({ headers, body }: Call): Reply {
    if (!isJson(headers)) return told(415, 'The request entity must be application/json.');
    const given = parsed(body);
    if (typeof given !== 'object' || given === null) return told(400, 'The request is invalid.');
    const checked = newVisitor.safeParse(given);
    const errors = checked.success ? this.#misfits(checked.data) : issues(checked.error, given);
    if (!checked.success || errors.length > 0) return invalid(errors);
    const now = this.#rules.now();
    const { CoworkerId } = checked.data;
    const coworker = CoworkerId ? this.#rules.coworkers().get(CoworkerId) : undefined;
    this.#lastId += 1;
    const record = recordOf(this.#lastId, checked.data, coworker, now, this.#rules.username);
    this.#kept.push({ record, readableAt: now + this.#rules.readLagMs });
    return created('Visitor', record.Id, record.UpdatedOn, record.UpdatedBy);
  }

  read(id: number): Reply {
    const record = this.#readable().find((one) => one.Id === id);
    return record ? json(200, record) : told(404, `There is no Visitor ${id}.`);
  }

  /** Nexudus, REST API, Get visitors: filters, ranges, and rows that are only a part of the record. */
  list(query: URLSearchParams): Reply {
    let rows = this.#readable();
    for (const field of ['Business', 'Coworker'] as const) {
      const asked = query.get(`Visitor_${field}`);
      if (asked) rows = rows.filter((row) => String(row[`${field}Id`]) === asked);
    }
    for (const field of ['FullName', 'Email', 'Notes'] as const) {
      const asked = query.get(`Visitor_${field}`)?.toLowerCase();
      if (asked) rows = rows.filter((row) => this.#matches(row[field] ?? '', asked));
    }
    for (const field of ['CreatedOn', 'ExpectedArrival'] as const)
      for (const end of ['from', 'to'] as const) {
        const name = `${end}_Visitor_${field}`;
        const asked = query.get(name);
        if (asked === null) continue;
        const bound = readRange(asked);
        if (bound === undefined)
          return invalid([
            { AttemptedValue: asked, Message: 'is not a valid date', PropertyName: name },
          ]);
        rows = rows.filter((row) => {
          const at = Date.parse(row[field]);
          return end === 'from' ? at >= bound : at <= bound;
        });
      }
    // Nexudus, legacy reference, Visitor: by ExpectedArrival unless asked otherwise.
    return search(query, rows.map(summary), { columns, order: 'ExpectedArrival' });
  }

  /** The docs leave open whether a text has to be equal or contained. */
  #matches(text: string, asked: string): boolean {
    const lower = text.toLowerCase();
    return this.#rules.textFilters === 'exact' ? lower === asked : lower.includes(asked);
  }

  #readable(): VisitorRecord[] {
    const now = this.#rules.now();
    return this.#kept.filter(({ readableAt }) => readableAt <= now).map(({ record }) => record);
  }

  #misfits(visitor: NewVisitor): FieldError[] {
    const { BusinessId, CoworkerId, Email } = visitor;
    const errors: FieldError[] = [];
    const misfit = (PropertyName: string, AttemptedValue: unknown, Message: string) =>
      errors.push({ AttemptedValue, Message, PropertyName });
    if (BusinessId !== BUSINESS_ID) misfit('BusinessId', BusinessId, 'does not exist');
    if (CoworkerId && !this.#rules.coworkers().has(CoworkerId))
      misfit('CoworkerId', CoworkerId, 'does not exist');
    // Seen by a client's author at one real location.
    if (this.#rules.refuseExampleAddresses && /@example\.com$/i.test(Email))
      misfit('Email', Email, 'Invalid Email Address');
    return errors;
  }
}

/**
 * A range's end, which the docs write `YYYY-MM-DDTHH:mm`; clients add seconds and Z.
 * @returns ms since the epoch
 */
const readRange = (text: string): number | undefined =>
  /^[-\d]+T\d\d:\d\d(:\d\dZ?)?$/.test(text) ? readInstant(text) : undefined;

function issues(error: { issues: readonly ZodIssue[] }, given: object): FieldError[] {
  const values = given as Readonly<Record<string, unknown>>;
  return error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? '');
    return { AttemptedValue: values[name] ?? null, Message: message, PropertyName: name };
  });
}
interface ZodIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function recordOf(
  id: number,
  given: NewVisitor,
  coworker: Coworker | undefined,
  now: number,
  by: string,
) {
  const utc = (text: string | null | undefined) =>
    text ? instant(readInstant(text) ?? now) : null;
  // What CheckInNow fills in is not documented; these three are the ones that say that somebody is in.
  const arrived = given.CheckInNow ?? given.Arrived ?? false;
  return {
    BusinessId: given.BusinessId,
    FullName: given.FullName,
    Email: given.Email,
    CoworkerId: coworker?.Id ?? null,
    CoworkerCoworkerType: coworker?.CoworkerType ?? null,
    CoworkerFullName: coworker?.FullName ?? null,
    CoworkerCompanyName: coworker?.CompanyName ?? null,
    CoworkerBillingName: coworker?.BillingName ?? null,
    CoworkerEmail: coworker?.Email ?? null,
    CoworkerTeamNames: coworker?.TeamNames ?? null,
    VisitorSource: given.VisitorSource,
    HostApprovalStatus: given.HostApprovalStatus,
    VisitorCode: String(randomInt(1_000_000)).padStart(6, '0'),
    CheckedInAt: given.CheckInNow ? BUSINESS_NAME : (given.CheckedInAt ?? null),
    Notes: given.Notes ?? null,
    CustomerNotes: given.CustomerNotes ?? null,
    VisitReason: given.VisitReason ?? null,
    CompanyName: given.CompanyName ?? null,
    PhoneNumber: given.PhoneNumber ?? null,
    ExpectedArrival: instant(readInstant(given.ExpectedArrival) ?? now),
    Arrived: arrived,
    ArrivalDate: given.CheckInNow ? instant(now) : utc(given.ArrivalDate),
    DepartureDate: utc(given.DepartureDate),
    Notified: given.Notified ?? false,
    Internal: given.Internal ?? false,
    IsTour: given.IsTour ?? false,
    HasAgreedTerms: given.HasAgreedTerms ?? false,
    TourConfirmed: given.TourConfirmed ?? false,
    AccessControlScheduledJobId: given.AccessControlScheduledJobId ?? null,
    CheckInNow: given.CheckInNow ?? false,
    Id: id,
    UniqueId: randomUUID() as string,
    CreatedOn: instant(now),
    UpdatedOn: instant(now),
    UpdatedBy: by,
    IsNew: false,
    SystemId: null,
    ToStringText: given.FullName,
  };
}

/** The docs say of lists that they leave fields out, not which; these are taken to be the long ones. */
function summary(record: VisitorRecord) {
  const { Notes, CustomerNotes, VisitReason, CoworkerTeamNames, ...row } = record;
  return row;
}

const columns = ['Id', 'FullName', 'Email', 'CoworkerId', 'ExpectedArrival', 'CreatedOn'] as const;
