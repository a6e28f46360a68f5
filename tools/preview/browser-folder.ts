import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const name = /^vestibule-preview-(\d+)-/;

/** A new folder for this process's browser: outside the data folder, since Chromium writes down what is typed. */
export function makeBrowserFolder(): string {
  return mkdtempSync(join(tmpdir(), `vestibule-preview-${process.pid}-`));
}

export function removeBrowserFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Removes what previews left that were killed. */
export function sweepBrowserFolders(): void {
  for (const entry of readdirSync(tmpdir())) {
    const owner = name.exec(entry)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeBrowserFolder(join(tmpdir(), entry));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
