import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const mebibyte = 1024 * 1024;

/**
 * How a test may have a disk of its own: root on Linux mounts one, anybody else there does so in a namespace where they
 * are root, and elsewhere it cannot be had.
 */
export const ownDisks = ((): 'here' | 'in a namespace' | 'nowhere' => {
  if (process.platform !== 'linux') return 'nowhere';
  if (process.getuid?.() === 0) return 'here';
  return spawnSync('unshare', ['-Urm', 'true']).status === 0 ? 'in a namespace' : 'nowhere';
})();

export const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { stdio: 'pipe' });

/** Mounts a disk of so many bytes in memory on a folder. */
export function mountDisk(path: string, bytes: number) {
  run('mount', '-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path);
  const ballast = join(path, 'ballast');
  return {
    path,
    /** Leaves so many bytes free, as far as there are more. */
    fill(free: number): void {
      const { bavail, bsize } = statfsSync(path);
      const room = bavail * bsize;
      if (room > free) writeFileSync(ballast, Buffer.alloc(room - free, 1), { flag: 'a' });
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    /** Nobody may have a file open for writing there. */
    remount: (how: 'ro' | 'rw') => void run('mount', '-o', `remount,bind,${how}`, path),
    unmount: () => void run('umount', '-l', path),
  };
}
