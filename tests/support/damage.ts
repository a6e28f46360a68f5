import { closeSync, openSync, writeSync } from 'node:fs';

/** Overwrites bytes of a file, from a place on. */
export function damage(file: string, from: number, bytes: Uint8Array): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, bytes, 0, bytes.length, from);
  closeSync(opened);
}
