import type { Operation, Operations } from '../../src/main/providers/provider.ts';
import { errandKinds } from '../../src/shared/domain/errand.ts';

/** The same operation for errands of every kind. */
export function everyKind(operation: Operation): Operations {
  return Object.fromEntries(errandKinds.map((kind) => [kind, operation]));
}
