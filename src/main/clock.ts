import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** Time, as the services see it: injected, so that a test can move it. */
export interface Clock {
  /** Milliseconds since the epoch. Somebody may set it, forward or back. */
  now(): number;
  /** Whole milliseconds since the machine started, its sleep included. Nobody sets it; it may go in steps of 16 ms. */
  elapsed(): number;
  /** Runs something after a wait in milliseconds; the answer calls it off. */
  after(wait: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: process.platform === 'darwin' ? sinceBootOnMac : sinceBoot,
  after(wait, run) {
    const timer = setTimeout(run, wait);
    return () => clearTimeout(timer);
  },
};

/**
 * libuv's uv_uptime: on Linux /proc/uptime, which is CLOCK_BOOTTIME in steps of 10 ms (src/unix/linux.c); on Windows
 * GetTickCount64, in steps of 10 to 16 ms (src/win/util.c; Win32, "Windows Time"). Both count sleep and hibernation.
 */
function sinceBoot(): number {
  return Math.round(uptime() * 1000);
}

/**
 * On macOS uv_uptime is the wall clock less kern.boottime, in whole seconds. libuv's uv_hrtime is
 * mach_continuous_time there, which counts sleep and which nobody sets (src/unix/darwin.c).
 */
function sinceBootOnMac(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** What Linux calls the time from one start of the machine to the next (random(4), boot_id); undefined elsewhere. */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Other systems have no such file. Then boots are told apart by when they began.
    return undefined;
  }
}
