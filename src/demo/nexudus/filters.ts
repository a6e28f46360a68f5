import { type FieldError, readInstant } from './wire.ts';

/** What a list can be narrowed by. What is not named here is ignored in silence, as a misspelt filter is. */
export interface Filters<Row> {
  /** What the names of its filters begin with: `Visitor` for `Visitor_Arrived` and `from_Visitor_CreatedOn`. */
  readonly entity: string;
  /** The column of a filter that has to be equal, by its name. */
  readonly equal: Readonly<Record<string, keyof Row & string>>;
  /** Columns with an instant; both ends belong to the range. */
  readonly ranges: readonly (keyof Row & string)[];
}

/** Nexudus, REST API, Get visitors and Get bookings. */
export function filtered<Row>(
  query: URLSearchParams,
  rows: readonly Row[],
  { entity, equal, ranges }: Filters<Row>,
): { readonly rows: readonly Row[]; readonly errors: readonly FieldError[] } {
  let left = rows;
  const errors: FieldError[] = [];
  for (const [name, column] of Object.entries(equal)) {
    const asked = query.get(`${entity}_${name}`)?.toLowerCase();
    if (asked) left = left.filter((row) => String(row[column]).toLowerCase() === asked);
  }
  for (const column of ranges)
    for (const end of ['from', 'to'] as const) {
      const name = `${end}_${entity}_${column}`;
      const asked = query.get(name);
      if (asked === null) continue;
      const bound = readRange(asked);
      if (bound === undefined)
        errors.push({ AttemptedValue: asked, Message: 'is not a valid date', PropertyName: name });
      else
        left = left.filter((row) => {
          const at = Date.parse(String(row[column]));
          return end === 'from' ? at >= bound : at <= bound;
        });
    }
  return { rows: left, errors };
}

/**
 * A range's end, which the docs write `YYYY-MM-DDTHH:mm`; clients add seconds and Z.
 * @returns ms since the epoch
 */
const readRange = (text: string): number | undefined =>
  /^[-\d]+T\d\d:\d\d(:\d\dZ?)?$/.test(text) ? readInstant(text) : undefined;
