import { describe, expect, test } from 'vitest';
import { ArgumentError, isHeadless, readArguments } from '../../../tools/preview/arguments.ts';

describe('readArguments', () => {
  test('leaves everything to the app when its own flag is not given', () => {
    const args = ['--profile', 'site.json', '--headless'];
    expect(readArguments(args)).toEqual({ debuggingPort: undefined, rest: args });
  });

  test.each([
    [['--headless', '--remote-debugging-port', '9222', '--data-dir', 'x']],
    [['--headless', '--remote-debugging-port=9222', '--data-dir', 'x']],
  ])('takes its flag out of %j', (args) => {
    expect(readArguments(args)).toEqual({
      debuggingPort: 9222,
      rest: ['--headless', '--data-dir', 'x'],
    });
  });

  test.each(['0', '65536', '70000', '-1', '1e3', '9222.5', '0x50', '', ' 80'])(
    'refuses the port %j and says what would do',
    (port) => {
      const read = () => readArguments([`--remote-debugging-port=${port}`]);
      expect(read).toThrow(ArgumentError);
      expect(read).toThrow(/whole number from 1 to 65535/);
    },
  );

  test('refuses the flag without a port', () => {
    expect(() => readArguments(['--remote-debugging-port'])).toThrow(ArgumentError);
    expect(() => readArguments(['--remote-debugging-port', '--headless'])).toThrow(ArgumentError);
  });

  test.each([1, 65_535])('takes the port %d', (port) => {
    expect(readArguments(['--remote-debugging-port', String(port)]).debuggingPort).toBe(port);
  });
});

describe('isHeadless', () => {
  test.each([
    ['asked for', ['--headless'], { DISPLAY: ':0' }, 'linux', true],
    ['no display', [], {}, 'linux', true],
    ['X', [], { DISPLAY: ':0' }, 'linux', false],
    ['Wayland', [], { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', false],
    ['Windows', [], {}, 'win32', false],
    ['macOS', [], {}, 'darwin', false],
  ] as const)('%s', (_name, args, env, platform, expected) => {
    expect(isHeadless(args, env, platform)).toBe(expected);
  });
});
