import { runInThisContext } from 'node:vm';

/** A function's source, to be run in the app's main process with Electron and the argument. */
export interface Asked {
  readonly id: number;
  readonly evaluate: string;
  readonly argument: unknown;
}

export type Answered =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/**
 * Lets the process that forked the preview run functions in it, as Playwright does in Electron.
 * @param onGone called when that process has ended
 */
export function answerParent(electron: object, onGone: () => void): void {
  process.on('disconnect', onGone);
  process.on('message', ({ id, evaluate, argument }: Asked) => {
    void run(evaluate, electron, argument).then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, error: String(error) }),
    );
  });
}

async function run(source: string, electron: object, argument: unknown): Promise<unknown> {
  return runInThisContext(`(${source})`)(electron, argument);
}

function reply(answer: Answered): void {
  process.send?.(answer);
}
