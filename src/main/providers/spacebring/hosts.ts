import type { Host } from '#shared/domain/host.ts';
import type { SpacebringApi } from './api.ts';
import { company, type Membership, membership } from './messages.ts';

const COMPANIES = '/community/companies/v1';
const MEMBERSHIPS = '/community/memberships/v1';
const NAMES = ['memberships', 'customers'];
const traffic = 'background';

/** Everybody who can be visited, page by page. Throws SetbackError. */
export async function* hosts(api: SpacebringApi): AsyncGenerator<Host[], void, void> {
  const titles = new Map<string, string>();
  for await (const rows of api.pages(COMPANIES, ['companies'], company, { traffic }))
    for (const { id, title } of rows) if (title?.trim()) titles.set(id, title.trim());
  for await (const rows of api.pages(MEMBERSHIPS, NAMES, membership, { traffic }))
    yield rows.flatMap((row) => hostOf(row, titles));
}

/** Whether there is anybody. Throws SetbackError. */
export async function hasHosts(api: SpacebringApi): Promise<boolean> {
  return (await api.page(MEMBERSHIPS, NAMES, { query: { limit: '1' }, traffic })).rows.length > 0;
}

/** Somebody to visit: an approved member who has not left. The host's id is userRef, not the membership's own. */
function hostOf(row: Membership, titles: ReadonlyMap<string, string>): Host[] {
  const id = row.userRef ?? row.user?.id;
  const name = [row.user?.name, row.user?.surname]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  const gone =
    row.deleteDate !== undefined ||
    row.type === 'nonmember' ||
    (row.status ?? 'approved') !== 'approved';
  if (!id || !name || gone) return [];
  const title = row.companyRef ? titles.get(row.companyRef) : undefined;
  return [{ id, name, ...(title ? { company: title } : {}) }];
}
