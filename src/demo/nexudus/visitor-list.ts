import type { Reply } from '../loopback.ts';
import { type Filters, filtered } from './filters.ts';
import type { VisitorRecord } from './visitor-record.ts';
import { invalid, search } from './wire.ts';

/** How a list's text filters compare, which the vendor does not say. */
export type TextFilters = 'contains' | 'exact';

const filters: Filters<VisitorRecord> = {
  entity: 'Visitor',
  equal: {
    Business: 'BusinessId',
    Coworker: 'CoworkerId',
    VisitorCode: 'VisitorCode',
    VisitorSource: 'VisitorSource',
    HostApprovalStatus: 'HostApprovalStatus',
    Arrived: 'Arrived',
  },
  ranges: ['CreatedOn', 'ExpectedArrival', 'ArrivalDate', 'DepartureDate', 'UpdatedOn'],
};

/** Nexudus, REST API, Get visitors: filters, ranges, and rows that are only a part of the record. */
export function listVisitors(
  query: URLSearchParams,
  visitors: readonly VisitorRecord[],
  compared: TextFilters,
): Reply {
  const { rows, errors } = filtered(query, visitors, filters);
  if (errors.length > 0) return invalid(errors);
  let left = rows;
  for (const field of ['FullName', 'Email', 'Notes'] as const) {
    const asked = query.get(`Visitor_${field}`)?.toLowerCase();
    if (asked) left = left.filter((row) => matches(row[field] ?? '', asked, compared));
  }
  // Nexudus, legacy reference, Visitor: by ExpectedArrival unless asked otherwise.
  return search(query, left.map(summary), { columns, order: 'ExpectedArrival' });
}

function matches(text: string, asked: string, compared: TextFilters): boolean {
  const lower = text.toLowerCase();
  return compared === 'exact' ? lower === asked : lower.includes(asked);
}

/** The docs say of lists that they leave fields out, not which; these are taken to be the long ones. */
function summary(record: VisitorRecord) {
  const { Notes, CustomerNotes, VisitReason, CoworkerTeamNames, CustomFields, ...row } = record;
  const { LocalizationDetails, ...rest } = row;
  return rest;
}

const columns = [
  'Id',
  'FullName',
  'Email',
  'CoworkerId',
  'ExpectedArrival',
  'ArrivalDate',
  'CreatedOn',
  'UpdatedOn',
];
