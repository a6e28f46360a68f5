import { spawnSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { mebibyte, mountDisk, ownDisks, run } from './mounted-disk.ts';
import { tempFolder } from './temp-folder.ts';

/** A disk of so many bytes in memory, until the test is over. */
export function ownDisk(bytes: number) {
  const disk = mountDisk(tempFolder(), bytes);
  onTestFinished(disk.unmount);
  return disk;
}

/** Whether a real file system may be made that can fail while files in it are open. In a namespace, root may not. */
export const failingDisks =
  ownDisks === 'here' &&
  / 0 +4294967295$/m.test(readFileSync('/proc/self/uid_map', 'utf8')) &&
  ['mkfs.ext4 -V', 'losetup -f'].every((line) => spawnSync(line, { shell: true }).status === 0);

/** An ext4 file system on a file, which turns read-only under whoever uses it, as after an error of the disk. */
export function failingDisk() {
  const image = join(tempFolder(), 'image');
  writeFileSync(image, '');
  truncateSync(image, 64 * mebibyte);
  run('mkfs.ext4', '-q', image);
  const path = tempFolder();
  const mount = () => void run('mount', '-o', 'loop', image, path);
  mount();
  onTestFinished(() => void run('umount', '-l', path));
  return {
    path,
    turnReadOnly: () => void run('mount', '-o', 'remount,abort', path),
    /** As somebody would who checks the disk and mounts it again. Nobody may have a file open there. */
    repair() {
      run('umount', path);
      mount();
    },
  };
}
