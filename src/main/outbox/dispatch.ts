import type { HostChoice } from '#shared/domain/arrival.ts';
import type { Errand } from '#shared/domain/errand.ts';
import type { Named } from '../directory/directory.ts';
import type { Dispatch } from '../providers/provider.ts';
import type { Entry } from './entry.ts';

/**
 * An errand as the provider takes it, with who is visited by the provider's id where it needs one.
 * @returns `wait`: the directory has not come yet; `needs-reception`: it does not know whom that name means
 */
export function dispatchOf(
  entry: Entry,
  errand: Errand,
  hosts: { readonly needsHost: boolean; readonly named: (name: string) => Named },
): Dispatch | 'wait' | 'needs-reception' {
  const dispatch: Dispatch = {
    errand,
    confirmedAt: new Date(entry.confirmedAt).toISOString(),
    ...(entry.afterReceipt === undefined ? {} : { after: entry.afterReceipt }),
  };
  const host = hostIn(errand);
  if (!host) return dispatch;
  if (host.kind === 'chosen') return { ...dispatch, hostId: host.id };
  if (!hosts.needsHost) return dispatch;
  // What was sent is looked for where it was sent.
  if (entry.hostId !== undefined) return { ...dispatch, hostId: entry.hostId };
  const named = hosts.named(host.name);
  if (named.kind === 'not-yet') return 'wait';
  return named.kind === 'one' ? { ...dispatch, hostId: named.host.id } : 'needs-reception';
}

function hostIn(errand: Errand): HostChoice | undefined {
  return 'host' in errand ? errand.host : undefined;
}
