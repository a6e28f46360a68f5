export interface PreviewArguments {
  /** Where Chromium listens for a debugger, on this machine only. */
  readonly debuggingPort: number | undefined;
  /** What the app itself is given. */
  readonly rest: readonly string[];
}

/** A start that cannot go on. Its message is for the person who started it. */
export class ArgumentError extends Error {}

const flag = '--remote-debugging-port';

/**
 * Takes out the one flag that is the preview's own.
 * @throws ArgumentError when its value is not a port
 */
export function readArguments(args: readonly string[]): PreviewArguments {
  const at = args.findIndex((argument) => argument === flag || argument.startsWith(`${flag}=`));
  const given = args[at];
  if (given === undefined) return { debuggingPort: undefined, rest: args };
  const apart = given === flag;
  return {
    debuggingPort: port(apart ? args[at + 1] : given.slice(flag.length + 1)),
    rest: args.toSpliced(at, apart ? 2 : 1),
  };
}

function port(value: string | undefined): number {
  const number = /^\d{1,5}$/.test(value ?? '') ? Number(value) : 0;
  if (number >= 1 && number <= 65_535) return number;
  throw new ArgumentError(
    `${flag} ${value ?? ''}: not a port. Give a whole number from 1 to 65535, such as ${flag} 9222.`,
  );
}

/** Whether Chromium must run without a window: asked for, or no display to show one on. */
export function isHeadless(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): boolean {
  if (args.includes('--headless')) return true;
  return platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}
