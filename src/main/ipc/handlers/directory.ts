import type { Search } from '#shared/ipc/contract.ts';
import { type Result, success } from '#shared/ipc/result.ts';
import type { Directory } from '../../directory/directory.ts';

/** Finds hosts for what a visitor has typed so far. */
export function searchDirectory(directory: Directory) {
  return async ({ query }: { query: string }): Promise<Result<Search>> => {
    const hosts = await directory.search(query);
    return success(hosts ? { directory: 'ready', hosts } : { directory: 'not-yet', hosts: [] });
  };
}
