import type { VisitorErrand } from '#shared/domain/errand.ts';
import type { Kept } from '#shared/ipc/contract.ts';
import type { Result } from '#shared/ipc/result.ts';
import type { FrontDesk } from '../../front-desk/front-desk.ts';

/** Keeps what a visitor has confirmed. */
export function addEntry(frontDesk: FrontDesk) {
  return (errand: VisitorErrand): Promise<Result<Kept>> => frontDesk.take(errand);
}
