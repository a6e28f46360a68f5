import type { Errand } from '#shared/domain/errand.ts';

/** The mark by which an errand is found again among a vendor's records, where one of their fields can carry it. */
export function reference({ id }: Pick<Errand, 'id'>): string {
  return `Vestibule ${id}`;
}
