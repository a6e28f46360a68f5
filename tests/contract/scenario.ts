import type { Provider } from '../../src/main/providers/provider.ts';
import type { ErrandKind } from '../../src/shared/domain/errand.ts';
import { type Context, NotPossible } from './context.ts';

/** Something that has to be so at every provider that offers it. */
export interface Scenario {
  readonly name: string;
  /** Whether records are made at the provider. */
  readonly writes: boolean;
  offered(provider: Provider): boolean;
  /** Rejects with what is not so, or with {@link NotPossible}. */
  run(context: Context): Promise<void>;
}

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly why: string; readonly error: Error }
  | { readonly kind: 'not offered' }
  | { readonly kind: 'not possible here'; readonly why: string };

export async function play(scenario: Scenario, context: Context): Promise<Verdict> {
  if (!scenario.offered(context.provider)) return { kind: 'not offered' };
  try {
    await scenario.run(context);
    return { kind: 'passed' };
  } catch (error) {
    const { message: why } = error as Error;
    if (error instanceof NotPossible) return { kind: 'not possible here', why };
    return { kind: 'failed', why, error: error as Error };
  }
}

/** Whether a provider has operations for all of these. */
export const takes =
  (...kinds: readonly ErrandKind[]) =>
  ({ operations }: Provider): boolean =>
    kinds.every((kind) => operations[kind]);

/** Whether a host can be asked. */
export const asks = (provider: Provider): boolean =>
  provider.asksHost !== 'never' && takes('walk-in')(provider);

export const always = (): boolean => true;
